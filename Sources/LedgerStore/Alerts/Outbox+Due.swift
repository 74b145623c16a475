import Accounting
import GRDB

extension Outbox {
    /// A delivery that is due and not claimed.
    struct Due {
        let alertID: String
        /// Nil for one that cannot be read.
        let found: (at: Instant, alert: Alert)?
        let attempts: Int
        /// When it was first tried; nil before.
        let firstAt: Instant?

        /// Whether the three days in which it is tried are over, and an hour more.
        func isOverdue(at instant: Instant) -> Bool {
            guard let raisedAt = found?.at else { return true }
            let end = DeliverySchedule.end(raisedAt: raisedAt, triedSince: firstAt)
            return instant > end.advanced(bySeconds: DeliverySchedule.longestSeconds)
        }
    }

    /// What waits for longer than any wait or claim was put off by a clock that was ahead.
    private static let longestPauseSeconds =
        DeliverySchedule.longestAskedSeconds + DeliverySchedule.longestSeconds
    private static let longestClaimSeconds = 2 * DeliverySchedule.claimSeconds

    /// The next delivery that is due for a channel.
    ///
    /// Nothing of a muted budget is, except resolutions. A resolution waits until the alert that it
    /// resolves was delivered or has failed: a receiver that got both in the other order would show
    /// the alert until it is removed by hand.
    ///
    /// - Parameter early: also what is put off, because the channel works again.
    func due(for channel: String, early: Bool = false) throws -> Due? {
        try database.firstRow(
            """
            SELECT alert_id, attempts, first_at, \(Outbox.alertColumns) FROM delivery
            JOIN alert ON alert.id = alert_id
            WHERE channel = ?1 AND state = 'pending'
                AND (next_at <= ?2 OR next_at > ?3 OR ?5)
                AND (coalesce(claimed_until, ?2) <= ?2 OR claimed_until > ?4)
                AND (event = 'resolved' OR budget IS NULL OR NOT EXISTS
                    (SELECT 1 FROM budget_mute WHERE budget_mute.budget = alert.budget
                        AND until > ?2))
                AND (event <> 'resolved' OR NOT EXISTS
                    (SELECT 1 FROM alert AS earlier
                        JOIN delivery AS its ON its.alert_id = earlier.id
                        WHERE earlier.budget = alert.budget
                            AND earlier.window_start = alert.window_start
                            AND earlier.window_start IS NOT NULL
                            AND earlier.event <> 'resolved'
                            AND its.channel = ?1 AND its.state = 'pending'))
            ORDER BY next_at, alert_id LIMIT 1
            """,
            [
                channel, instant.microseconds,
                instant.advanced(bySeconds: Outbox.longestPauseSeconds).microseconds,
                instant.advanced(bySeconds: Outbox.longestClaimSeconds).microseconds, early,
            ]
        ) { reader in
            let id = try reader.text()
            let attempts = try reader.int()
            let firstAt = try reader.instantOrNil()
            let found = try Outbox.alertIfReadable(from: &reader)
            return Due(alertID: id, found: found, attempts: attempts, firstAt: firstAt)
        }
    }
}
