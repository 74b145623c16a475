package import Accounting
import GRDB

extension Ledger {
    /// What the journal holds of one submission, in the order it was written.
    ///
    /// - Throws: ``LedgerError`` of kind `unreadable` when an entry was damaged.
    package func entries(of id: SubmissionID) throws -> [(at: Instant, entry: Entry)] {
        let lines = try file.read { database in
            try database.rows(
                """
                SELECT seq, at, kind, submission_id, body, hash FROM entry
                WHERE submission_id = ? ORDER BY seq
                """, [id.description], read: Journal.line)
        }
        return try lines.map { line in
            do {
                return (line.at, try line.contents().entry)
            } catch {
                throw LedgerError(
                    .unreadable, "entry \(line.seq) of submission \(id) is damaged", .verify)
            }
        }
    }

    /// Submissions whose id ends with a text, oldest first, at most `limit`.
    ///
    /// The ends of ids are random, and so tell submissions apart that were made together.
    package func submissions(idSuffix: String, limit: Int) throws -> [Submission] {
        try file.read { database in
            // SQLite reads the ids from the index by time, which is a fraction of the table.
            try database.rows(
                """
                SELECT \(SubmissionRow.selection) FROM submission WHERE id IN (
                    SELECT id FROM submission WHERE substr(id, ?) = ? LIMIT ?)
                ORDER BY reserved_at, id
                """, [-idSuffix.utf8.count, idSuffix, limit], read: SubmissionRow.submission)
        }
    }
}
