import Accounting
import GRDB

/// The rows of the `late_change` table, with what the journal says of each.
enum LateChangeRow {
    static func insert(
        _ amount: LateChange.Amount, of id: SubmissionID, _ month: Month, seq: Int64,
        in database: Database
    ) throws {
        try database.run(
            """
            INSERT INTO late_change (seq, submission_id, month, nanos, credits, reserved_nanos)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                seq, id.description, month.description, amount.usd.nanos, amount.credits,
                amount.reserved.nanos,
            ])
    }

    /// Those behind an entry of the journal, in its order, each with the filing that its submission had by
    /// then.
    ///
    /// - Parameters:
    ///   - last: the entry that the last of them may have.
    ///   - filter: whose model, mode, orientation and project count.
    static func all(
        after entry: Int64, through last: Int64 = .max, matching filter: SubmissionFilter? = nil,
        in database: Database
    ) throws -> [LateChange] {
        let rows = try database.rows(
            """
            SELECT late_change.nanos, late_change.credits, late_change.reserved_nanos,
                entry.seq, entry.at, entry.kind, entry.submission_id, entry.body, entry.hash
            FROM late_change JOIN entry ON entry.seq = late_change.seq
            WHERE late_change.seq > ? ORDER BY late_change.seq
            """, [entry]
        ) { reader in
            (
                LateChange.Amount(
                    usd: try reader.usd(), credits: try reader.int64(),
                    reserved: try reader.usd()), try Journal.line(from: &reader)
            )
        }
        let changes = try rows.map { try change($0, $1, in: database) }.filedAsByThen
        let due = zip(rows, changes).filter { row, _ in row.1.seq <= last }.map { $1 }
        guard let filter else { return due }
        let counts = try filter.counting(in: database)
        return due.compactMap { $0.within(counts) }
    }

    /// What came to one month behind an entry.
    static func sum(of month: Month, after entry: Int64, in database: Database) throws
        -> LateChange.Sum
    {
        // Not with SQL's sum, which fails on what a ledger refuses to hold anyway.
        try database.rows(
            """
            SELECT nanos, credits, reserved_nanos FROM late_change WHERE month = ? AND seq > ?
            """, [month.description, entry]
        ) {
            LateChange.Amount(
                usd: try $0.usd(), credits: try $0.int64(), reserved: try $0.usd())
        }
        .reduce(into: .nothing) { sum, amount in
            sum.count += 1
            sum.amount = sum.amount + amount
        }
    }

    private static func change(
        _ amount: LateChange.Amount, _ line: Journal.Line, in database: Database
    ) throws -> LateChange {
        guard let id = line.submissionID, let kind = EntryKind(rawValue: line.kind),
            let row = try database.firstRow(
                "SELECT \(BilledRow.selection) FROM submission WHERE id = ?", [id],
                read: BilledRow.reading)
        else {
            throw LedgerError(.unreadable, "entry \(line.seq) is damaged", .verify)
        }
        if kind == .refiled {
            let refiling = try PostedRefiling.refiling(of: line)
            return LateChange(
                row.submission([]), kind: kind, amount: amount, source: nil,
                reason: refiling.reason, refiling: refiling, recordedAt: line.at)
        }
        let posted = try PostedCharge(line)
        return LateChange(
            row.submission([]), kind: kind, amount: amount, source: posted?.charge.source,
            reason: posted?.reason, recordedAt: line.at)
    }
}
