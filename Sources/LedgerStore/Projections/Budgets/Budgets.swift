import Accounting
import GRDB

/// The budgets of a ledger and their windows, within one transaction or one replay.
///
/// It reads definitions and overrides once, as they change only through it.
final class Budgets {
    let database: Database
    let windows: Windows
    var known: BudgetCache.Definitions

    init(database: Database, known: BudgetCache.Contents = BudgetCache.Contents()) {
        self.database = database
        self.known = known.definitions
        windows = Windows(database: database, known: known.windows)
    }

    /// What the next transaction need not read again.
    var contents: BudgetCache.Contents {
        BudgetCache.Contents(definitions: known, windows: windows.known)
    }

    private static let columns = """
        name, model, mode, orientation, project, key, unit, limit_nanos, limit_submissions,
        enforcement, alert_at, alert_forecast
        """

    /// In the order of their names.
    func all() throws -> [Budget] {
        if let budgets = known.budgets { return budgets }
        let found = try database.rows(
            "SELECT \(Budgets.columns) FROM budget ORDER BY name", read: Budgets.budget)
        known.budgets = found
        return found
    }

    /// Which names are one model.
    func names() throws -> ModelNames {
        if let names = known.names { return names }
        // There are hundreds, and most budgets name no model.
        guard try all().contains(where: { $0.scope.model != nil || $0.scope.mode != nil }) else {
            return .builtin
        }
        let found = ModelNames(try ModelAliasRow.all(in: database))
        known.names = found
        return found
    }

    func budget(named name: Name) throws -> Budget? {
        try all().first { $0.name == name }
    }

    func save(_ budget: Budget) throws {
        known.budgets = nil
        try database.run(
            """
            INSERT INTO budget (\(Budgets.columns))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET model = excluded.model, mode = excluded.mode,
                orientation = excluded.orientation, project = excluded.project,
                key = excluded.key, unit = excluded.unit, limit_nanos = excluded.limit_nanos,
                limit_submissions = excluded.limit_submissions,
                enforcement = excluded.enforcement, alert_at = excluded.alert_at,
                alert_forecast = excluded.alert_forecast
            """,
            [
                budget.name, budget.scope.model, budget.scope.mode?.rawValue,
                budget.scope.orientation?.rawValue, budget.scope.project, budget.scope.key,
                budget.unit.rawValue, budget.limit.nanos, budget.limit.count,
                budget.enforcement.rawValue,
                budget.alertAt.map(String.init).joined(separator: ","), budget.alertsOnForecast,
            ])
    }

    func remove(_ name: Name) throws {
        known.budgets = nil
        known.overrides = nil
        try windows.drop(name)
        try database.run(
            "DELETE FROM budget_override WHERE budget = ?", [name])
        try database.run("DELETE FROM budget_mute WHERE budget = ?", [name])
        try database.run("DELETE FROM budget WHERE name = ?", [name])
    }

    /// The sum of the overrides in force.
    func overrides(of name: Name, at instant: Instant) throws -> USD {
        try allOverrides()[name, default: []]
            .filter { $0.start <= instant && instant < $0.end }
            .reduce(.zero) { try $0.adding($1.added) }
    }

    func forgetOverrides() { known.overrides = nil }

    private func allOverrides() throws -> [Name: [BudgetCache.Override]] {
        if let overrides = known.overrides { return overrides }
        var found: [Name: [BudgetCache.Override]] = [:]
        try database.forEachRow("SELECT budget, at, until, added_nanos FROM budget_override") {
            found[try $0.name(), default: []].append(
                BudgetCache.Override(
                    start: try $0.instant(), end: try $0.instant(), added: try $0.usd()))
        }
        known.overrides = found
        return found
    }

    private static func budget(from reader: inout ColumnReader) throws -> Budget {
        Budget(
            name: try reader.name(),
            scope: Scope(
                model: try reader.nameOrNil(), mode: try reader.optionalValue(),
                orientation: try reader.optionalValue(), project: try reader.nameOrNil(),
                key: try reader.nameOrNil()
            ),
            unit: try reader.value(), limit: try reader.limit(), enforcement: try reader.value(),
            alertAt: try reader.text().split(separator: ",").compactMap { Int($0) },
            alertsOnForecast: try reader.bool())
    }
}

extension BudgetLimit {
    var nanos: Int64? {
        if case .usd(let amount) = self { amount.nanos } else { nil }
    }

    var count: Int? {
        if case .submissions(let count) = self { count } else { nil }
    }
}

extension ColumnReader {
    /// Two columns: the limit in nano-dollars, and in submissions. One of them is NULL.
    mutating func limit() throws -> BudgetLimit {
        let nanos = try int64OrNil()
        let count = try intOrNil()
        if let nanos { return .usd(USD(nanos: nanos)) }
        guard let count else { throw damage }
        return .submissions(count)
    }
}
