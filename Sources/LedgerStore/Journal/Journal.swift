import Accounting
import Crypto
import Foundation
import GRDB
import LosslessJSON
import Text

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
        try insert(unhashed, hash: hash, in: database)
        return Head(seq: unhashed.seq, hash: hash, date: instant)
    }

    /// Copies a line as it stands in another file.
    static func insert(_ line: Line, in database: Database) throws {
        try insert(line, hash: line.hash, in: database)
    }

    private static func insert(_ line: Line, hash: Data, in database: Database) throws {
        try database.run(
            """
            INSERT INTO entry (seq, at, kind, submission_id, body, hash)
            VALUES (?, ?, ?, ?, ?, ?)
            """
        ) { writer in
            writer.write(line.seq)
            writer.write(line.at)
            writer.write(line.kind)
            writer.write(line.submissionID)
            writer.write(line.body)
            writer.write(hash)
        }
    }

    /// Every line in order, one at a time.
    ///
    /// - Parameter last: the number of the last one that is wanted.
    static func forEachLine(
        in database: Database, through last: Int64 = .max, _ body: (Line) throws -> Void
    ) throws {
        let sql = """
            SELECT seq, at, kind, submission_id, body, hash FROM entry WHERE seq <= ? ORDER BY seq
            """
        try database.forEachRow(sql, [last]) { try body(line(from: &$0)) }
    }

    /// The first line: the one that made the ledger.
    static func opening(_ database: Database) throws -> Line? {
        let sql = "SELECT seq, at, kind, submission_id, body, hash FROM entry ORDER BY seq LIMIT 1"
        return try database.firstRow(sql, read: line)
    }

    /// A name for the ledger that stays; empty for one without an entry.
    static func ledgerID(_ database: Database) throws -> String {
        try opening(database).map { String(Hexadecimal.text(of: $0.hash).prefix(12)) } ?? ""
    }

    static func line(from reader: inout ColumnReader) throws -> Line {
        Line(
            seq: try reader.int64(), at: try reader.instant(), kind: try reader.text(),
            submissionID: try reader.textOrNil(), body: try reader.text(),
            hash: try reader.bytes())
    }
}
