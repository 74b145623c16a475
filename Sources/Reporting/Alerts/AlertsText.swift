package import Accounting
import Text

/// Alerts for people: when, how bad, what, and how each stands with the channels.
package enum AlertsText {
    package typealias Raised = (alert: Alert, at: Instant)

    /// One block for each alert, as they come, ending with one newline.
    ///
    /// - Parameter configured: the channels that there are; nil where that is not known.
    package static func list(
        _ alerts: [Raised], deliveries: [String: [DeliveryStatus]],
        configured: Set<String>? = nil, style: TextStyle, calendar: LedgerCalendar
    ) -> String {
        guard !alerts.isEmpty else { return "No alerts.\n" }
        return alerts.map { raised in
            let sentences = (deliveries[raised.alert.id] ?? []).map {
                sentence($0, configured, calendar)
            }
            return block(raised, sentences, style, calendar).joined(separator: "\n") + "\n"
        }.joined()
    }

    private static func block(
        _ raised: Raised, _ sentences: [String], _ style: TextStyle, _ calendar: LedgerCalendar
    ) -> [String] {
        let severity = raised.alert.severity
        let head =
            TerminalText.paddedLeft(calendar.local(raised.at).minutes, to: 18) + "  "
            + TerminalText.paddedRight(severity.rawValue, to: 8) + "  "
        let room = max(24, style.columns - TerminalText.width(head))
        let message = TerminalText.wrapped(TerminalText.escaped(raised.alert.message), to: room)
        let gap = String(repeating: " ", count: TerminalText.width(head))
        let words = sentences.flatMap { TerminalText.wrapped($0, to: room) }
        let first = style.paint(head, severity == .info ? .dim : .caution) + (message.first ?? "")
        return [first] + message.dropFirst().map { gap + $0 }
            + words.map { gap + style.paint($0, .dim) }
    }

    /// `ops: delivered`, or `ops: waits for its 3rd attempt at …: HTTP 500`.
    private static func sentence(
        _ delivery: DeliveryStatus, _ configured: Set<String>?, _ calendar: LedgerCalendar
    ) -> String {
        let reason = delivery.error.map { ": \($0)" } ?? ""
        let state =
            switch delivery.state {
            case .delivered: "delivered"
            case .muted: "not sent, as its budget is muted"
            case .failed: "failed after \(Count.text(delivery.attempts, "attempt"))\(reason)"
            case .pending where configured?.contains(delivery.channel) == false:
                "waits for a channel that is not configured any more, and no other one is told of it"
            case .pending where delivery.attempts == 0: "not sent yet"
            case .pending:
                "not taken after \(Count.text(delivery.attempts, "attempt"))\(reason)"
                    + (delivery.nextAt.map { "; next \(calendar.local($0).minutes)" } ?? "")
            }
        return TerminalText.escaped("\(delivery.channel): \(state)")
    }

    /// One sentence about what no channel has taken yet; nil when there is nothing.
    ///
    /// - Parameter configured: the channels that there are; nil where that is not known.
    package static func undelivered(
        _ deliveries: [DeliveryStatus], configured: Set<String>? = nil
    ) -> String? {
        guard !deliveries.isEmpty else { return nil }
        let alerts = Set(deliveries.map(\.alertID)).count
        let channels = Set(deliveries.map(\.channel)).sorted().map { "'\($0)'" }
        let isGone = deliveries.contains { configured?.contains($0.channel) == false }
        let reason =
            isGone
            ? ": not configured any more, and no other channel is told of it"
            : deliveries.compactMap(\.error).last.map { ": \($0)" } ?? ""
        return TerminalText.escaped(
            "\(Count.text(alerts, "alert")) not delivered to \(channels.joined(separator: ", "))"
                + reason)
    }
}
