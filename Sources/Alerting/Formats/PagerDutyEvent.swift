import Accounting
package import LosslessJSON
import Text

/// An event for PagerDuty's Events API v2: it opens an incident, or resolves the one of its key.
///
/// Limits: 1024 characters of a summary, 255 of a `dedup_key`, 512 KB in all; a severity is
/// `critical`, `error`, `warning` or `info` (PagerDuty developer-docs, docs/events-API-v2).
package struct PagerDutyEvent {
    static let summaryLimit = 1024
    static let detailLimit = 8192

    /// Holds the routing key: it is for PagerDuty alone.
    package let json: JSON

    package init(_ notice: AlertNotice, routingKey: Secret) {
        let alert = notice.alert
        let head: [JSON.Member] = [
            JSON.Member("routing_key", .string(routingKey.text)),
            JSON.Member("event_action", alert.event == .resolved ? "resolve" : "trigger"),
            JSON.Member("dedup_key", .string(IncidentKey.text(for: alert))),
        ]
        guard alert.event != .resolved else {
            json = .object(head)
            return
        }
        let summary = BoundedText.text(notice.message, limit: PagerDutyEvent.summaryLimit)
        let payload: JSON = [
            "summary": .string(summary.isEmpty ? notice.headline : summary),
            "source": .string(notice.project),
            "severity": .string(alert.severity.rawValue),
            "timestamp": .string(notice.raisedAt.description),
            "component": .string(BoundedText.text(notice.budgetName ?? "ledger", limit: 255)),
            "class": .string(alert.event.rawValue),
            "custom_details": PagerDutyEvent.details(notice),
        ]
        json = .object(
            head + [
                JSON.Member("payload", payload), JSON.Member("client", .string(notice.project)),
            ])
    }

    private static func details(_ notice: AlertNotice) -> JSON {
        var details = notice.facts.map { JSON.Member($0.name.lowercased(), .string($0.value)) }
        func add(_ name: String, _ text: String?) {
            guard let text else { return }
            details.append(
                JSON.Member(name, .string(BoundedText.text(text, limit: detailLimit))))
        }
        add("bar", notice.bar)
        add("message", notice.message)
        add("what_to_do", notice.adviceText)
        add("submission_id", notice.alert.submissionID?.description)
        add("alert_id", notice.plainID)
        return .object(details)
    }
}
