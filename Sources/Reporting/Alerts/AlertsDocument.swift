package import Accounting
package import LosslessJSON

/// `bursar.alerts/1`: alerts, and how each stands with the channels.
package enum AlertsDocument {
    package static let schema = "bursar.alerts/1"

    package static func json(
        _ alerts: [AlertsText.Raised], deliveries: [String: [DeliveryStatus]],
        outlooks: [BudgetOutlook]
    ) -> JSON {
        [
            "schema": .string(schema),
            "alerts": .array(
                alerts.map { alert, at in
                    let outlook = outlooks.first { $0.standing.budget.name == alert.budget }
                    let document = AlertDocument.json(
                        alert, at: at, standing: outlook?.standing, forecast: outlook?.forecast)
                    let statuses = (deliveries[alert.id] ?? []).map(delivery)
                    return .object(
                        (document.members ?? []) + [JSON.Member("deliveries", .array(statuses))])
                }),
        ]
    }

    private static func delivery(_ status: DeliveryStatus) -> JSON {
        [
            "channel": .string(status.channel), "state": .name(status.state),
            "attempts": .integer(status.attempts), "next_at": .instant(status.nextAt),
            "ended_at": .instant(status.endedAt), "error": .string(orNull: status.error),
        ]
    }
}
