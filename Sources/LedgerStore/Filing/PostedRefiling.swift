package import Accounting
import GRDB

/// A submission that was filed elsewhere, as one entry of the journal has it.
package struct PostedRefiling: Hashable, Sendable {
    /// The number of the entry.
    package let seq: Int64
    package let at: Instant
    package let id: SubmissionID
    /// The day that the submission counts in, which no edit changes.
    package let day: Day
    package let refiling: Refiling

    /// Those behind one entry, up to and with another, in the order of the journal.
    ///
    /// - Throws: ``LedgerError`` of kind `unreadable`, with the number of an entry that was damaged.
    static func all(
        after first: Int64, upTo last: Int64 = .max, in database: Database
    ) throws -> [PostedRefiling] {
        try database.rows(
            """
            SELECT entry.seq, entry.at, entry.kind, entry.submission_id, entry.body, entry.hash,
                submission.day
            FROM entry INDEXED BY entry_that_refiles
                JOIN submission ON submission.id = entry.submission_id
            WHERE entry.kind = 'refiled' AND entry.seq > ? AND entry.seq <= ? ORDER BY entry.seq
            """, [first, last]
        ) { try PostedRefiling(Journal.line(from: &$0), on: $0.day()) }
    }

    private init(_ line: Journal.Line, on day: Day) throws {
        (id, refiling) = try PostedRefiling.contents(of: line)
        (seq, at, self.day) = (line.seq, line.at, day)
    }

    /// What an entry of this kind says.
    ///
    /// - Throws: ``LedgerError`` of kind `unreadable`, with the number of the entry.
    static func refiling(of line: Journal.Line) throws -> Refiling { try contents(of: line).1 }

    private static func contents(of line: Journal.Line) throws -> (SubmissionID, Refiling) {
        guard case .refiled(let id, let refiling)? = try? line.contents().entry else {
            throw LedgerError(.unreadable, "entry \(line.seq) is damaged", .verify)
        }
        return (id, refiling)
    }
}

extension Ledger {
    /// What was filed elsewhere behind one entry of the journal, up to and with another, in order.
    ///
    /// - Parameters:
    ///   - first: 0 for all.
    ///   - last: the end of the journal by default.
    package func refilings(after first: Int64, upTo last: Int64 = .max) throws -> [PostedRefiling] {
        try file.read { try PostedRefiling.all(after: first, upTo: last, in: $0) }
    }
}
