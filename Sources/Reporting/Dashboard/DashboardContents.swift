package import Accounting

/// For whom a page is.
package struct PageViewer: Hashable, Sendable {
    /// The name of the key; nil where there are no keys.
    package let name: String?
    /// Whether it sees the accounts of all, or those of its project or its own.
    package let seesAll: Bool
    /// Whether it came by a form, and can leave by one.
    package let isSignedIn: Bool

    package init(name: String?, seesAll: Bool, isSignedIn: Bool) {
        self.name = name
        self.seesAll = seesAll
        self.isSignedIn = isSignedIn
    }
}

/// What the dashboard shows of a ledger to one viewer, read at one time.
package struct DashboardContents: Sendable {
    package let viewer: PageViewer
    package let asOf: Instant
    package let calendar: LedgerCalendar
    package let outlooks: [BudgetOutlook]
    /// The month, or the part of it that was asked for; nil for a viewer whose accounts have no report.
    package var report: SpendReport?
    /// The same told apart by key; nil where that was not counted.
    package var byKey: SpendReport?
    /// What can be picked.
    package var choices = SpendChoices()
    /// The latest of those that hold money, and how many there are in all.
    package var open: [Submission] = []
    package var openCount = 0
    package var last: [Submission] = []
    package var refused: [RefusedSubmission] = []
    package var alerts: [(alert: Alert, at: Instant)] = []
    /// What is wrong, each in a sentence; none where all is well.
    package var complaints: [String] = []
    /// Facts about the ledger and the provider's books; none for a viewer whom they do not concern.
    package var state: DashboardState?

    package init(
        viewer: PageViewer, asOf: Instant, calendar: LedgerCalendar, outlooks: [BudgetOutlook]
    ) {
        self.viewer = viewer
        self.asOf = asOf
        self.calendar = calendar
        self.outlooks = outlooks
    }

    /// How many submissions a list of the page has at the most.
    package static let mostOpen = 50
    package static let mostLast = 50
    package static let mostRefused = 10
    package static let mostAlerts = 5
    /// Up to how many submissions are counted for the section by key while somebody waits for the page.
    package static let mostCounted = 10_000
}

/// One that was refused, and why as far as the viewer may know.
package struct RefusedSubmission: Sendable {
    package let submission: Submission
    package let reason: String

    package init(submission: Submission, reason: String) {
        self.submission = submission
        self.reason = reason
    }
}

/// How the gateway and its books are.
package struct DashboardState: Sendable {
    package let unknown: Int
    package let unpriced: Int
    /// Alerts that have not reached where they were to go.
    package let undelivered: Int
    /// The last days of which the provider's bill was read.
    package let captured: CapturedShare?
    /// How it is read, where it was not yet.
    package let billAdvice: String
    package let ledgerHead: String
    package let newestEntry: Instant?

    package init(
        unknown: Int, unpriced: Int, undelivered: Int, captured: CapturedShare?, billAdvice: String,
        ledgerHead: String, newestEntry: Instant?
    ) {
        self.unknown = unknown
        self.unpriced = unpriced
        self.undelivered = undelivered
        self.captured = captured
        self.billAdvice = billAdvice
        self.ledgerHead = ledgerHead
        self.newestEntry = newestEntry
    }
}
