package import Accounting
import GRDB

/// The outbox: alerts on their way to channels, each of them to each at least once.
extension Ledger {
    /// How long an alert is tried, counted from when it was raised.
    package static let deliverySpanSeconds = 3 * 86_400

    /// Takes the next delivery that is due for a channel, so that nobody else sends it meanwhile.
    ///
    /// What was raised since the last look is sorted out first. Who has claimed a delivery and dies
    /// loses it when the claim ends; then it is sent again, under the same id.
    ///
    /// - Parameters:
    ///   - end: until when the claim holds.
    ///   - claim: tells this claim from any other.
    ///   - early: also what is put off for later.
    /// - Returns: nil when nothing is due.
    package func claimDelivery(
        for channel: OutboxChannel, at instant: Instant, until end: Instant, claim: String,
        early: Bool = false
    ) throws -> Delivery? {
        guard try hasWork(for: channel, at: instant, early: early) else { return nil }
        return try file.write { database in
            let outbox = Outbox(database: database, instant: instant)
            try outbox.sortOut(for: channel)
            return try outbox.claim(
                for: channel.name, until: end, claim: claim, early: early)
        }
    }

    /// Remembers channels that were not seen before, and what was raised for each: from now on nothing is
    /// lost to them, also while they cannot be reached.
    package func lookAfter(_ channels: [OutboxChannel], at instant: Instant) throws {
        let behind = try file.read { database in
            let outbox = Outbox(database: database, instant: instant)
            return try channels.filter { try outbox.isBehind($0.name) }
        }
        guard !behind.isEmpty else { return }
        try file.write { database in
            let outbox = Outbox(database: database, instant: instant)
            for channel in behind { try outbox.sortOut(for: channel) }
        }
    }

    /// Takes down what became of an attempt, unless somebody else has it by now.
    package func end(_ delivery: Delivery, _ outcome: DeliveryOutcome, at instant: Instant) throws {
        try file.write { database in
            try Outbox(database: database, instant: instant).end(delivery, outcome)
        }
    }

    private func hasWork(for channel: OutboxChannel, at instant: Instant, early: Bool) throws
        -> Bool
    {
        try file.read { database in
            try Outbox(database: database, instant: instant)
                .hasWork(for: channel.name, early: early)
        }
    }
}

extension Ledger {
    /// How these alerts stand with each channel, by alert and channel.
    package func deliveries(of alertIDs: [String]) throws -> [String: [DeliveryStatus]] {
        try file.read { database in
            var found: [String: [DeliveryStatus]] = [:]
            for id in alertIDs {
                let rows = try database.rows(
                    "SELECT \(Outbox.columns) FROM delivery WHERE alert_id = ? ORDER BY channel",
                    [id], read: Outbox.status)
                if !rows.isEmpty { found[id] = rows }
            }
            return found
        }
    }

    /// What could not be delivered in the three days before an instant: what is tried again after a
    /// failed attempt or waits for a first one, and what failed. Oldest first.
    ///
    /// What waits for longer waits for a channel that is not there any more.
    package func undelivered(at instant: Instant) throws -> [DeliveryStatus] {
        try file.read { database in
            try database.rows(
                """
                SELECT \(Outbox.columns) FROM delivery
                WHERE (state = 'pending' AND (SELECT at FROM alert WHERE id = alert_id) > ?1)
                    OR (state = 'failed' AND ended_at > ?1)
                ORDER BY alert_id, channel
                """,
                [instant.advanced(bySeconds: -Ledger.deliverySpanSeconds).microseconds],
                read: Outbox.status)
        }
    }
}
