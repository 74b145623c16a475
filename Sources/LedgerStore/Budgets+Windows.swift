import Accounting
import GRDB

/// The windows that have a row. One is opened by the entry that first touches it, from the
/// submissions that its period has by then, and is kept up by differences from then on. So a budget
/// that is set in the middle of a month counts the whole month.
extension Budgets {
    private static let windowColumns = """
        period_start, period_end, limit_nanos, limit_submissions, spent_nanos, reserved_nanos,
        posted, open, alerted_percent
        """

    func window(of budget: Budget, at instant: Instant) throws -> Window? {
        let statement = try database.cachedStatement(
            sql: """
                SELECT \(Budgets.windowColumns) FROM budget_window
                WHERE budget = ? AND period_start <= ? ORDER BY period_start DESC LIMIT 1
                """)
        let row = try Row.fetchOne(statement, arguments: [budget.name, instant.microseconds])
        guard let window = try row.map({ try Budgets.window(of: budget, from: $0) }) else {
            return nil
        }
        return window.period.contains(instant) ? window : nil
    }

    /// Every window of a budget, the earliest first.
    func windows(of budget: Budget) throws -> [Window] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT \(Budgets.windowColumns) FROM budget_window WHERE budget = ?
                ORDER BY period_start
                """,
            arguments: [budget.name]
        ).map { try Budgets.window(of: budget, from: $0) }
    }

    /// Adds a submission's change to the windows that count it, and says how those stand now. A
    /// period that nobody opened needs nothing: opening it would count the submission.
    func add(_ holding: Holding, of submission: Submission, at instant: Instant) throws
        -> [BudgetStanding]
    {
        try all().filter { $0.scope.matches(submission.subject) }.compactMap { budget in
            guard let window = try window(of: budget, at: submission.reservedAt) else { return nil }
            let touched = try window.adding(holding)
            try save(touched)
            return BudgetStanding(
                budget: budget, window: touched,
                overrides: try overrides(of: budget.name, at: instant))
        }
    }

    func open(_ opening: Placement.Opening) throws {
        guard let budget = try budget(named: opening.budget) else {
            throw LedgerError(
                .unreadable, "a window of budget '\(opening.budget)' begins, which is not there")
        }
        let period = Period(unit: budget.unit, start: opening.start, end: opening.end)
        try insert(
            Window(
                budget: budget.name, period: period, limit: budget.limit,
                holding: try holding(of: budget.scope, in: period), alertedPercent: 0))
    }

    func dropWindows(of name: String) throws {
        try database.execute(sql: "DELETE FROM budget_window WHERE budget = ?", arguments: [name])
    }

    /// Past windows keep the limit that held in them.
    func changeLimit(of budget: Budget, endingAfter instant: Instant) throws {
        try database.execute(
            sql: """
                UPDATE budget_window
                SET limit_nanos = ?, limit_submissions = ?, alerted_percent = 0
                WHERE budget = ? AND period_end > ?
                """,
            arguments: [
                budget.limit.nanos, budget.limit.count, budget.name, instant.microseconds,
            ])
    }

    private func insert(_ window: Window) throws {
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

    private func save(_ window: Window) throws {
        try database.cachedStatement(
            sql: """
                UPDATE budget_window SET spent_nanos = ?, reserved_nanos = ?, posted = ?, open = ?
                WHERE budget = ? AND period_start = ?
                """
        ).execute(arguments: [
            window.holding.spent.nanos, window.holding.reserved.nanos, window.holding.posted,
            window.holding.open, window.budget, window.period.start.microseconds,
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

extension Window {
    fileprivate func adding(_ more: Holding) throws(LedgerError) -> Window {
        Window(
            budget: budget, period: period, limit: limit, holding: try holding.adding(more),
            alertedPercent: alertedPercent)
    }
}
