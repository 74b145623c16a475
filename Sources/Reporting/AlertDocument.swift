package import Accounting
package import LosslessJSON

/// `bursar.alert/1`: one alert, as a channel receives it.
package enum AlertDocument {
    package static let schema = "bursar.alert/1"

    /// - Parameters:
    ///   - instant: when it was raised.
    ///   - standing: where its budget stands; nil when it has none, or the budget is gone.
    package static func json(_ alert: Alert, at instant: Instant, standing: BudgetStanding?) -> JSON
    {
        [
            "schema": .string(schema),
            "id": .string(alert.id),
            "event": .name(alert.event),
            "severity": .name(alert.severity),
            "at": .instant(instant),
            "message": .string(alert.message),
            "budget": standing.map(BudgetsDocument.budget) ?? .null,
            "threshold": .integer(orNull: alert.threshold),
            "submission_id": .string(orNull: alert.submissionID?.description),
        ]
    }
}
