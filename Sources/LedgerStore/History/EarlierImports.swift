import Accounting
import GRDB

/// The records that were imported before a transaction began, as they were then. A record without a
/// name of its own is compared with them.
///
/// Those of one instant are read at once, as many files date all rows of a day at its midnight.
final class EarlierImports {
    private let database: Database
    /// The last entry that counts.
    private let lastSeq: Int64
    private var known: [Instant: Set<HistoryRecord>] = [:]

    /// Of how many instants records are kept: what an import of millions needs in memory.
    private static let mostInstants = 16_384

    init(database: Database, upTo lastSeq: Int64) {
        self.database = database
        self.lastSeq = lastSeq
    }

    /// - Throws: ``LedgerError`` of kind `repeated` when all that a record says was imported before, and
    ///   neither has a name.
    func requireNone(like record: HistoryRecord) throws {
        guard !record.isNamed, try records(of: record.reservedAt).contains(record) else { return }
        throw LedgerError(
            .repeated,
            "a record of \(record.reservedAt) with \(record.usd.display) of \(record.subject.model) that"
                + " is equal in everything was imported before, and neither has a generation_id or a"
                + " source_id to tell them apart; nothing was imported")
    }

    private func records(of instant: Instant) throws -> Set<HistoryRecord> {
        if let records = known[instant] { return records }
        if known.count >= EarlierImports.mostInstants { known.removeAll(keepingCapacity: true) }
        let records = try read(instant)
        known[instant] = records
        return records
    }

    private func read(_ instant: Instant) throws -> Set<HistoryRecord> {
        let lines = try database.rows(
            """
            SELECT entry.seq, entry.at, entry.kind, entry.submission_id, entry.body, entry.hash
            FROM submission CROSS JOIN entry ON entry.submission_id = submission.id
            WHERE submission.reserved_at = ? AND entry.kind = 'imported' AND +entry.seq <= ?
            """, [instant.microseconds, lastSeq], read: Journal.line)
        return Set(
            try lines.compactMap { line in
                guard case .imported(let record, _) = try line.contents().entry, !record.isNamed
                else { return nil }
                return record
            })
    }
}
