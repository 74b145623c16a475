import Accounting
import Crypto
import Foundation
import GRDB
import LosslessJSON

/// The append-only chain of entries: each is hashed together with the hash of the one before.
///
///     hash = SHA-256(previous hash ‖ seq \n at \n kind \n submission id \n body)
///
/// So no line can be changed, removed, inserted or moved without every later hash being wrong.
struct Journal {
    /// The last entry of a journal.
    struct Head: Equatable, Sendable {
        let seq: Int64
        let hash: Data
        /// When the entry was made; nil for a journal without any.
        let date: Instant?

        static let empty = Head(seq: 0, hash: Data(repeating: 0, count: 32), date: nil)
    }

    /// A row of the journal, as it stands in the file.
    struct Line {
        let seq: Int64
        let at: Instant
        /// The raw value of an ``EntryKind``, unless the file is damaged.
        let kind: String
        let submissionID: String?
        let body: String
        let hash: Data

        func contents() throws -> (entry: Entry, calendarFacts: CalendarFacts) {
            let json = try JSON(parsing: body)
            let entry = try EntryBody.entry(kind: kind, submissionID: submissionID, body: json)
            return (entry, try CalendarFacts(body: json))
        }

        /// The hash that this line should have after `previous`.
        func expectedHash(after previous: Data) -> Data {
            var hasher = SHA256()
            hasher.update(data: previous)
            var text = "\(seq)\n\(at.microseconds)\n\(kind)\n\(submissionID ?? "")\n\(body)"
            text.withUTF8 { hasher.update(bufferPointer: UnsafeRawBufferPointer($0)) }
            return Data(hasher.finalize())
        }
    }

    static func head(_ database: Database) throws -> Head {
        try database.firstRow("SELECT seq, hash, at FROM entry ORDER BY seq DESC LIMIT 1") {
            Head(seq: try $0.int64(), hash: try $0.bytes(), date: try $0.instant())
        } ?? .empty
    }

    /// Adds an entry after `head` and returns the new head.
    static func append(
        _ entry: Entry, _ calendarFacts: CalendarFacts, at instant: Instant, after head: Head,
        in database: Database
    ) throws -> Head {
        let unhashed = Line(
            seq: head.seq + 1, at: instant, kind: entry.kind.rawValue,
            submissionID: entry.submissionID?.description,
            body: EntryBody.json(entry, calendarFacts).compactText,
            hash: Data())
        let hash = unhashed.expectedHash(after: head.hash)
        try database.run(
            """
            INSERT INTO entry (seq, at, kind, submission_id, body, hash)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                unhashed.seq, instant.microseconds, unhashed.kind, unhashed.submissionID,
                unhashed.body,
                hash,
            ])
        return Head(seq: unhashed.seq, hash: hash, date: instant)
    }

    /// Every line in order, one at a time.
    static func forEachLine(in database: Database, _ body: (Line) throws -> Void) throws {
        let sql = "SELECT seq, at, kind, submission_id, body, hash FROM entry ORDER BY seq"
        try database.forEachRow(sql) { try body(line(from: &$0)) }
    }

    /// The first line: the one that made the ledger.
    static func opening(_ database: Database) throws -> Line? {
        let sql = "SELECT seq, at, kind, submission_id, body, hash FROM entry ORDER BY seq LIMIT 1"
        return try database.firstRow(sql, read: line)
    }

    static func line(from reader: inout ColumnReader) throws -> Line {
        Line(
            seq: try reader.int64(), at: try reader.instant(), kind: try reader.text(),
            submissionID: try reader.textOrNil(), body: try reader.text(),
            hash: try reader.bytes())
    }
}
