package import Accounting
import Crypto
import Text

/// What an alert is about, as the key by which a receiver joins, and resolves, what it shows.
///
/// All alerts of a budget's limit in one window have one key, the `resolved` one too. It is printable
/// ASCII without spaces, at most 255 characters (PagerDuty Events API v2, `dedup_key`); what would
/// be longer or have other characters is a hash of itself.
package enum IncidentKey {
    package static let longest = 255

    /// The events that say that a limit is near, until a new window begins.
    package static let windowEvents: Set<Alert.Event> = [
        .thresholdCrossed, .projectedLimitExceeded, .resolved,
    ]

    package static func text(for alert: Alert) -> String {
        let text = "bursar/\(subject(of: alert))"
        if text.utf8.count <= longest, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
            return text
        }
        return "bursar/sha256/\(Hexadecimal.text(of: SHA256.hash(data: Array(text.utf8))))"
    }

    private static func subject(of alert: Alert) -> String {
        if let window = window(of: alert) {
            return "limit/\(window.budget)/\(window.start)"
        }
        if alert.event == .balanceLow { return alert.event.rawValue }
        return "\(alert.event.rawValue)/\(alert.submissionID?.description ?? alert.id)"
    }

    /// The window whose limit the alert is about, if it is about one.
    static func window(of alert: Alert) -> (budget: Name, start: Instant)? {
        guard windowEvents.contains(alert.event), let budget = alert.budget,
            let start = alert.windowStart
        else { return nil }
        return (budget, start)
    }
}
