import Accounting
import GRDB

/// The columns of the `experience` table, to and from ``ChargeStatistics``. A model without modes is stored
/// with an empty one: a key must not hold NULL.
enum ChargeStatisticsRow {
    private static let columns = "model, mode, per, count, estimated_nanos, charged_nanos, recent"

    static func save(_ experience: ChargeStatistics, in database: Database) throws {
        try database.run(
            """
            INSERT INTO experience (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (model, mode, per) DO UPDATE SET count = excluded.count,
                estimated_nanos = excluded.estimated_nanos,
                charged_nanos = excluded.charged_nanos, recent = excluded.recent
            """,
            [
                experience.key.model, experience.key.mode?.rawValue ?? "",
                experience.key.unit.rawValue,
                experience.count, experience.estimated.nanos, experience.charged.nanos,
                experience.recent.map(\.text).joined(separator: ","),
            ])
    }

    /// All of them, the last charges with their amounts and lengths.
    static func all(in database: Database) throws -> [ChargeStatistics] {
        try database.rows(
            "SELECT \(columns) FROM experience ORDER BY model, mode, per", read: experience
        ).map { found in
            ChargeStatistics(
                key: found.key, count: found.count, estimated: found.estimated,
                charged: found.charged,
                recent: try found.recent.map { try $0.lookedUp(in: database) })
        }
    }

    static func fetch(_ key: ChargeStatistics.Key, from database: Database) throws
        -> ChargeStatistics?
    {
        try database.firstRow(
            "SELECT \(columns) FROM experience WHERE model = ? AND mode = ? AND per = ?",
            [key.model, key.mode?.rawValue ?? "", key.unit.rawValue], read: experience)
    }

    private static func experience(from reader: inout ColumnReader) throws -> ChargeStatistics {
        let key = ChargeStatistics.Key(
            model: try reader.name(), mode: Mode(rawValue: try reader.text()),
            unit: try reader.value())
        return ChargeStatistics(
            key: key, count: try reader.int(), estimated: try reader.usd(),
            charged: try reader.usd(),
            recent: try reader.text().split(separator: ",").compactMap(
                ChargeStatistics.Memory.init(text:)))
    }
}

extension ChargeStatistics.Memory {
    /// `ID MICROSECONDS NANOS`.
    fileprivate var text: String { "\(id) \(reservedAt.microseconds) \(perUnit.nanos)" }

    fileprivate func lookedUp(in database: Database) throws -> ChargeStatistics.Memory {
        let known = try database.firstRow(
            "SELECT charge_nanos, seconds FROM submission WHERE id = ?", [id.description]
        ) { (charged: try $0.usdOrNil(), seconds: try $0.intOrNil()) }
        return ChargeStatistics.Memory(
            id: id, reservedAt: reservedAt, perUnit: perUnit, charged: known?.charged,
            seconds: known?.seconds)
    }

    fileprivate init?(text: Substring) {
        let parts = text.split(separator: " ")
        guard parts.count == 3, let id = SubmissionID(String(parts[0])),
            let microseconds = Int64(parts[1]), let nanos = Int64(parts[2])
        else { return nil }
        self.init(
            id: id, reservedAt: Instant(microseconds: microseconds), perUnit: USD(nanos: nanos))
    }
}
