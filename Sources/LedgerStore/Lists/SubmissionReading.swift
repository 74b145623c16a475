package import Accounting
import GRDB

/// The submissions that a filter lets through, or a part of what the ledger has of them, within one snapshot.
///
/// They are read one at a time, so that memory does not grow with their number, and as often as
/// ``forEach(unreadable:_:)`` is called.
package struct SubmissionReading<Value: Sendable> {
    private let rows: RowFeed<Swift.Result<Value, LedgerError>>

    fileprivate init(_ rows: RowFeed<Swift.Result<Value, LedgerError>>) { self.rows = rows }

    /// Takes them in order of time.
    ///
    /// - Parameters:
    ///   - inAnyOrder: as they lie in the table instead, which takes less time.
    ///   - unreadable: called for a row that cannot be read; by default that ends the reading.
    /// - Throws: ``LedgerError``; what the closures throw.
    package func forEach(
        inAnyOrder: Bool = false, unreadable: (LedgerError) throws -> Void = { throw $0 },
        _ take: (Value) throws -> Void
    ) throws {
        try rows.forEach(inAnyOrder: inAnyOrder) { row in
            switch row {
            case .success(let value): try take(value)
            case .failure(let error): try unreadable(error)
            }
        }
    }
}

extension Ledger {
    /// Reads submissions in one snapshot, on a thread of its own.
    ///
    /// - Parameters:
    ///   - newestFirst: false for the oldest first; a limit counts from that end.
    ///   - body: called on another thread, beside the one that reads.
    package func readSubmissions<Result: Sendable>(
        matching filter: SubmissionFilter, newestFirst: Bool = false,
        _ body: @escaping @Sendable (SubmissionReading<Submission>) throws -> Result
    ) async throws -> Result {
        try await file.readAside { database in
            let query = try SubmissionQuery(filter, newestFirst: newestFirst, in: database)
            return try RowFeed.run(query.forEach(inAnyOrder:_:)) { try body(SubmissionReading($0)) }
        }
    }

    /// Reads what a list says of submissions, the newest first, in one snapshot, on a thread of its own.
    ///
    /// - Parameter body: called on another thread, beside the one that reads.
    package func readListing<Result: Sendable>(
        matching filter: SubmissionFilter,
        _ body: @escaping @Sendable (SubmissionReading<ListedSubmission>) throws -> Result
    ) async throws -> Result {
        try await file.readAside { database in
            let query = try SubmissionQuery(listing: filter, in: database)
            return try RowFeed.run(query.forEach(inAnyOrder:_:)) { try body(SubmissionReading($0)) }
        }
    }

    /// Combines submissions, the oldest first, into one value.
    ///
    /// - Parameters:
    ///   - result: the value before the first one.
    ///   - unreadable: called for a row that cannot be read; by default that ends the reading.
    ///   - take: combines the next one. It is called within the read, on a thread of its own.
    package func foldSubmissions<Result: Sendable>(
        matching filter: SubmissionFilter, into result: Result,
        unreadable: @escaping @Sendable (inout Result, LedgerError) throws -> Void = {
            throw $1
        },
        _ take: @escaping @Sendable (inout Result, Submission) throws -> Void
    ) async throws -> Result {
        try await readSubmissions(matching: filter) { reading in
            var result = result
            try reading.forEach(unreadable: { try unreadable(&result, $0) }) {
                try take(&result, $0)
            }
            return result
        }
    }
}
