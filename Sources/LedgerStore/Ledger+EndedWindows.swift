package import Accounting
import GRDB

extension Ledger {
    /// Windows that ended in the week before an instant and had alerts about their limit.
    package func endedWindowsWithAlerts(at instant: Instant) throws -> [Window] {
        let since = instant.advanced(bySeconds: -7 * 86_400)
        return try file.read { database in
            let budgets = Budgets(database: database)
            return try budgets.all().flatMap { budget in
                try budgets.storedWindows(of: budget).filter { window in
                    guard since < window.period.end, window.period.end <= instant else {
                        return false
                    }
                    let projected = Condition.projectedName(
                        budget: budget.name, windowStart: window.period.start)
                    return try window.alertedPercent > 0 || isAnnounced(projected, in: database)
                }
            }
        }
    }
}
