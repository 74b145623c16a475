import Accounting
import GRDB

extension BudgetWindows {
    /// Of every budget that had a window in the days of a filter, in the order of their names.
    ///
    /// Only what is stored: a window that nothing was reserved in would have to be counted from all the
    /// submissions of its period.
    ///
    /// - Parameter now: what is in force now counts for a window that is not over.
    static func all(
        on filter: SubmissionFilter, _ calendar: LedgerCalendar, at now: Instant,
        in database: Database
    ) throws -> [BudgetWindows] {
        let start = filter.firstDay.map(calendar.start(of:)) ?? .distantPast
        let end = filter.lastDay.map { calendar.start(of: $0.advanced(by: 1)) } ?? .distantFuture
        let budgets = Budgets(database: database)
        return try budgets.all().compactMap { budget in
            let standings = try budgets.windows.stored(of: budget)
                .filter { $0.period.start < end && $0.period.end > start }
                .map { window in
                    let lastInstant = Instant(microseconds: window.period.end.microseconds - 1)
                    return BudgetStanding(
                        budget: budget, window: window,
                        overrides: try budgets.overrides(
                            of: budget.name, at: min(now, lastInstant)))
                }
            return standings.isEmpty ? nil : BudgetWindows(budget: budget, standings: standings)
        }
    }
}
