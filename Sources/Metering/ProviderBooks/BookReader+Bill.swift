import Accounting
import Provider

extension BookReader {
    /// How long the pages of each reading are. Two charges that are alike, with the end of a page
    /// between them, are on one page of the next reading.
    private static let pageLimits = [pageLimit, 83, 71, 59]
    /// A bill that changes is read so often at the most.
    static let mostReadings = pageLimits.count

    /// Hands over every line of the bill that was written within two instants, the newest first.
    ///
    /// Lines that land between two pages move the later ones: a page then begins with lines of the one
    /// before. Such a line is that line and no other. A bill that moved is read again, until two readings
    /// in a row agree; where none do, it has no end.
    ///
    /// - Parameter begin: called before each reading. What was handed over by then is void.
    /// - Throws: what `begin` and `each` throw; `CancellationError`.
    mutating func bill(
        from start: Instant, to end: Instant, begin: () throws -> Void,
        _ each: (BillLine) throws -> Void
    ) async throws -> BookEnd {
        var last: BillReading?
        for limit in BookReader.pageLimits {
            try begin()
            var reading = BillReading(limit: limit, after: last)
            let ended = try await read(&reading, from: start, to: end, each)
            // Only one row is missing; any other fault leaves the rest of the bill unread.
            if case .incomplete(let fault) = ended, fault.kind != .unreadableRows {
                return ended
            }
            if last == nil, !reading.hasMoved { return ended }
            if last?.agrees(with: reading) == true { return ended }
            last = reading
        }
        return .incomplete(.shifting("bill"))
    }

    private mutating func read(
        _ reading: inout BillReading, from start: Instant, to end: Instant,
        _ each: (BillLine) throws -> Void
    ) async throws -> BookEnd {
        var cursors: Set<String> = []
        var cursor: String?
        var failure: Fault?
        for _ in 0..<BookReader.mostPages {
            let page: BillPage
            let at = cursor
            let limit = reading.limit
            switch try await answer({
                await $0.transactions(
                    from: start, to: end, cursor: at, limit: limit,
                    timeout: BookReader.callTimeout)
            }) {
            case .success(let answered): page = answered
            case .failure(let error): return .incomplete(error.fault)
            }
            guard !reading.isRepeated(page.lines) else { return .incomplete(.repeating("bill")) }
            for line in reading.take(page.lines) { try each(line) }
            if let line = page.failures.first { failure = failure ?? .unreadable(line) }
            guard page.hasMore else { return ending(with: failure) }
            guard let next = page.nextCursor else { return .incomplete(.cut("bill")) }
            // Two lines of a bill may be alike, two pages or cursors never.
            guard cursors.insert(next).inserted, page.count > 0 else {
                return .incomplete(.repeating("bill"))
            }
            cursor = next
        }
        return .incomplete(.endless("bill"))
    }
}
