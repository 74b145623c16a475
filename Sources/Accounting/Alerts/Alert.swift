/// A message about spending for people, as a row of the outbox.
package struct Alert: Hashable, Sendable {
    package enum Event: String, CaseIterable, Sendable {
        case thresholdCrossed = "threshold_crossed"
        /// At its present pace a budget will not last to the end of its period.
        case projectedLimitExceeded = "projected_limit_exceeded"
        case refused
        case overrun
        /// What became of a submission is not known.
        case unresolved
        case priceChanged = "price_changed"
        case override
        /// The provider's books and the ledger differ.
        case mismatch
        /// The provider's account is nearly empty.
        case balanceLow = "balance_low"
        /// A window is over, or its budget gone, that had alerts about its limit.
        case resolved
        /// A person asked whether the channels work.
        case test
    }

    package enum Severity: String, CaseIterable, Comparable, Sendable {
        case info, warning, critical

        package static func < (left: Severity, right: Severity) -> Bool {
            allCases.firstIndex(of: left)! < allCases.firstIndex(of: right)!
        }
    }

    /// The same in every attempt, so that a receiver can drop a second copy.
    package let id: String
    package let event: Event
    package let severity: Severity
    package let message: String
    package let budget: Name?
    /// The start of the window that it is about; nil without a budget.
    package let windowStart: Instant?
    package let threshold: Int?
    package let submissionID: SubmissionID?

    package init(
        id: String, event: Event, severity: Severity, message: String, budget: Name? = nil,
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
