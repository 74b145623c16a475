package import Accounting
import GRDB

extension Ledger {
    /// Raises one alert about all of these things together, if any of them was never announced before.
    ///
    /// The transaction that raises the alert records what it announces, so that no other process raises
    /// it again.
    ///
    /// - Parameters:
    ///   - things: hands over a name for each; what has the same name is the same thing.
    ///   - announcement: given how many of them are new, which is more than none.
    /// - Returns: the alert, or nil when nothing was new; then nothing was written.
    package func announce(
        _ things: @escaping @Sendable ((String) throws -> Void) throws -> Void,
        at instant: Instant, _ announcement: @escaping @Sendable (Int) -> AlertDraft
    ) async throws -> Alert? {
        guard try hasNews(among: things) else { return nil }
        return try await post(at: instant) { posting in
            var count = 0
            try things { count += try posting.isNews($0) ? 1 : 0 }
            // Another process may have announced them since.
            guard count > 0 else { return nil }
            try posting.raise(announcement(count))
            return posting.alerts.last
        }
    }

    /// Raises the alert of a condition, unless all that it is about was announced before.
    package func announce(_ condition: StandingAlert, at instant: Instant) async throws
        -> Alert?
    {
        try await announce({ try condition.names.forEach($0) }, at: instant) { _ in
            condition.announcement
        }
    }

    /// Removes the record of an announcement: the thing is over, and is announced if it begins again.
    package func forget(_ name: String) async throws {
        guard try isAnnounced(name) else { return }
        try await write { try $0.run("DELETE FROM announced WHERE name = ?", [name]) }
    }

    private func isAnnounced(_ name: String) throws -> Bool {
        try file.read { try isAnnounced(name, in: $0) }
    }

    private func isAnnounced(_ name: String, in database: Database) throws -> Bool {
        try database.firstRow("SELECT 1 FROM announced WHERE name = ?", [name]) {
            try $0.int()
        } != nil
    }

    private func hasNews(among things: ((String) throws -> Void) throws -> Void) throws -> Bool {
        try file.read { database in
            var hasNews = false
            try things { name in
                if !hasNews { hasNews = try !isAnnounced(name, in: database) }
            }
            return hasNews
        }
    }
}
