import Accounting
import GRDB

/// The columns of the `rollup` table, to and from ``SpendRow``.
///
/// A part that is absent is stored as an empty text: a key must not hold NULL.
enum RollupRow {
    static let selection = """
        day, model, mode, orientation, project, settled, failed, open, unpriced, refused, credits,
        usd_nanos, reserved_nanos, provisional_nanos, estimated_nanos, estimate_error_nanos,
        charged_failures, failed_nanos, refused_nanos, seconds, timed_nanos, adjustments,
        adjusted_nanos
        """

    private static let addition = """
        INSERT INTO rollup (\(selection))
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    private static let change = """
        UPDATE rollup SET
            settled = settled + ?, failed = failed + ?, open = open + ?, unpriced = unpriced + ?,
            refused = refused + ?, credits = credits + ?, usd_nanos = usd_nanos + ?,
            reserved_nanos = reserved_nanos + ?, provisional_nanos = provisional_nanos + ?,
            estimated_nanos = estimated_nanos + ?, estimate_error_nanos = estimate_error_nanos + ?,
            charged_failures = charged_failures + ?, failed_nanos = failed_nanos + ?,
            refused_nanos = refused_nanos + ?, seconds = seconds + ?,
            timed_nanos = timed_nanos + ?, adjustments = adjustments + ?,
            adjusted_nanos = adjusted_nanos + ?
        WHERE day = ? AND model = ? AND mode = ? AND orientation = ? AND project = ?
        """

    /// Adds to the row of its key. The row is made when there is none, and removed with its last
    /// submission.
    static func add(_ row: SpendRow, in database: Database) throws {
        let key: [(any ColumnValue)?] = [
            row.key.day.description, row.key.model, row.key.mode?.rawValue ?? "",
            row.key.orientation?.rawValue ?? "", row.key.project?.text ?? "",
        ]
        let spend = row.spend
        let amounts: [(any ColumnValue)?] = [
            spend.settled, spend.failed, spend.open, spend.unpriced, spend.refused, spend.credits,
            spend.usd.nanos, spend.reserved.nanos, spend.provisional.nanos,
            spend.estimated.nanos, spend.estimateError.nanos, spend.chargedFailures,
            spend.failedUSD.nanos, spend.refusedUSD.nanos, spend.seconds, spend.timedUSD.nanos,
            spend.adjustments, spend.adjustedUSD.nanos,
        ]
        // Not an upsert: its CHECKs see the row to insert first, and a difference can be negative.
        try database.run(change, amounts + key)
        if database.changesCount == 0 { try database.run(addition, key + amounts) }
        // Only what is filed elsewhere leaves a row.
        if spend.submissions + spend.refused < 0 { try database.run(removal, key) }
    }

    private static let removal = """
        DELETE FROM rollup
        WHERE day = ? AND model = ? AND mode = ? AND orientation = ? AND project = ?
            AND settled = 0 AND failed = 0 AND open = 0 AND unpriced = 0 AND refused = 0
        """

    static func spendRow(from reader: inout ColumnReader) throws -> SpendRow {
        let day = try reader.day()
        let model = try reader.name()
        let mode = try reader.text()
        let orientation = try reader.text()
        let project = try reader.text()
        var spend = Spend()
        spend.settled = try reader.int()
        spend.failed = try reader.int()
        spend.open = try reader.int()
        spend.unpriced = try reader.int()
        spend.refused = try reader.int()
        spend.credits = try reader.int64()
        spend.usd = try reader.usd()
        spend.reserved = try reader.usd()
        spend.provisional = try reader.usd()
        spend.estimated = try reader.usd()
        spend.estimateError = try reader.usd()
        spend.chargedFailures = try reader.int()
        spend.failedUSD = try reader.usd()
        spend.refusedUSD = try reader.usd()
        spend.seconds = try reader.int()
        spend.timedUSD = try reader.usd()
        spend.adjustments = try reader.int()
        spend.adjustedUSD = try reader.usd()
        return SpendRow(
            key: SpendRow.Key(
                day: day, model: model, mode: Mode(rawValue: mode),
                orientation: Orientation(rawValue: orientation),
                project: project.isEmpty ? nil : Name(project)),
            spend: spend)
    }
}
