package import Accounting

/// Writes charges down one submission after another, so that a million need no more memory than one.
package protocol BillingFormatter {
    /// Adds what a submission comes to: nothing, one part or several.
    mutating func add(_ submission: BilledSubmission)

    /// Adds what came to a closed month later, as a part of the statement of another month.
    mutating func add(_ change: LateChange, in month: Month)

    /// Whether it is time to take what was written.
    var isFull: Bool { get }

    /// Hands over what was written since the last time; the first time with what a file begins with.
    mutating func take() -> String
}

/// What the file of a formatter is about.
package struct BillingScope: Sendable {
    package let span: SpendReport.Span
    package let filters: SpendReport.Filters
    package let calendar: LedgerCalendar
    /// What tells the ledger from others, and stays.
    package let ledgerID: String
    /// The hash of the journal's last entry.
    package let ledgerHead: String

    package init(
        span: SpendReport.Span, filters: SpendReport.Filters, calendar: LedgerCalendar,
        ledgerID: String, ledgerHead: String
    ) {
        self.span = span
        self.filters = filters
        self.calendar = calendar
        self.ledgerID = ledgerID
        self.ledgerHead = ledgerHead
    }
}
