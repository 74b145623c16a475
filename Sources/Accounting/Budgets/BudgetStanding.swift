/// A budget in its current window, with the overrides that are in force: what can still be spent.
package struct BudgetStanding: Hashable, Sendable {
    package let budget: Budget
    package let window: Window
    /// The sum of the overrides in force.
    package let overrides: USD

    package init(budget: Budget, window: Window, overrides: USD) {
        self.budget = budget
        self.window = window
        self.overrides = overrides
    }

    package var holding: Holding { window.holding }

    /// The limit in money with overrides; nil for a budget that counts submissions.
    package var limit: USD? {
        guard case .usd(let amount) = window.limit else { return nil }
        return amount + overrides
    }

    package var limitSubmissions: Int? {
        guard case .submissions(let count) = window.limit else { return nil }
        return count
    }

    /// What can still be reserved: never less than zero. Nil for a budget that counts submissions.
    package var available: USD? {
        limit.map { max(.zero, $0 - holding.spent - holding.reserved) }
    }

    package var availableSubmissions: Int? {
        limitSubmissions.map { max(0, $0 - holding.submissions) }
    }

    /// Spent and reserved together in hundredths of a percent of the limit, rounded down.
    /// For a limit in submissions, those that are posted or open.
    package var usedBasisPoints: Int {
        switch window.limit {
        case .usd:
            let whole = Int128((limit ?? .zero).nanos)
            let used = Int128((holding.spent + holding.reserved).nanos)
            return whole > 0 ? Int(clamping: used * 10_000 / whole) : 0
        case .submissions(let limit):
            return limit > 0 ? holding.submissions * 10_000 / limit : 0
        }
    }

    /// Whether more is spent and reserved than the limit allows, with its overrides.
    package var isAboveLimit: Bool {
        if let limit { return holding.spent + holding.reserved > limit }
        return limitSubmissions.map { holding.submissions > $0 } ?? false
    }

    /// The threshold to announce now: the highest one reached that is above what was announced.
    package var crossedThreshold: Int? {
        budget.alertAt.last {
            $0 > window.alertedPercent && usedBasisPoints >= $0 * 100
        }
    }

    /// Why a submission of this cost does not fit, or nil when it does.
    package func reasonToRefuse(_ cost: USD) -> Refusal.Reason? {
        if let limit {
            if cost > limit { return .requestExceedsBudget }
            if holding.spent + cost > limit { return .budgetExhausted }
            if holding.spent + holding.reserved + cost > limit { return .inFlightBudgetExhausted }
        }
        if let limitSubmissions {
            if holding.posted + 1 > limitSubmissions { return .budgetExhausted }
            if holding.submissions + 1 > limitSubmissions { return .inFlightBudgetExhausted }
        }
        return nil
    }

    /// The most that one more submission may cost here; nil when only their number is limited.
    package var room: USD? {
        if availableSubmissions == 0 { return .zero }
        return available
    }
}
