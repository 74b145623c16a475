import Foundation

/// Rows on their way from the thread that reads them to the one that takes them, so that two processors
/// share a long reading in flat memory.
///
///     the ledger's thread: steps, decodes ─▶ pages of rows ─▶ the taker's thread: words, sums, bytes
final class RowFeed<Row: Sendable>: Sendable {
    private enum Page: Sendable {
        case rows([Row])
        case failed(any Error)
    }

    /// Thrown through a reading whose taker wants no more rows.
    private struct TakerLeft: Error {}

    private static var rowsOfPage: Int { 256 }

    /// One time that the rows are gone through.
    private struct Passage: Sendable {
        let pages = BoundedQueue<Page>(capacity: 4)
        let isInAnyOrder: Bool
    }

    private let passages = BoundedQueue<Passage>(capacity: 1)

    /// Starts a thread that takes, and reads for it until it ends.
    ///
    /// - Parameters:
    ///   - read: gives one row after another, in any order where it is given true; called on this thread, as
    ///     often as the taker asks.
    ///   - take: called on the other thread.
    /// - Returns: what `take` returns.
    /// - Throws: what `take` throws; what `read` throws goes through ``forEach(_:)`` of the taker.
    static func run<Result: Sendable>(
        _ read: (Bool, (Row) throws -> Void) throws -> Void,
        _ take: @escaping @Sendable (RowFeed) throws -> Result
    ) throws -> Result {
        let feed = RowFeed()
        let outcome = BoundedQueue<Swift.Result<Result, any Error>>(capacity: 1)
        Thread.detachNewThread {
            let result = Swift.Result { try take(feed) }
            feed.passages.finish()
            _ = outcome.give(result)
            outcome.finish()
        }
        while let passage = feed.passages.take() { RowFeed.fill(passage, read) }
        return try outcome.take()!.get()
    }

    private static func fill(
        _ passage: Passage, _ read: (Bool, (Row) throws -> Void) throws -> Void
    ) {
        let pages = passage.pages
        var rows: [Row] = []
        func give() throws {
            guard pages.give(.rows(rows)) else { throw TakerLeft() }
            rows.removeAll(keepingCapacity: true)
        }
        do {
            try read(passage.isInAnyOrder) { row in
                rows.append(row)
                if rows.count == rowsOfPage { try give() }
            }
            try give()
        } catch is TakerLeft {
            // What the taker threw is its result.
        } catch {
            _ = pages.give(.rows(rows)) && pages.give(.failed(error))
        }
        pages.finish()
    }

    /// Takes the rows; each time it is called, all of them.
    ///
    /// - Parameter inAnyOrder: where their order is of no interest.
    /// - Throws: what the reading throws, behind the rows before it; what `body` throws.
    func forEach(inAnyOrder: Bool = false, _ body: (Row) throws -> Void) throws {
        let passage = Passage(isInAnyOrder: inAnyOrder)
        let pages = passage.pages
        _ = passages.give(passage)
        // The reading of this passage has ended when the next begins.
        defer {
            pages.leave()
            _ = pages.take()
        }
        while let page = pages.take() {
            switch page {
            case .rows(let rows): try rows.forEach(body)
            case .failed(let error): throw error
            }
        }
    }
}
