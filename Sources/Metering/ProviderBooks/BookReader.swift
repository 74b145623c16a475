import Accounting
import Provider

/// Reads the provider's books page by page, from one instant to another, within bounds.
///
/// It asks for fewer pages of the log a minute than the provider allows, waits where it is told to,
/// hands over no row twice, and gives up on a book that repeats itself or never ends. Where the time is
/// in doubt no book has an end.
struct BookReader {
    private let books: any ProviderBooks
    private let clock: WallClock
    private var pace: CallPace
    /// What the provider's pages and the ledger say about this machine's clock.
    var witnesses: ClockWitnesses {
        var witnesses = read
        witnesses.take(secondsAhead: books.secondsAhead)
        return witnesses
    }
    /// What the pages say that were read here.
    private var read: ClockWitnesses

    /// - Parameter entryAhead: what in the ledger speaks against the clock.
    init(_ books: any ProviderBooks, clock: WallClock, entryAhead: EntryAhead? = nil) {
        self.books = books
        self.clock = clock
        pace = CallPace()
        read = ClockWitnesses(entryAhead)
    }

    static let pageLimit = 100
    /// Half a million rows: beyond that a book is taken to have no end.
    static let mostPages = 5000
    static let callTimeout = Duration.seconds(30)
    /// The provider's log answers for 92 days at once.
    private static let longestSpanSeconds = 90 * 86_400

    /// Hands over every row of the request log that was made within two instants, the newest first
    /// in each span of ninety days.
    ///
    /// - Throws: what `each` throws; `CancellationError`.
    mutating func logs(
        from start: Instant, to end: Instant, _ each: (LogRow) throws -> Void
    ) async throws -> BookEnd {
        var failure: Fault?
        var spanStart = start
        while spanStart < end {
            let spanEnd = min(end, spanStart.advanced(bySeconds: BookReader.longestSpanSeconds))
            let ended = try await logSpan(from: spanStart, to: spanEnd, each)
            if case .incomplete(let fault) = ended {
                failure = failure ?? fault
                // Only one row is missing; any other fault leaves the rest of the book unread.
                guard fault.kind == .unreadableRows else { return ended }
            }
            spanStart = spanEnd
        }
        return failure.map(BookEnd.incomplete) ?? .complete
    }

    private mutating func logSpan(
        from start: Instant, to end: Instant, _ each: (LogRow) throws -> Void
    ) async throws -> BookEnd {
        var seen = SeenRows()
        var offset = 0
        var failure: Fault?
        for _ in 0..<BookReader.mostPages {
            let page: LogPage
            let at = offset
            try await clock.sleep(pace.wait(at: clock.now()))
            pace.count(at: clock.now())
            switch try await answer({
                await $0.logs(
                    from: start, to: end, offset: at, limit: BookReader.pageLimit,
                    timeout: BookReader.callTimeout)
            }) {
            case .success(let answered): page = answered
            case .failure(let error): return .incomplete(error.fault)
            }
            for row in page.rows where seen.insert(row) { try each(row) }
            if let line = page.failures.first { failure = failure ?? .unreadable(line) }
            guard page.hasMore else { return ending(with: failure) }
            guard !seen.isRepeating(afterPageOf: page.count) else {
                return .incomplete(.repeating("log"))
            }
            offset += page.count
        }
        return .incomplete(.endless("log"))
    }

    /// Both books are read up to now: a clock that is contradicted leaves their ends unknown.
    func ending(with failure: Fault?) -> BookEnd {
        if let doubt = witnesses.doubt { return .incomplete(Fault(doubt)) }
        return failure.map(BookEnd.incomplete) ?? .complete
    }

    struct Unanswered: Error { let fault: Fault }

    /// Asks until there is an answer, with the pauses and up to the attempts of ``CallPace``.
    mutating func answer<Value: DatedPage>(
        _ ask: (any ProviderBooks) async -> BooksOutcome<Value>
    ) async throws -> Result<Value, Unanswered> {
        var attempt = 0
        while true {
            let sentAt = clock.now()
            switch await ask(books) {
            case .answer(let value):
                note(value.date, sentAt: sentAt)
                return .success(value)
            case .notModified:
                return .failure(Unanswered(fault: .repeating("provider's book")))
            case .rejected(_, let fault): return .failure(Unanswered(fault: fault))
            case .unavailable(let fault, let seconds):
                try Task.checkCancellation()
                guard let pause = CallPace.pause(afterAttempt: attempt, retryAfterSeconds: seconds)
                else { return .failure(Unanswered(fault: fault)) }
                attempt += 1
                try await clock.sleep(pause)
            }
        }
    }
}

extension BookReader {
    private mutating func note(_ date: Instant?, sentAt: Instant) {
        guard let date else { return }
        read.take(ClockReading(theirs: date, sentAt: sentAt, receivedAt: clock.now()))
    }
}
