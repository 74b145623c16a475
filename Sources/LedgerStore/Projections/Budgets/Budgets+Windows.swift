import Accounting
import GRDB

/// The windows that have a row. One is opened by the entry that first touches it, from the
/// submissions that its period has by then, and is kept up by differences from then on. So a budget
/// that is set in the middle of a month counts the whole month.
extension Budgets {
    struct WindowKey: Hashable {
        let budget: ExactText
        let start: Instant
    }

    func window(of budget: Budget, at instant: Instant) throws -> Window? {
        if let window = known.windows[ExactText(budget.name)]?.last(where: {
            $0.period.contains(instant)
        }) {
            return window
        }
        if known.gaps[ExactText(budget.name)]?.contains(instant) == true { return nil }
        guard let found = try storedWindow(of: budget, at: instant) else {
            let around = try neighbours(of: budget.name, at: instant)
            let start = around.previousEnd ?? .distantPast
            let end = around.nextStart ?? .distantFuture
            known.gaps[ExactText(budget.name)] = start < end ? start..<end : nil
            return nil
        }
        known.windows[ExactText(budget.name), default: []].append(found)
        return found
    }

    /// Adds a submission's change to the windows that count it, and says how those stand now. A
    /// period that nobody opened needs nothing: opening it would count the submission.
    func add(_ holding: Holding, of submission: Submission, at instant: Instant) throws
        -> [BudgetStanding]
    {
        var touched: [BudgetStanding] = []
        let names = try names()
        for budget in try all()
        where budget.scope.matches(submission.subject, at: submission.reservedAt, names: names) {
            guard let before = try window(of: budget, at: submission.reservedAt) else { continue }
            let window = before.with(holding: try before.holding.adding(holding))
            quotedCharge(window)
            touched.append(
                BudgetStanding(
                    budget: budget, window: window,
                    overrides: try overrides(of: budget.name, at: instant)))
        }
        return touched
    }

    func open(_ opening: CalendarFacts.WindowOpening) throws {
        guard let budget = try budget(named: opening.budget) else {
            throw LedgerError(
                .unreadable, "a window of budget '\(opening.budget)' begins, which is not there")
        }
        let period = Period(unit: budget.unit, start: opening.start, end: opening.end)
        known.gaps[ExactText(budget.name)] = nil
        try insertWindow(
            Window(
                budget: budget.name, period: period, limit: budget.limit,
                holding: try holding(of: budget.scope, in: period), alertedPercent: 0))
    }

    func noteAlert(of threshold: Int, budget name: String, windowStart: Instant) throws {
        guard let budget = try budget(named: name),
            let window = try window(of: budget, at: windowStart)
        else { return }
        quotedCharge(window.with(alertedPercent: max(window.alertedPercent, threshold)))
    }

    /// Past windows keep the limit that held in them.
    func changeLimit(of budget: Budget, endingAfter instant: Instant) throws {
        try flush()
        known.windows[ExactText(budget.name)] = nil
        try database.run(
            """
            UPDATE budget_window
            SET limit_nanos = ?, limit_submissions = ?, alerted_percent = 0
            WHERE budget = ? AND period_end > ?
            """,
            [
                budget.limit.nanos, budget.limit.count, budget.name, instant.microseconds,
            ])
    }

    func dropWindows(of name: String) throws {
        known.windows[ExactText(name)] = nil
        known.gaps[ExactText(name)] = nil
        dirty = dirty.filter { $0.budget != ExactText(name) }
        try database.run("DELETE FROM budget_window WHERE budget = ?", [name])
    }

    func flush() throws {
        for window in known.windows.values.joined() where dirty.contains(window.key) {
            try updateWindow(window)
        }
        dirty.removeAll()
    }

    private func quotedCharge(_ window: Window) {
        guard
            let index = known.windows[ExactText(window.budget)]?.firstIndex(where: {
                $0.key == window.key
            })
        else {
            preconditionFailure("a window is changed that was not read")
        }
        known.windows[ExactText(window.budget)]?[index] = window
        dirty.insert(window.key)
    }
}

extension Window {
    fileprivate var key: Budgets.WindowKey {
        Budgets.WindowKey(budget: ExactText(budget), start: period.start)
    }

    func with(holding: Holding? = nil, alertedPercent: Int? = nil) -> Window {
        Window(
            budget: budget, period: period, limit: limit, holding: holding ?? self.holding,
            alertedPercent: alertedPercent ?? self.alertedPercent)
    }
}
