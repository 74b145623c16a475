package import Accounting

/// What a ledger holds that is worth watching.
package struct WatchContents: Sendable {
    package let calendar: LedgerCalendar
    package let outlooks: [BudgetOutlook]
    /// All that hold money, the latest first.
    package let open: [Submission]
    /// Some of those that were charged, the latest charge first.
    package let charged: [Submission]
    /// Some alerts, the latest first.
    package let alerts: [(alert: Alert, at: Instant)]

    package init(
        calendar: LedgerCalendar, outlooks: [BudgetOutlook], open: [Submission],
        charged: [Submission], alerts: [(alert: Alert, at: Instant)]
    ) {
        self.calendar = calendar
        self.outlooks = outlooks
        self.open = open
        self.charged = charged
        self.alerts = alerts
    }
}
