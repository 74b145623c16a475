import Accounting
import GRDB

/// The budgets of a ledger and their windows, within one transaction.
///
/// A window's row is made when it is first touched, from the submissions of its period, and kept up
/// by differences from then on. So a budget that is set in the middle of a month counts the whole
/// month.
struct Budgets {
    let database: Database
    let calendar: LedgerCalendar

    private static let budgetColumns = """
        name, model, mode, orientation, project, key, unit, limit_nanos, limit_submissions,
        enforcement, alert_at
        """

    func all() throws -> [Budget] {
        let statement = try database.cachedStatement(
            sql: "SELECT \(Budgets.budgetColumns) FROM budget ORDER BY name")
        return try Row.fetchAll(statement).map(budget(from:))
    }

    func budget(named name: String) throws -> Budget? {
        try Row.fetchOne(
            database, sql: "SELECT \(Budgets.budgetColumns) FROM budget WHERE name = ?",
            arguments: [name]
        ).map(budget(from:))
    }

    /// Every budget that could matter to the subject, in any mode, as it stands at an instant.
    func standings(for subject: Subject, at instant: Instant) throws -> [BudgetStanding] {
        try all()
            .filter { budget in
                budget.scope.matches(subject.with(mode: budget.scope.mode ?? subject.mode))
            }
            .map { try standing(of: $0, at: instant) }
    }

    func standing(of budget: Budget, at instant: Instant) throws -> BudgetStanding {
        let window = try window(of: budget, at: instant) ?? newWindow(of: budget, at: instant)
        return BudgetStanding(
            budget: budget, window: window, overrides: try overrides(of: budget.name, at: instant))
    }

    /// Adds a submission's change to every window that counts it, and says how those stand now.
    func add(_ holding: Holding, of submission: Submission, at instant: Instant) throws
        -> [BudgetStanding]
    {
        try all().filter { $0.scope.matches(submission.subject) }.map { budget in
            let touched: Window
            if let window = try window(of: budget, at: submission.reservedAt) {
                touched = window.adding(holding)
                try save(touched)
            } else {
                // The submission's row is written already, so the sum has it.
                touched = try newWindow(of: budget, at: submission.reservedAt)
                try insert(touched)
            }
            return BudgetStanding(
                budget: budget, window: touched,
                overrides: try overrides(of: budget.name, at: instant))
        }
    }

    func materializeWindow(of budget: Budget, at instant: Instant) throws {
        if try window(of: budget, at: instant) == nil {
            try insert(newWindow(of: budget, at: instant))
        }
    }

    private func overrides(of name: String, at instant: Instant) throws -> USD {
        let statement = try database.cachedStatement(
            sql: """
                SELECT coalesce(sum(added_nanos), 0) FROM budget_override
                WHERE budget = ? AND at <= ? AND until > ?
                """)
        let nanos = try Int64.fetchOne(
            statement, arguments: [name, instant.microseconds, instant.microseconds])
        return USD(nanos: nanos ?? 0)
    }

    private func budget(from row: Row) throws -> Budget {
        var reader = ColumnReader(row: row)
        return Budget(
            name: reader.text(),
            scope: Scope(
                model: reader.textOrNil(), mode: try reader.optionalValue(),
                orientation: try reader.optionalValue(), project: reader.textOrNil(),
                key: reader.textOrNil()
            ),
            unit: try reader.value(), limit: try reader.limit(), enforcement: try reader.value(),
            alertAt: reader.text().split(separator: ",").compactMap { Int($0) })
    }
}

// MARK: - Windows

extension Budgets {
    private static let windowColumns = """
        period_start, period_end, limit_nanos, limit_submissions, spent_nanos, reserved_nanos,
        posted, open, alerted_percent
        """

    private func window(of budget: Budget, at instant: Instant) throws -> Window? {
        let statement = try database.cachedStatement(
            sql: """
                SELECT \(Budgets.windowColumns) FROM budget_window
                WHERE budget = ? AND period_start <= ? ORDER BY period_start DESC LIMIT 1
                """)
        let row = try Row.fetchOne(statement, arguments: [budget.name, instant.microseconds])
        guard let window = try row.map({ try window(of: budget, from: $0) }) else { return nil }
        return window.period.contains(instant) ? window : nil
    }

    /// Every window that has a row, with its budget.
    func allWindows() throws -> [(Budget, Window)] {
        try all().flatMap { budget in
            try Row.fetchAll(
                database,
                sql: "SELECT \(Budgets.windowColumns) FROM budget_window WHERE budget = ?",
                arguments: [budget.name]
            ).map { (budget, try window(of: budget, from: $0)) }
        }
    }

    private func window(of budget: Budget, from row: Row) throws -> Window {
        var reader = ColumnReader(row: row)
        return Window(
            budget: budget.name,
            period: Period(
                unit: budget.unit, start: reader.instant(), end: reader.instant()),
            limit: try reader.limit(),
            holding: Holding(
                spent: reader.usd(), reserved: reader.usd(), posted: reader.int(),
                open: reader.int()),
            alertedPercent: reader.int())
    }

    /// A window that has no row yet, as the submissions of its period make it.
    private func newWindow(of budget: Budget, at instant: Instant) throws -> Window {
        let period = calendar.period(budget.unit, containing: instant)
        return Window(
            budget: budget.name, period: period, limit: budget.limit,
            holding: try holding(of: budget.scope, in: period), alertedPercent: 0)
    }

    /// What the submissions of a scope and period hold, counted one by one.
    func holding(of scope: Scope, in period: Period) throws -> Holding {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT model, mode, orientation, project, key, state, reserved_nanos, charge_nanos
                FROM submission
                WHERE reserved_at >= ? AND reserved_at < ? AND state <> 'refused'
                """,
            arguments: [period.start.microseconds, period.end.microseconds])
        var holding = Holding.nothing
        while let row = try rows.next() {
            var reader = ColumnReader(row: row)
            let subject = Subject(
                model: reader.text(), mode: try reader.optionalValue(),
                orientation: try reader.optionalValue(), project: reader.textOrNil(),
                key: reader.textOrNil())
            if scope.matches(subject) {
                holding =
                    holding
                    + Holding(
                        state: try reader.value(), reservation: reader.usd(),
                        charge: reader.usdOrNil())
            }
        }
        return holding
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
}

// MARK: - Definitions

extension Budgets {
    func save(_ budget: Budget) throws {
        let values: StatementArguments = [
            budget.name, budget.scope.model, budget.scope.mode?.rawValue,
            budget.scope.orientation?.rawValue, budget.scope.project, budget.scope.key,
            budget.unit.rawValue, budget.limit.nanos, budget.limit.count,
            budget.enforcement.rawValue,
            budget.alertAt.map(String.init).joined(separator: ","),
        ]
        try database.execute(
            sql: """
                INSERT INTO budget (\(Budgets.budgetColumns))
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET model = excluded.model, mode = excluded.mode,
                    orientation = excluded.orientation, project = excluded.project,
                    key = excluded.key, unit = excluded.unit, limit_nanos = excluded.limit_nanos,
                    limit_submissions = excluded.limit_submissions,
                    enforcement = excluded.enforcement, alert_at = excluded.alert_at
                """, arguments: values)
    }

    func remove(_ name: String) throws {
        for table in ["budget_window", "budget_override"] {
            try database.execute(
                sql: "DELETE FROM \(table) WHERE budget = ?", arguments: [name])
        }
        try database.execute(sql: "DELETE FROM budget WHERE name = ?", arguments: [name])
    }
}

extension Window {
    fileprivate func adding(_ more: Holding) -> Window {
        Window(
            budget: budget, period: period, limit: limit, holding: holding + more,
            alertedPercent: alertedPercent)
    }
}

extension BudgetLimit {
    fileprivate var nanos: Int64? {
        if case .usd(let amount) = self { amount.nanos } else { nil }
    }

    fileprivate var count: Int? {
        if case .submissions(let count) = self { count } else { nil }
    }
}

extension ColumnReader {
    /// Two columns: the limit in nano-dollars, and in submissions. One of them is NULL.
    fileprivate mutating func limit() throws -> BudgetLimit {
        let nanos = int64OrNil()
        let count = intOrNil()
        if let nanos { return .usd(USD(nanos: nanos)) }
        guard let count else { throw damage }
        return .submissions(count)
    }
}
