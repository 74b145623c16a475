/// One immutable line of the journal: something that happened, with every fact that it changed.
///
/// The journal is the truth. Submissions, windows and the daily rollup are what follows from it.
package enum Entry: Hashable, Sendable {
    /// The ledger was made; days and periods are of this zone.
    case opened(timeZone: String, salt: String)
    /// A submission came to be: reserved or refused.
    case proposed(Proposal, SubmissionEvent)
    /// Something happened to a submission that exists.
    case happened(SubmissionID, SubmissionEvent)
    /// A submission of history from elsewhere, as it stood there.
    case imported(HistoryRecord, SubmissionID)
    /// The charge was higher than the reservation, by this much.
    case overrun(SubmissionID, by: USD)
    case budgetSet(Budget)
    case budgetRemoved(name: String)
    case budgetOverridden(BudgetOverride)
    case priceSet(Price)
    case alertRaised(Alert)

    /// The name that the journal files it under.
    package var kind: String {
        switch self {
        case .opened: "opened"
        case .proposed(_, let event), .happened(_, let event): event.name
        case .imported: "imported"
        case .overrun: "overrun"
        case .budgetSet: "budget_set"
        case .budgetRemoved: "budget_removed"
        case .budgetOverridden: "budget_overridden"
        case .priceSet: "price_set"
        case .alertRaised: "alert"
        }
    }

    /// The submission that it is about, if any.
    package var submissionID: SubmissionID? {
        switch self {
        case .proposed(let proposal, _): proposal.id
        case .happened(let id, _), .overrun(let id, _), .imported(_, let id): id
        case .opened, .budgetSet, .budgetRemoved, .budgetOverridden, .priceSet, .alertRaised: nil
        }
    }
}

/// Something that a person should know, as a row of the outbox.
package struct Alert: Hashable, Sendable {
    package enum Event: String, CaseIterable, Sendable {
        case thresholdCrossed = "threshold_crossed"
        case refused
        case overrun
        case override
    }

    package enum Severity: String, Sendable {
        case info, warning, critical
    }

    /// Stable: a receiver that gets it twice can tell.
    package let id: String
    package let event: Event
    package let severity: Severity
    package let message: String
    package let budget: String?
    /// The start of the window that it is about; nil without a budget.
    package let windowStart: Instant?
    package let threshold: Int?
    package let submissionID: SubmissionID?

    package init(
        id: String, event: Event, severity: Severity, message: String, budget: String? = nil,
        windowStart: Instant? = nil, threshold: Int? = nil, submissionID: SubmissionID? = nil
    ) {
        self.id = id
        self.event = event
        self.severity = severity
        self.message = message
        self.budget = budget
        self.windowStart = windowStart
        self.threshold = threshold
        self.submissionID = submissionID
    }
}

extension BudgetStanding {
    /// The alert of a threshold that was reached.
    package func alert(id: String, crossing threshold: Int, submissionID: SubmissionID?) -> Alert {
        let used =
            limit.map { limit in
                "\((holding.spent + holding.reserved).display) of \(limit.display)"
            } ?? "\(holding.submissions) of \(window.limit)"
        return Alert(
            id: id, event: .thresholdCrossed, severity: threshold >= 100 ? .critical : .warning,
            message: "budget '\(budget.name)' is at \(usedBasisPoints / 100) % (\(used),"
                + " spent and reserved)",
            budget: budget.name, windowStart: window.period.start, threshold: threshold,
            submissionID: submissionID)
    }
}
