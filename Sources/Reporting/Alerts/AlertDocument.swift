package import Accounting
package import LosslessJSON

/// `bursar.alert/1`: one alert, as a channel receives it.
package enum AlertDocument {
    package static let schema = "bursar.alert/1"

    /// - Parameters:
    ///   - instant: when it was raised.
    ///   - standing: where its budget stands; nil when it has none, or the budget is gone.
    ///   - forecast: where that budget is heading; nil where it is not known.
    package static func json(
        _ alert: Alert, at instant: Instant, standing: BudgetStanding?, forecast: Forecast? = nil
    ) -> JSON {
        let outlook = standing.map { BudgetOutlook(standing: $0, forecast: forecast) }
        return [
            "schema": .string(schema),
            "id": .string(alert.id),
            "event": .name(alert.event),
            "severity": .name(alert.severity),
            "at": .instant(instant),
            "message": .string(alert.message),
            "budget": outlook.map(BudgetsDocument.budget) ?? .null,
            "threshold": .integer(orNull: alert.threshold),
            "submission_id": .string(orNull: alert.submissionID?.description),
        ]
    }
}
