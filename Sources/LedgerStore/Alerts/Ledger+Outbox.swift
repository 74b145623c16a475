package import Accounting
import GRDB

/// The outbox: alerts on their way to channels, each of them to each at least once.
extension Ledger {
    /// Takes the next delivery that is due for a channel, so that no other process sends it meanwhile.
    ///
    /// What was raised since the last look is given to its channels first. When the process that has a
    /// claim ends without a result, the delivery is sent again after the claim, under the same id.
    ///
    /// - Parameters:
    ///   - end: until when the claim holds.
    ///   - claim: different for every claim.
    ///   - early: also what is put off for later.
    /// - Returns: nil when nothing is due.
    package func claimDelivery(
        for channel: OutboxChannel, at instant: Instant, until end: Instant, claim: String,
        early: Bool = false
    ) async throws -> Delivery? {
        guard try hasWork(for: channel, at: instant, early: early) else { return nil }
        return try await write { database in
            let outbox = Outbox(database: database, instant: instant)
            try outbox.fanOut(for: channel)
            return try outbox.claim(
                for: channel.name, until: end, claim: claim, early: early)
        }
    }

    /// Records channels that were not seen before, and what was raised for each, which waits for them also
    /// while they cannot be reached. What waits for a channel that its file does not list any more goes
    /// to the others.
    ///
    /// - Parameters:
    ///   - config: the file that lists the channels; nil when it cannot be said which there are.
    ///   - others: further names that it lists.
    @discardableResult
    package func enqueue(
        _ channels: [OutboxChannel], of config: String? = nil, besides others: Set<String> = [],
        at instant: Instant
    ) async throws -> [Readdressed] {
        let names = channels.map(\.name)
        let listed = others.union(names)
        let hasWork = try file.read { database in
            let outbox = Outbox(database: database, instant: instant)
            if try channels.contains(where: { try outbox.isBehind($0.name) }) { return true }
            guard let config else { return false }
            return try outbox.isNews(names, listedIn: config)
                || !outbox.gone(from: config, listing: listed).isEmpty
        }
        guard hasWork else { return [] }
        return try await write { database in
            let outbox = Outbox(database: database, instant: instant)
            for channel in channels { try outbox.fanOut(for: channel) }
            guard let config else { return [] }
            try outbox.note(names, listedIn: config)
            return try outbox.gone(from: config, listing: listed)
                .compactMap { try outbox.readdress($0, to: channels) }
        }
    }

    /// Records the outcome of an attempt, unless another process has claimed it by now.
    package func end(_ delivery: Delivery, _ outcome: DeliveryOutcome, at instant: Instant)
        async throws
    {
        try await write { database in
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
                [instant.advanced(bySeconds: -DeliverySchedule.spanSeconds).microseconds],
                read: Outbox.status)
        }
    }
}
