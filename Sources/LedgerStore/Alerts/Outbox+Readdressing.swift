import Accounting
import GRDB

/// Alerts that waited for a channel which its file does not list any more, and where they go now.
package struct Readdressed: Hashable, Sendable {
    package let channel: String
    package let to: [String]
    package let alerts: Int

    package init(channel: String, to: [String], alerts: Int) {
        self.channel = channel
        self.to = to
        self.alerts = alerts
    }
}

/// Channels that were taken out of the configuration, or renamed in it.
///
/// What one of them did not get is for every channel of the same file that admits it and did not get
/// it. So the new name of a channel gets what waited for the old one, and what waited for a channel that
/// is removed goes to the others that admit it. What no channel admits stays where it is.
extension Outbox {
    /// Records which file lists these channels.
    func note(_ names: [String], listedIn config: String) throws {
        for name in names {
            try database.run(
                "UPDATE channel SET config = ?1 WHERE name = ?2 AND config IS NOT ?1",
                [config, name])
        }
    }

    /// Whether one of these channels is not known to be of this file.
    func isNews(_ names: [String], listedIn config: String) throws -> Bool {
        for name in names {
            let known = try database.firstRow("SELECT config FROM channel WHERE name = ?", [name]) {
                try $0.textOrNil()
            }
            if known != .some(config) { return true }
        }
        return false
    }

    /// The channels that this file listed and does not list now.
    func gone(from config: String, listing names: Set<String>) throws -> [String] {
        try database.rows("SELECT name FROM channel WHERE config = ? ORDER BY name", [config]) {
            try $0.text()
        }.filter { !names.contains($0) }
    }

    /// Moves what waits for a removed channel to the others. Does nothing where there is no other.
    func readdress(_ gone: String, to channels: [OutboxChannel]) throws -> Readdressed? {
        guard !channels.isEmpty else { return nil }
        var takers: Set<String> = []
        var count = 0
        for waiting in try waiting(for: gone) {
            let admitting = channels.filter { $0.admits(waiting.alert) }
            guard !admitting.isEmpty else { continue }
            for channel in admitting {
                try database.run(
                    """
                    INSERT INTO delivery (alert_id, channel, state, attempts, next_at)
                    VALUES (?, ?, 'pending', 0, ?) ON CONFLICT DO NOTHING
                    """, [waiting.alert.id, channel.name, instant.microseconds])
                if database.changesCount > 0 { takers.insert(channel.name) }
            }
            try database.run(
                "DELETE FROM delivery WHERE alert_id = ? AND channel = ? AND state = 'pending'",
                [waiting.alert.id, gone])
            count += 1
        }
        try endWhatIsPast(of: gone)
        try leave(gone)
        return takers.isEmpty
            ? nil : Readdressed(channel: gone, to: takers.sorted(), alerts: count)
    }

    /// What waits for it and is not claimed, and what it was never looked through for.
    private func waiting(for gone: String) throws -> [(alert: Alert, at: Instant)] {
        let since = instant.advanced(bySeconds: -DeliverySchedule.spanSeconds)
        return try database.rows(
            """
            SELECT \(Outbox.alertColumns) FROM alert
            WHERE alert.at > ?2 AND (
                EXISTS (SELECT 1 FROM delivery WHERE alert_id = alert.id AND channel = ?1
                    AND state = 'pending' AND coalesce(claimed_until, 0) <= ?3)
                OR EXISTS (SELECT 1 FROM outbox WHERE outbox.alert_id = alert.id
                    AND n > (SELECT looked_up_to FROM channel WHERE name = ?1)))
            ORDER BY alert.at, alert.id
            """, [gone, since.microseconds, instant.microseconds]
        ) {
            let (at, alert) = try Outbox.alert(from: &$0)
            return (alert, at)
        }
    }

    /// What is older than any alert is tried.
    private func endWhatIsPast(of gone: String) throws {
        let since = instant.advanced(bySeconds: -DeliverySchedule.spanSeconds)
        try database.run(
            """
            UPDATE delivery SET state = 'failed', ended_at = ?2, claim = NULL, claimed_until = NULL,
                error = coalesce(error, 'the channel is not configured any more')
            WHERE channel = ?1 AND state = 'pending'
                AND (SELECT at FROM alert WHERE id = alert_id) <= ?3
            """, [gone, instant.microseconds, since.microseconds])
    }

    /// Removes the record of a removed channel for which nothing waits.
    private func leave(_ gone: String) throws {
        try database.run(
            """
            UPDATE channel SET looked_up_to = (SELECT coalesce(max(n), looked_up_to) FROM outbox),
                config = CASE WHEN EXISTS (SELECT 1 FROM delivery WHERE channel = ?1
                    AND state = 'pending') THEN config END
            WHERE name = ?1
            """, [gone])
    }
}
