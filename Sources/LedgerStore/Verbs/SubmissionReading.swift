package import Accounting
import GRDB

/// The submissions that a filter lets through, within one snapshot of the ledger.
///
/// They are read one at a time, so that memory does not grow with their number, and as often as
/// ``forEach(unreadable:_:)`` is called.
package struct SubmissionReading {
    private let database: Database
    private let sql: String
    private let values: [String]

    init(_ filter: SubmissionFilter, newestFirst: Bool, in database: Database) throws {
        let conditions = try filter.conditions(in: database) + filter.bounds
        var clause = Ledger.clause(conditions)
        if let state = filter.state {
            clause += (clause.isEmpty ? "WHERE " : " AND ") + Ledger.condition(on: state)
        }
        let order = newestFirst ? "DESC" : "ASC"
        self.database = database
        values = conditions.flatMap(\.values)
        sql = """
            SELECT \(SubmissionRow.selection) FROM submission \(clause)
            ORDER BY reserved_at \(order), id \(order) LIMIT \(filter.limit ?? -1)
            """
    }

    /// Reads them in order of time.
    ///
    /// - Parameter unreadable: called for a row that cannot be read; by default that ends the reading.
    /// - Throws: ``LedgerError``; what the closures throw.
    package func forEach(
        unreadable: (LedgerError) throws -> Void = { throw $0 },
        _ take: (Submission) throws -> Void
    ) throws {
        try database.forEachRow(sql, values) { reader in
            let submission: Submission
            do {
                submission = try SubmissionRow.submission(from: &reader)
            } catch let error as LedgerError where error.isAboutOneThing {
                return try unreadable(error)
            }
            try take(submission)
        }
    }
}

extension Ledger {
    /// Reads submissions in one snapshot, on a thread of its own.
    ///
    /// - Parameter newestFirst: false for the oldest first; a limit counts from that end.
    package func readSubmissions<Result: Sendable>(
        matching filter: SubmissionFilter, newestFirst: Bool = false,
        _ body: @escaping @Sendable (SubmissionReading) throws -> Result
    ) async throws -> Result {
        try await file.readAside { database in
            try body(SubmissionReading(filter, newestFirst: newestFirst, in: database))
        }
    }

    /// Combines submissions, the oldest first, into one value.
    ///
    /// - Parameters:
    ///   - result: the value before the first one.
    ///   - unreadable: called for a row that cannot be read; by default that ends the reading.
    ///   - take: combines the next one. It is called on a thread of the ledger, within the read.
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
