package import Accounting
import GRDB

extension Ledger {
    /// Where every budget stands at an instant, and where its period is heading.
    package func outlooks(at instant: Instant) throws -> [BudgetOutlook] {
        try file.read { database in
            let budgets = Budgets(database: database)
            return try budgets.all().map { try outlook(of: $0, at: instant, budgets) }
        }
    }

    package func outlook(of budget: Budget, at instant: Instant) throws -> BudgetOutlook {
        try file.read { try outlook(of: budget, at: instant, Budgets(database: $0)) }
    }

    private func outlook(of budget: Budget, at instant: Instant, _ budgets: Budgets) throws
        -> BudgetOutlook
    {
        BudgetOutlook(
            try BudgetCalendar(budgets: budgets, calendar: calendar)
                .standing(of: budget, at: instant),
            history: try history(of: budget.scope, at: instant, in: budgets.database),
            calendar: calendar, at: instant)
    }

    /// What was charged within a scope on the days that a forecast looks back on.
    package func history(of scope: Scope, at instant: Instant) throws -> SpendHistory {
        try file.read { try history(of: scope, at: instant, in: $0) }
    }

    private func history(of scope: Scope, at instant: Instant, in database: Database) throws
        -> SpendHistory
    {
        let first = calendar.day(of: instant).advanced(by: -SpendHistory.daysLookedBack)
        let source = HistorySource(
            scope, names: ModelNames(try ModelAliasRow.all(in: database)))
        let since = try database.firstRow(
            "SELECT day FROM \(source.table) WHERE \(source.isSubmission) ORDER BY day LIMIT 1",
            source.values
        ) { try $0.day() }
        var charges: [Day: USD] = [:]
        try database.forEachRow(
            """
            SELECT day, sum(\(source.amount)) FROM \(source.table)
            WHERE \(source.isSubmission) AND day >= ? GROUP BY day
            """, source.values + [first.description]
        ) { charges[try $0.day()] = try $0.usdOrNil() }
        return SpendHistory(charges: charges, since: since)
    }
}

/// Where the charges of a scope are to be found: in the rollup, which has no keys; of a key
/// in the submissions themselves.
private struct HistorySource {
    let table: String
    let amount: String
    let isSubmission: String
    let values: [(any ColumnValue)?]

    init(_ scope: Scope, names: ModelNames) {
        let parts = [
            ("model", scope.model.map { names.all(sameAs: $0).map(\.text) }),
            ("mode", scope.mode.map { [$0.rawValue] }),
            ("orientation", scope.orientation.map { [$0.rawValue] }),
            ("project", scope.project.map { [$0.text] }), ("key", scope.key.map { [$0.text] }),
        ].compactMap { name, values in
            values.map { (sql: Ledger.isAny(name, of: $0.count), values: $0) }
        }
        let isByKey = scope.key != nil
        table = isByKey ? "submission" : "rollup"
        amount = isByKey ? "charge_nanos" : "usd_nanos"
        let counted = isByKey ? "state <> 'refused'" : "settled + failed + open + unpriced > 0"
        isSubmission = ([counted] + parts.map(\.sql)).joined(separator: " AND ")
        values = parts.flatMap(\.values)
    }
}
