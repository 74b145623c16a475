package import Accounting
import GRDB

extension Ledger {
    /// The latest alerts, latest first.
    package func alerts(limit: Int) throws -> [(alert: Alert, at: Instant)] {
        try file.read { database in
            let sql = """
                SELECT at, id, event, severity, message, budget, window_start, threshold,
                    submission_id FROM alert ORDER BY at DESC, id DESC LIMIT ?
                """
            return try database.rows(sql, [limit]) { reader in
                let at = try reader.instant()
                let alert = Alert(
                    id: try reader.text(), event: try reader.value(), severity: try reader.value(),
                    message: try reader.text(), budget: try reader.textOrNil(),
                    windowStart: try reader.instantOrNil(), threshold: try reader.intOrNil(),
                    submissionID: try reader.textOrNil().flatMap(SubmissionID.init))
                return (alert, at)
            }
        }
    }
}
