package import Accounting
package import LosslessJSON

/// A refusal as a part of other documents: of a submission, and of an answer of the gateway.
package enum RefusalDocument {
    package static func json(_ refusal: Refusal) -> JSON {
        [
            "reason": .name(refusal.reason),
            "message": .string(refusal.message),
            "budgets": .array(refusal.obstacles.map(obstacle)),
            "fits": .array(refusal.fits.map(fit)),
            "duplicate": .string(orNull: refusal.duplicate?.description),
        ]
    }

    private static func obstacle(_ obstacle: Refusal.Obstacle) -> JSON {
        [
            "name": .name(obstacle.budget),
            "limit_usd": .usd(obstacle.limit.usd),
            "spent_usd": .usd(obstacle.holding.spent),
            "reserved_usd": .usd(obstacle.holding.reserved),
            "requested_usd": .usd(obstacle.requested),
            "available_usd": .usd(obstacle.available),
            "resets_at": .instant(obstacle.resetsAt),
            "overrides_usd": .usd(obstacle.overrides),
            "limit_submissions": .integer(orNull: obstacle.limit.submissions),
            "submissions": .integer(obstacle.holding.submissions),
        ]
    }

    private static func fit(_ fit: Refusal.Fit) -> JSON {
        ["mode": .name(fit.mode), "seconds": .integer(orNull: fit.seconds)]
    }
}

extension BudgetLimit {
    /// The limit in money; nil for a number of submissions.
    var usd: USD? {
        guard case .usd(let amount) = self else { return nil }
        return amount
    }

    /// The limit in submissions; nil for money.
    var submissions: Int? {
        guard case .submissions(let count) = self else { return nil }
        return count
    }
}
