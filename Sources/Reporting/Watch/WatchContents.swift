package import Accounting

/// What the watch screen shows of a ledger.
package struct WatchContents: Sendable {
    package let calendar: LedgerCalendar
    package let outlooks: [BudgetOutlook]
    /// All that hold money, the latest first.
    package let open: [Submission]
    /// Some of those that were charged, each once, the latest charge first.
    package let charged: [Submission]
    /// Some alerts, the latest first.
    package let alerts: [(alert: Alert, at: Instant)]

    /// How many charges are shown at the most.
    package static let mostCharges = 30

    package init(
        calendar: LedgerCalendar, outlooks: [BudgetOutlook], open: [Submission],
        charged: [Submission], alerts: [(alert: Alert, at: Instant)]
    ) {
        self.calendar = calendar
        self.outlooks = outlooks
        self.open = open
        self.charged = WatchContents.inOrder(charged)
        self.alerts = alerts
    }

    /// The time that is shown: a corrected one counts from its first charge.
    private static func inOrder(_ charged: [Submission]) -> [Submission] {
        var seen: Set<SubmissionID> = []
        return charged.filter { seen.insert($0.id).inserted }
            .sorted { ($0.chargedAt, $0.id) > ($1.chargedAt, $1.id) }
            .prefix(mostCharges).map(\.self)
    }
}

extension Submission {
    /// When its generation ended, or history says that it was.
    var chargedAt: Instant { finishedAt ?? reservedAt }
}
