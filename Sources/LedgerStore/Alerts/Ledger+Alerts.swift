package import Accounting
import GRDB

/// A period of a budget that had alerts about its limit and is over, or whose budget is gone.
package struct EndedWindow: Hashable, Sendable {
    package let budget: Name
    package let start: Instant
    /// The last of its alerts.
    package let alertID: String
}

/// The alerts that were raised.
extension Ledger {
    /// The latest alerts, latest first.
    package func alerts(limit: Int) throws -> [(alert: Alert, at: Instant)] {
        try file.read { database in
            let sql = """
                SELECT \(Outbox.alertColumns) FROM alert ORDER BY at DESC, id DESC LIMIT ?
                """
            return try database.rows(sql, [limit]) { reader in
                let (at, alert) = try Outbox.alert(from: &reader)
                return (alert, at)
            }
        }
    }

    /// Windows that had alerts about their limit, are over by an instant, and were not resolved since.
    package func endedWindows(at instant: Instant) throws -> [EndedWindow] {
        try file.read { database in
            try database.rows(
                """
                SELECT alert.budget, window_start, max(id) FROM alert
                LEFT JOIN budget_window ON budget_window.budget = alert.budget
                    AND period_start = window_start
                WHERE window_start IS NOT NULL AND coalesce(period_end, ?1) <= ?1
                GROUP BY alert.budget, window_start
                HAVING max(id) <> coalesce(max(CASE WHEN event = 'resolved' THEN id END), '')
                ORDER BY window_start, alert.budget
                """, [instant.microseconds]
            ) {
                EndedWindow(
                    budget: try $0.name(), start: try $0.instant(), alertID: try $0.text())
            }
        }
    }
}
