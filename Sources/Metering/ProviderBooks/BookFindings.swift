import Accounting
import LedgerStore
import Provider

/// What the provider's books brought.
struct BookFindings {
    /// Lost submissions that were found, whatever became of them.
    var found = 0
    /// Lost submissions that are in no book.
    var absent = 0
    /// Submissions that the books have priced: those without a price, with a provisional one, and
    /// failures that were charged all the same.
    var priced = 0
    /// Submissions that the log has priced for the time being.
    var provisional = 0
    /// Open submissions that the books have ended.
    var ended = 0
    var failed = 0
    /// Seconds that our clock is ahead of the provider's, as its pages said; nil when none did.
    var secondsAhead: Int64?
    /// Why a book was not read to its end; nothing was concluded from what it did not show.
    var failure: Fault?

    mutating func note(_ end: BookEnd, _ reader: BookReader) {
        if case .incomplete(let fault) = end { failure = failure ?? fault }
        secondsAhead = reader.witnesses.secondsAhead
    }
}

extension Meter {
    /// Books are read from a day before what is looked for to a little after now: clocks differ.
    static let clockToleranceSeconds = ClockWitnesses.toleranceSeconds
    static let lostLeadSeconds = 24 * 3600

    static func end(at now: Instant) -> Instant {
        now.advanced(bySeconds: clockToleranceSeconds)
    }

    /// From where on the books must be read to find what was made at these instants; nil without any.
    ///
    /// - Parameter now: what was dated later was made by then all the same.
    static func start(of instants: [Instant], before now: Instant) -> Instant? {
        instants.min().map { min($0, now).advanced(bySeconds: -lostLeadSeconds) }
    }

    func reader(of books: any ProviderBooks) throws -> BookReader {
        BookReader(books, clock: clock, entryAhead: try entryAhead())
    }

    /// The ledger's newest entry, where the clock says that it is not due yet.
    func entryAhead() throws -> EntryAhead? {
        RecordingTime(now: clock.now(), newest: try ledger.newestEntry())
            .entryAhead(in: ledger.calendar)
    }
}
