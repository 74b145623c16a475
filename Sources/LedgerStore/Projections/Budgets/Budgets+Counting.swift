import Accounting
import GRDB

/// What submissions hold, counted one by one.
extension Budgets {
    /// What the submissions of a scope and period hold.
    func holding(of scope: Scope, in period: Period) throws -> Holding {
        var holding = Holding.nothing
        let names = try names()
        try Budgets.forEachHolding(in: database, from: period.start, to: period.end) {
            if scope.matches($0, at: $1, names: names) { holding = try holding.adding($2) }
        }
        return holding
    }

    /// Counts the windows of some budgets again.
    ///
    /// - Precondition: nothing is held back.
    func countAnew(_ isMeant: (Scope) -> Bool) throws {
        for budget in try all() where isMeant(budget.scope) {
            for window in try storedWindows(of: budget) {
                let holding = try holding(of: budget.scope, in: window.period)
                if holding != window.holding { try updateWindow(window.with(holding: holding)) }
            }
            known.windows[ExactText(budget.name)] = nil
        }
    }

    /// Hands over what each submission holds that was reserved within two instants, and when.
    static func forEachHolding(
        in database: Database, from start: Instant, to end: Instant,
        _ body: (Subject, Instant, Holding) throws -> Void
    ) throws {
        let sql = """
            SELECT model, mode, orientation, project, key, reserved_at, state, reserved_nanos,
                charge_nanos
            FROM submission
            WHERE reserved_at >= ? AND reserved_at < ? AND state <> 'refused'
            """
        try database.forEachRow(sql, [start.microseconds, end.microseconds]) { reader in
            let subject = Subject(
                model: try reader.text(), mode: try reader.optionalValue(),
                orientation: try reader.optionalValue(), project: try reader.textOrNil(),
                key: try reader.textOrNil())
            let reservedAt = try reader.instant()
            let holding = Holding(
                state: try reader.value(), reservation: try reader.usd(),
                charge: try reader.usdOrNil())
            try body(subject, reservedAt, holding)
        }
    }
}

extension USD {
    /// Far from where sums of amounts would leave their type.
    private static let largestSum = USD(nanos: 2_000_000_000 * USD.nanosPerDollar)

    /// The sum, refused where it could not be true.
    func adding(_ more: USD) throws(LedgerError) -> USD {
        let (sum, overflows) = nanos.addingReportingOverflow(more.nanos)
        guard !overflows, sum.magnitude <= USD.largestSum.nanos.magnitude else {
            throw LedgerError(
                .invalid,
                "with this the accounts would hold more than \(USD.largestSum.display);"
                    + " check the amount")
        }
        return USD(nanos: sum)
    }
}

extension Holding {
    func adding(_ more: Holding) throws(LedgerError) -> Holding {
        Holding(
            spent: try spent.adding(more.spent), reserved: try reserved.adding(more.reserved),
            posted: posted + more.posted, open: open + more.open)
    }
}
