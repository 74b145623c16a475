package import Accounting
import GRDB

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
}
