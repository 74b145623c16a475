package import Accounting
import GRDB

/// What an alert says of things that stay as they are until somebody puts them right.
package struct Announcement: Hashable, Sendable {
    package let event: Alert.Event
    package let severity: Alert.Severity
    package let message: String

    package init(_ event: Alert.Event, _ severity: Alert.Severity, _ message: String) {
        self.event = event
        self.severity = severity
        self.message = message
    }
}

extension Ledger {
    /// Raises one alert about all of these things together, if any of them was never announced before.
    ///
    /// What is announced is taken down by the transaction that raises the alert, so that it is said
    /// once, whoever looks next.
    ///
    /// - Parameters:
    ///   - things: hands over a name for each; what has the same name is the same thing.
    ///   - announcement: given how many of them are new, which is more than none.
    /// - Returns: the alert, or nil when nothing was new; then nothing was written.
    package func announce(
        _ things: ((String) throws -> Void) throws -> Void, at instant: Instant,
        _ announcement: (Int) -> Announcement
    ) throws -> Alert? {
        guard try hasNews(among: things) else { return nil }
        return try post(at: instant) { posting in
            var count = 0
            try things { name in
                try posting.database.run(
                    "INSERT INTO announced (name, at) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
                    [name, instant.microseconds])
                count += posting.database.changesCount
            }
            // Somebody else may have been faster.
            guard count > 0 else { return nil }
            let announcement = announcement(count)
            try posting.raise(announcement.event, announcement.severity, announcement.message)
            return posting.alerts.last
        }
    }

    private func hasNews(among things: ((String) throws -> Void) throws -> Void) throws -> Bool {
        try file.read { database in
            var hasNews = false
            try things { name in
                if hasNews { return }
                hasNews =
                    try database.firstRow("SELECT 1 FROM announced WHERE name = ?", [name]) {
                        try $0.int()
                    } == nil
            }
            return hasNews
        }
    }
}
