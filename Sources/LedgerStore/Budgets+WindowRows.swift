import Accounting
import GRDB

/// The columns of the `budget_window` table, to and from ``Window``.
extension Budgets {
    private static let windowColumns = """
        period_start, period_end, limit_nanos, limit_submissions, spent_nanos, reserved_nanos,
        posted, open, alerted_percent
        """

    func storedWindow(of budget: Budget, at instant: Instant) throws -> Window? {
        let statement = try database.cachedStatement(
            sql: """
                SELECT \(Budgets.windowColumns) FROM budget_window
                WHERE budget = ? AND period_start <= ? ORDER BY period_start DESC LIMIT 1
                """)
        let latest = try statement.first([budget.name, instant.microseconds]) {
            try Budgets.window(of: budget, from: $0)
        }
        guard let window = latest else { return nil }
        return window.period.contains(instant) ? window : nil
    }

    /// Every window of a budget as it is stored, the earliest first.
    func storedWindows(of budget: Budget) throws -> [Window] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT \(Budgets.windowColumns) FROM budget_window WHERE budget = ?
                ORDER BY period_start
                """,
            arguments: [budget.name]
        ).map { try Budgets.window(of: budget, from: $0) }
    }

    /// The end of the last window that is over at an instant, and the start of the next to come.
    func neighbours(of name: String, at instant: Instant) throws -> (
        previousEnd: Instant?, nextStart: Instant?
    ) {
        let row = try Row.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT
                        (SELECT max(period_end) FROM budget_window
                            WHERE budget = ?1 AND period_start <= ?2),
                        (SELECT min(period_start) FROM budget_window
                            WHERE budget = ?1 AND period_start > ?2)
                    """), arguments: [name, instant.microseconds])
        guard let row else { return (nil, nil) }
        var reader = ColumnReader(row: row)
        return (try reader.instantOrNil(), try reader.instantOrNil())
    }

    func insertWindow(_ window: Window) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO budget_window (budget, \(Budgets.windowColumns))
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            window.budget, window.period.start.microseconds, window.period.end.microseconds,
            window.limit.nanos, window.limit.count, window.holding.spent.nanos,
            window.holding.reserved.nanos, window.holding.posted, window.holding.open,
            window.alertedPercent,
        ])
    }

    func updateWindow(_ window: Window) throws {
        try database.cachedStatement(
            sql: """
                UPDATE budget_window SET spent_nanos = ?, reserved_nanos = ?, posted = ?, open = ?,
                    alerted_percent = ?
                WHERE budget = ? AND period_start = ?
                """
        ).execute(arguments: [
            window.holding.spent.nanos, window.holding.reserved.nanos, window.holding.posted,
            window.holding.open, window.alertedPercent, window.budget,
            window.period.start.microseconds,
        ])
    }

    private static func window(of budget: Budget, from row: Row) throws -> Window {
        var reader = ColumnReader(row: row)
        return Window(
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
