import Accounting
import Provider
import Synchronization

/// Books that say what a test wrote into them, page by page, and remember what they were asked.
final class FakeBooks: ProviderBooks {
    struct State {
        /// Newest first, as the log gives them.
        var rows: [LogRow] = [] { didSet { rows.sort { $0.created > $1.created } } }
        var lines: [BillLine] = []
        var catalogue = BooksOutcome<CatalogueAnswer>.notModified
        /// What the next calls of either book bring instead, in order.
        var failures: [Fault] = []
        var retryAfterSeconds: Int?
        /// Every page is the first one, and more follow.
        var repeats = false
        var unreadable: [String] = []
        var calls = 0
        var etags: [String?] = []
        var balance: USD = "10"
        /// What the provider's clock says.
        var date: Instant?
        /// Changes the bill before a page of it is given that begins at an offset.
        var beforeBillPage: (@Sendable (inout State, Int) -> Void)?
        var billPages = 0
    }

    let state = Mutex(State())

    func set(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }

    var calls: Int { state.withLock { $0.calls } }
    var etags: [String?] { state.withLock { $0.etags } }

    func logs(from start: Instant, to end: Instant, offset: Int, limit: Int, timeout: Duration)
        async -> BooksOutcome<LogPage>
    {
        state.withLock { state in
            state.calls += 1
            let fault: BooksOutcome<LogPage>? = state.nextFailure()
            if let fault { return fault }
            let first = state.rows.firstIndex { $0.created < end } ?? state.rows.endIndex
            let rows = state.rows[first...].prefix { $0.created >= start }
            let offset = state.repeats ? 0 : offset
            let page = rows.dropFirst(offset).prefix(limit)
            return .answer(
                LogPage(
                    rows: Array(page),
                    hasMore: state.repeats || offset + page.count < rows.count,
                    failures: state.unreadable, date: state.date))
        }
    }

    func transactions(
        from start: Instant, to end: Instant, cursor: String?, limit: Int, timeout: Duration
    ) async -> BooksOutcome<BillPage> {
        state.withLock { state in
            state.calls += 1
            let fault: BooksOutcome<BillPage>? = state.nextFailure()
            if let fault { return fault }
            state.billPages += 1
            let change = state.beforeBillPage
            change?(&state, cursor.flatMap { Int($0) } ?? 0)
            let offset = cursor.flatMap { Int($0) } ?? 0
            let rest = state.lines.lazy.filter { $0.createdAt >= start && $0.createdAt < end }
                .dropFirst(state.repeats ? 0 : offset).prefix(limit + 1)
            let page = Array(rest.prefix(limit))
            let hasMore = state.repeats || rest.count > limit
            return .answer(
                BillPage(
                    lines: page, nextCursor: hasMore ? "\(offset + page.count)" : nil,
                    hasMore: hasMore, failures: [], date: state.date))
        }
    }

    func balance(timeout: Duration) async -> BooksOutcome<USD> {
        .answer(state.withLock { $0.balance })
    }

    func catalogue(etag: String?, timeout: Duration) async -> BooksOutcome<CatalogueAnswer> {
        state.withLock { state in
            state.calls += 1
            state.etags.append(etag)
            return state.catalogue
        }
    }
}

extension FakeBooks.State {
    fileprivate mutating func nextFailure<Value>() -> BooksOutcome<Value>? {
        guard !failures.isEmpty else { return nil }
        return .unavailable(failures.removeFirst(), retryAfterSeconds: retryAfterSeconds)
    }
}

extension LogRow {
    static func of(
        _ submission: Submission, as status: Status = .succeeded, generation: String? = "found",
        cost: USD? = nil
    ) -> LogRow {
        LogRow(
            created: submission.dispatchedAt ?? submission.reservedAt,
            status: status, origin: "api", model: submission.subject.model,
            cost: cost.map { Charge(usd: $0, source: .logs) }, inferenceID: generation,
            clientRequestID: submission.id.description)
    }
}

extension BillLine {
    static func charge(_ generation: String, _ usd: USD, at instant: Instant) -> BillLine {
        BillLine(
            createdAt: instant, direction: .charge, kind: .modelUsage, amount: usd,
            model: MotionControl.defaultModel, referenceID: generation)
    }

    static func refund(_ generation: String, _ usd: USD, at instant: Instant) -> BillLine {
        BillLine(
            createdAt: instant, direction: .topUp, kind: .refund, amount: usd,
            model: MotionControl.defaultModel, referenceID: generation)
    }
}
