package import Accounting
import GRDB

extension Ledger {
    package func submission(_ id: SubmissionID) throws -> Submission? {
        try file.read { try SubmissionRow.fetch(id, from: $0) }
    }

    /// The submission with a generation id of the provider.
    package func submission(generationID: String) throws -> Submission? {
        try file.read { database in
            try SubmissionRow.fetch(generationID: generationID, from: database)
        }
    }

    /// Whether a generation id of the provider is that of a submission. Reads nothing else of it.
    package func hasGeneration(_ id: String) throws -> Bool {
        try file.read { database in
            try database.firstRow(
                "SELECT 1 FROM submission WHERE generation_id = ?", [id]
            ) { try $0.int() } != nil
        }
    }

    /// Submissions of a filter whose id begins with a text, at most `limit`.
    package func submissions(
        idPrefix: String, matching filter: SubmissionFilter = SubmissionFilter(), limit: Int
    ) throws -> [Submission] {
        try file.read { database in
            let own = try filter.conditionsOfSubmissions(in: database)
            return try database.rows(
                """
                SELECT \(SubmissionRow.selection) FROM submission
                WHERE id >= ? AND id < ?\(Ledger.further(own)) ORDER BY id LIMIT ?
                """, [idPrefix, idPrefix + "g"] + own.flatMap(\.values) + [limit],
                read: SubmissionRow.submission)
        }
    }

    /// Submissions of a filter whose id ends with a text, oldest first, at most `limit`.
    ///
    /// The ends of ids are random; their beginnings are equal for submissions made together.
    package func submissions(
        idSuffix: String, matching filter: SubmissionFilter = SubmissionFilter(), limit: Int
    ) throws -> [Submission] {
        try file.read { database in
            let own = try filter.conditionsOfSubmissions(in: database)
            // SQLite reads the ids from the index by time, which is a fraction of the table.
            return try database.rows(
                """
                SELECT \(SubmissionRow.selection) FROM submission WHERE id IN (
                    SELECT id FROM submission WHERE substr(id, ?) = ?\(Ledger.further(own)) LIMIT ?)
                ORDER BY reserved_at, id
                """, [-idSuffix.utf8.count, idSuffix] + own.flatMap(\.values) + [limit],
                read: SubmissionRow.submission)
        }
    }

    private static func further(_ conditions: [(sql: String, values: [String])]) -> String {
        conditions.map { " AND \($0.sql)" }.joined()
    }
}
