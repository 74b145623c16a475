package import Accounting
package import LosslessJSON
import Text

/// The body of Alertmanager's `POST /api/v2/alerts`: one alert, or the end of those of one window.
///
/// Alertmanager identifies alerts by their labels alone, so these hold what stays the same for
/// one budget and window (`dedup_key`) and the severity that routes are made of; all else is
/// annotations. An alert without an end would count as over after five minutes, so
/// each names one: the end of its window, else a day from now (prometheus/alertmanager,
/// api/v2/openapi.yaml; prometheus.io/docs/alerting/latest/alerts_api).
package struct AlertmanagerAlerts {
    static let labelLimit = 255
    static let annotationLimit = 8192
    /// How long an alert is shown that no window ends.
    static let shownSeconds = 86_400
    /// How long one is shown at least that is sent after its window ended.
    static let leastShownSeconds = 3600
    /// How long one is shown that is about a budget over all of time.
    static let longestShownSeconds = 30 * 86_400

    package let json: JSON

    /// - Parameter instant: of the attempt.
    package init(_ notice: AlertNotice, at instant: Instant) {
        guard notice.alert.event != .resolved else {
            json = .array(
                Alert.Severity.allCases.map { AlertmanagerAlerts.resolved(notice, severity: $0) })
            return
        }
        json = [
            [
                "labels": AlertmanagerAlerts.labels(notice, severity: notice.alert.severity),
                "annotations": AlertmanagerAlerts.annotations(notice),
                "startsAt": .string(notice.raisedAt.description),
                "endsAt": .string(AlertmanagerAlerts.end(of: notice, toldAt: instant).description),
            ]
        ]
    }

    /// The end of what a window's alerts of one severity show: the moment that the next one began.
    private static func resolved(_ notice: AlertNotice, severity: Alert.Severity) -> JSON {
        let earlier = notice.alert.windowStart ?? .distantPast
        let begun = notice.standing?.window.period.start
        let end =
            begun.flatMap { earlier < $0 && $0 < notice.raisedAt ? $0 : nil } ?? notice.raisedAt
        return [
            "labels": labels(notice, severity: severity),
            "annotations": annotations(notice),
            // Alertmanager keeps the start of an alert that it has.
            "startsAt": .string(end.description),
            "endsAt": .string(end.description),
        ]
    }

    private static func end(of notice: AlertNotice, toldAt instant: Instant) -> Instant {
        guard let window = IncidentKey.window(of: notice.alert),
            let period = notice.standing?.window.period
        else { return instant.advanced(bySeconds: shownSeconds) }
        let least = instant.advanced(bySeconds: leastShownSeconds)
        guard period.start == window.start else { return least }
        guard period.unit != .total else {
            return instant.advanced(bySeconds: longestShownSeconds)
        }
        return max(least, period.end)
    }

    private static func labels(_ notice: AlertNotice, severity: Alert.Severity) -> JSON {
        let alert = notice.alert
        let name = IncidentKey.window(of: alert) == nil ? camelCase(alert.event) : "BudgetLimit"
        var labels = [
            JSON.Member("alertname", .string("Bursar\(name)")),
            JSON.Member("service", .string(notice.project)),
            JSON.Member("severity", .string(severity.rawValue)),
            JSON.Member("dedup_key", .string(IncidentKey.text(for: alert))),
        ]
        if let budget = notice.budgetName {
            labels.append(
                JSON.Member("budget", .string(BoundedText.text(budget, limit: labelLimit))))
        }
        return .object(labels)
    }

    private static func annotations(_ notice: AlertNotice) -> JSON {
        var annotations: [JSON.Member] = []
        func add(_ name: String, _ text: String?) {
            guard let text else { return }
            annotations.append(
                JSON.Member(name, .string(BoundedText.text(text, limit: annotationLimit))))
        }
        add("summary", notice.headline)
        add("description", notice.message)
        add("what_to_do", notice.adviceText)
        add("event", notice.alert.event.rawValue)
        add("threshold", notice.alert.threshold.map { "\($0)" })
        for fact in notice.facts { add(fact.name.lowercased(), fact.value) }
        add("submission_id", notice.alert.submissionID?.description)
        add("alert_id", notice.plainID)
        return .object(annotations)
    }

    /// `price_changed` as `PriceChanged`.
    private static func camelCase(_ event: Alert.Event) -> String {
        event.rawValue.split(separator: "_").map { word in
            word.prefix(1).uppercased() + word.dropFirst()
        }.joined()
    }
}
