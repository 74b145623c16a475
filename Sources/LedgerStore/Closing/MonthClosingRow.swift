import Accounting
import GRDB
import LosslessJSON

/// The rows of the `month_closing` table.
enum MonthClosingRow {
    static func insert(
        _ closing: MonthClosing, seq: Int64, at instant: Instant, in database: Database
    ) throws {
        try database.run(
            "INSERT INTO month_closing (seq, month, at, body) VALUES (?, ?, ?, ?)",
            [
                seq, closing.month.description, instant.microseconds, closing.json.compactText,
            ])
    }

    /// In the order of the journal.
    static func all(in database: Database) throws -> [ClosedMonth] {
        try database.rows("SELECT seq, at, body FROM month_closing ORDER BY seq") { reader in
            let (seq, at) = (try reader.int64(), try reader.instant())
            guard let body = try reader.part() else { throw reader.damage }
            return ClosedMonth(try MonthClosing(body), entry: seq, recordedAt: at)
        }
    }

    static func months(in database: Database) throws -> Set<Month> {
        let months = try database.rows("SELECT month FROM month_closing") { try $0.text() }
        return Set(months.compactMap { Month($0) })
    }
}
