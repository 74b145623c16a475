package import Accounting
import GRDB
import Text

/// The accounts of a month at one head of the journal: what its statement shows.
///
/// It is read from a snapshot, in the transaction that closes the month, or in a replay of the journal up to there; all
/// give the same.
package struct StatementReading {
    package let month: Month
    /// When the month is or was closed.
    package let at: Instant
    /// How many entries the journal has there.
    package let entries: Int64
    /// The hash of the last of them.
    package let head: String
    /// A name for the ledger that stays: the beginning of its first entry's hash.
    package let ledgerID: String
    /// The closing before; nil for the first.
    package let previous: ClosedMonth?
    /// What came to closed months since then, in the order of the journal.
    package let adjustments: [LateChange]
    package let unsettled: Unsettled
    package let totals: MonthClosing.Totals
    private let calendar: LedgerCalendar
    private let database: Database

    init(
        _ month: Month, at instant: Instant, _ calendar: LedgerCalendar, in database: Database
    ) throws {
        self.month = month
        at = instant
        self.calendar = calendar
        self.database = database
        let head = try Journal.head(database)
        entries = head.seq
        self.head = Hexadecimal.text(of: head.hash)
        ledgerID = try Journal.ledgerID(database)
        previous = try MonthClosingRow.all(in: database).last
        adjustments =
            try previous.map { try LateChangeRow.all(after: $0.entry, in: database) } ?? []
        var unsettled = Unsettled()
        try BillingQuery(StatementReading.filter(month), in: database).forEach {
            unsettled.add($0)
        }
        self.unsettled = unsettled
        let spend = try Ledger.spendFacts(
            SpendRequest(StatementReading.filter(month)), calendar, in: database
        ).rows.withCreditsOfTheirSum.reduce(Spend.nothing) { $0 + $1.spend }
        totals = MonthClosing.Totals(spend)
    }

    /// What a report of the month is made of: the month before, the dearest and the limits too.
    ///
    /// - Parameter dearest: how many of them.
    package func spendFacts(dearest: Int) throws -> SpendFacts {
        let filter = StatementReading.filter(month)
        var request = SpendRequest(filter)
        let before = Month(of: month.first.advanced(by: -1))
        request.previous = before.first...before.last
        request.dearest = dearest
        request.windowsAt = at
        return try Ledger.spendFacts(request, calendar, in: database)
    }

    /// Every charge of the month by itself, the oldest submission first.
    package func forEachCharge(_ take: (BilledSubmission) throws -> Void) throws {
        try BillingQuery(StatementReading.filter(month), in: database).forEach(take)
    }

    /// What the journal records of it.
    ///
    /// - Parameter manifest: the SHA-256 of the statement's manifest.
    package func closing(manifest: String) -> MonthClosing {
        MonthClosing(
            month: month, entries: entries, head: head, totals: totals,
            adjustments: adjustments.sum, unsettled: unsettled, manifest: manifest)
    }

    private static func filter(_ month: Month) -> SubmissionFilter {
        var filter = SubmissionFilter()
        filter.firstDay = month.first
        filter.lastDay = month.last
        return filter
    }
}
