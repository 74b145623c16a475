package import Accounting

/// The contents of one message to a channel: an alert, when it was raised, where its budget stands, and
/// what to do.
package struct AlertNotice: Sendable {
    package let alert: Alert
    package let raisedAt: Instant
    /// Where the budget stands at the attempt; nil when the alert has none, or the budget is gone.
    package let standing: BudgetStanding?
    /// Where that budget's period is heading; nil where it is not known.
    package let forecast: Forecast?
    /// Of the ledger's zone, for dates.
    package let calendar: LedgerCalendar
    /// The name under which receivers file it.
    package let project: String
    /// One line for the person who reads it; nil when there is nothing to do.
    package let advice: String?

    package init(
        _ alert: Alert, raisedAt: Instant, standing: BudgetStanding? = nil,
        forecast: Forecast? = nil, calendar: LedgerCalendar, project: String = "bursar",
        advice: String? = nil
    ) {
        self.alert = alert
        self.raisedAt = raisedAt
        self.standing = standing
        self.forecast = forecast
        self.calendar = calendar
        self.project = project
        self.advice = advice
    }
}
