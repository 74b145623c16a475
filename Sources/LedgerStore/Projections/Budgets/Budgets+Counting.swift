import Accounting
import GRDB

/// What submissions hold, in the windows of the budgets that count them.
///
/// A window is opened by the entry that first touches it, from the submissions that its period has by
/// then, and is kept up by differences from then on. So a budget that is set in the middle of a month
/// counts the whole month.
extension Budgets {
    /// Adds a submission's change to the windows that count it, and says how those stand now. A
    /// period that is not open needs nothing: opening it would count the submission.
    func add(_ holding: Holding, of submission: Submission, at instant: Instant) throws
        -> [BudgetStanding]
    {
        let names = try names()
        return try all().compactMap { budget in
            guard
                budget.scope.matches(
                    submission.subject, at: submission.reservedAt, names: names)
            else { return nil }
            return try add(holding, to: budget, reservedAt: submission.reservedAt, at: instant)
        }
    }

    /// Moves what a submission holds to the windows that count it where it is filed now, from those that
    /// no longer do. No limit refuses it: what was spent or set aside stays so.
    ///
    /// - Returns: how those stand that hold more.
    func move(from before: Submission, to after: Submission, at instant: Instant) throws
        -> [BudgetStanding]
    {
        let holding = Holding(after)
        if holding == .nothing { return [] }
        let (names, reservedAt) = (try names(), after.reservedAt)
        return try all().compactMap { budget in
            let scope = budget.scope
            let did = scope.matches(before.subject, at: reservedAt, names: names)
            let does = scope.matches(after.subject, at: reservedAt, names: names)
            if did == does { return nil }
            let standing = try add(
                does ? holding : Holding.nothing - holding, to: budget, reservedAt: reservedAt,
                at: instant)
            return does ? standing : nil
        }
    }

    /// Nil where the period of a budget is not open.
    private func add(
        _ holding: Holding, to budget: Budget, reservedAt: Instant, at instant: Instant
    ) throws -> BudgetStanding? {
        guard let before = try windows.window(of: budget, at: reservedAt) else { return nil }
        let window = before.with(holding: try before.holding.adding(holding))
        windows.change(window)
        return BudgetStanding(
            budget: budget, window: window, overrides: try overrides(of: budget.name, at: instant))
    }

    func open(_ opening: CalendarFacts.WindowOpening) throws {
        guard let budget = try budget(named: opening.budget) else {
            throw LedgerError(
                .unreadable, "a window of budget '\(opening.budget)' begins, which is not there")
        }
        let period = Period(unit: budget.unit, start: opening.start, end: opening.end)
        try windows.open(
            Window(
                budget: budget.name, period: period, limit: budget.limit,
                holding: try holding(of: budget.scope, in: period), alertedPercent: 0))
    }

    func noteAlert(of threshold: Int, budget name: Name, windowStart: Instant) throws {
        guard let budget = try budget(named: name),
            let window = try windows.window(of: budget, at: windowStart)
        else { return }
        windows.change(window.with(alertedPercent: max(window.alertedPercent, threshold)))
    }

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
            for window in try windows.stored(of: budget) {
                let holding = try holding(of: budget.scope, in: window.period)
                if holding != window.holding { try windows.update(window.with(holding: holding)) }
            }
            windows.forget(budget.name)
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
            let subject = try reader.subject()
            let reservedAt = try reader.instant()
            let holding = Holding(
                state: try reader.value(), reservation: try reader.usd(),
                charge: try reader.usdOrNil())
            try body(subject, reservedAt, holding)
        }
    }
}

extension USD {
    /// The sum, refused where it could not be true.
    func adding(_ more: USD) throws(LedgerError) -> USD {
        guard let sum = sum(with: more) else {
            throw LedgerError(
                .invalid,
                "with this the accounts would hold more than \(USD.largestSum.display);"
                    + " check the amount")
        }
        return sum
    }
}

extension Holding {
    func adding(_ more: Holding) throws(LedgerError) -> Holding {
        Holding(
            spent: try spent.adding(more.spent), reserved: try reserved.adding(more.reserved),
            posted: posted + more.posted, open: open + more.open)
    }
}
