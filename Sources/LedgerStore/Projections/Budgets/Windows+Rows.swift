import Accounting
import GRDB

/// The columns of the table, to and from ``Window``.
extension Windows {
    private static let columns = """
        period_start, period_end, limit_nanos, limit_submissions, spent_nanos, reserved_nanos,
        posted, open, alerted_percent
        """

    /// Every window of a budget as it is stored, the earliest first.
    func stored(of budget: Budget) throws -> [Window] {
        try database.rows(
            """
            SELECT \(Windows.columns) FROM budget_window WHERE budget = ?
            ORDER BY period_start
            """, [budget.name]
        ) { try Windows.window(of: budget, from: &$0) }
    }

    func storedWindow(of budget: Budget, at instant: Instant) throws -> Window? {
        let latest = try database.firstRow(
            """
            SELECT \(Windows.columns) FROM budget_window
            WHERE budget = ? AND period_start <= ? ORDER BY period_start DESC LIMIT 1
            """, [budget.name, instant.microseconds]
        ) { try Windows.window(of: budget, from: &$0) }
        guard let window = latest else { return nil }
        return window.period.contains(instant) ? window : nil
    }

    /// The end of the last window that is over at an instant, and the start of the next to come.
    func neighbours(of name: Name, at instant: Instant) throws -> (
        previousEnd: Instant?, nextStart: Instant?
    ) {
        try database.firstRow(
            """
            SELECT
                (SELECT max(period_end) FROM budget_window
                    WHERE budget = ?1 AND period_start <= ?2),
                (SELECT min(period_start) FROM budget_window
                    WHERE budget = ?1 AND period_start > ?2)
            """, [name, instant.microseconds]
        ) { (try $0.instantOrNil(), try $0.instantOrNil()) } ?? (nil, nil)
    }

    func insert(_ window: Window) throws {
        try database.run(
            """
            INSERT INTO budget_window (budget, \(Windows.columns))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                window.budget, window.period.start.microseconds, window.period.end.microseconds,
                window.limit.nanos, window.limit.count, window.holding.spent.nanos,
                window.holding.reserved.nanos, window.holding.posted, window.holding.open,
                window.alertedPercent,
            ])
    }

    /// Writes what a window holds, without reading it before.
    func update(_ window: Window) throws {
        try database.run(
            """
            UPDATE budget_window SET spent_nanos = ?, reserved_nanos = ?, posted = ?, open = ?,
                alerted_percent = ?
            WHERE budget = ? AND period_start = ?
            """,
            [
                window.holding.spent.nanos, window.holding.reserved.nanos, window.holding.posted,
                window.holding.open, window.alertedPercent, window.budget,
                window.period.start.microseconds,
            ])
    }

    private static func window(of budget: Budget, from reader: inout ColumnReader) throws -> Window
    {
        Window(
            budget: budget.name,
            period: Period(
                unit: budget.unit, start: try reader.instant(), end: try reader.instant()),
            limit: try reader.limit(),
            holding: Holding(
                spent: try reader.usd(), reserved: try reader.usd(), posted: try reader.int(),
                open: try reader.int()),
            alertedPercent: try reader.int())
    }
}
