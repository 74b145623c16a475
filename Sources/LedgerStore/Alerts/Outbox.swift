import Accounting
import GRDB

/// The tables of the outbox, within one transaction.
struct Outbox {
    let database: Database
    let instant: Instant

    static let columns = "alert_id, channel, state, attempts, next_at, ended_at, error"

    /// Whether anything was raised since a channel was last looked at, or is due for it.
    func hasWork(for channel: String, early: Bool = false) throws -> Bool {
        try isBehind(channel) || due(for: channel, early: early) != nil
    }

    /// Whether a channel is new, or something was raised since the outbox was last read for it.
    func isBehind(_ channel: String) throws -> Bool {
        guard let lookedUpTo = try lookedUpTo(of: channel) else { return true }
        return try database.firstRow(
            "SELECT EXISTS (SELECT 1 FROM outbox WHERE n > ?)", [lookedUpTo]
        ) { try $0.bool() } ?? false
    }

    /// How many alerts are read at once.
    private static let pageSize = 1000

    /// Makes a delivery of every alert that a channel admits and that was not looked at yet.
    func fanOut(for channel: OutboxChannel) throws {
        while try sortOutPage(for: channel) {}
    }

    /// Returns whether there may be more.
    private func sortOutPage(for channel: OutboxChannel) throws -> Bool {
        let lookedUpTo = try register(channel)
        let muted = Set(try Ledger.mutes(at: instant, in: database).map(\.budget))
        let raised = try database.rows(
            """
            SELECT outbox.n, \(Outbox.alertColumns) FROM outbox JOIN alert ON alert.id = alert_id
            WHERE outbox.n > ? ORDER BY outbox.n LIMIT ?
            """, [lookedUpTo, Outbox.pageSize]
        ) { (number: try $0.int64(), alert: try Outbox.alertIfReadable(from: &$0)) }
        for found in raised.compactMap(\.alert) where channel.admits(found.alert) {
            let isMuted =
                try found.alert.budget.map(muted.contains) ?? false
                && !endsWhatIsShown(found.alert, by: channel.name)
            try database.run(
                """
                INSERT INTO delivery (alert_id, channel, state, attempts, next_at, ended_at)
                VALUES (?, ?, ?, 0, ?, ?) ON CONFLICT DO NOTHING
                """,
                [
                    found.alert.id, channel.name, isMuted ? "muted" : "pending",
                    // One of the future was raised by a clock that was ahead, and is due now.
                    min(found.at, instant).microseconds, isMuted ? instant.microseconds : nil,
                ])
        }
        guard let last = raised.last?.number else { return false }
        try database.run(
            "UPDATE channel SET looked_up_to = ? WHERE name = ?", [last, channel.name])
        return raised.count == Outbox.pageSize
    }

    func claim(for channel: String, until end: Instant, claim: String, early: Bool = false) throws
        -> Delivery?
    {
        while let due = try due(for: channel, early: early) {
            guard let found = due.found else {
                try fail(due.alertID, channel, "the ledger cannot read the alert")
                continue
            }
            // Each process that claimed it ended during the attempt, perhaps because of this alert.
            if due.attempts > 0, due.isOverdue(at: instant) {
                try fail(
                    due.alertID, channel, "not delivered within three days; no reason was recorded")
                continue
            }
            try database.run(
                """
                UPDATE delivery SET attempts = attempts + 1, claim = ?, claimed_until = ?,
                    first_at = coalesce(first_at, ?)
                WHERE alert_id = ? AND channel = ?
                """,
                [
                    claim, end.microseconds, instant.microseconds, due.alertID, channel,
                ])
            return Delivery(
                alert: found.alert, raisedAt: found.at, triedSince: due.firstAt ?? instant,
                channel: channel, attempt: due.attempts + 1, claim: claim)
        }
        return nil
    }

    func end(_ delivery: Delivery, _ outcome: DeliveryOutcome) throws {
        let state: String
        let nextAt: Int64
        let error: String?
        switch outcome {
        case .delivered: (state, nextAt, error) = ("delivered", instant.microseconds, nil)
        case .later(let next, let reason):
            (state, nextAt, error) = ("pending", next.microseconds, reason)
        case .failed(let reason): (state, nextAt, error) = ("failed", instant.microseconds, reason)
        }
        try database.run(
            """
            UPDATE delivery SET state = ?, next_at = ?, error = ?, ended_at = ?, claim = NULL,
                claimed_until = NULL
            WHERE alert_id = ? AND channel = ? AND claim = ? AND state = 'pending'
            """,
            [
                state, nextAt, error, state == "pending" ? nil : instant.microseconds,
                delivery.alert.id, delivery.channel, delivery.claim,
            ])
    }

    /// Up to where the outbox was read for a channel. A new one gets what was raised since it was
    /// configured.
    private func register(_ channel: OutboxChannel) throws -> Int64 {
        if let known = try lookedUpTo(of: channel.name) { return known }
        let before =
            try database.firstRow(
                """
                SELECT coalesce(max(n), 0) FROM outbox JOIN alert ON alert.id = alert_id
                WHERE alert.at < ?
                """, [channel.since.microseconds]
            ) { try $0.int64() } ?? 0
        try database.run(
            "INSERT INTO channel (name, looked_up_to) VALUES (?, ?)", [channel.name, before])
        return before
    }

    private func fail(_ alertID: String, _ channel: String, _ reason: String) throws {
        try database.run(
            """
            UPDATE delivery SET state = 'failed', ended_at = ?, claim = NULL, claimed_until = NULL,
                error = coalesce(error, ?)
            WHERE alert_id = ? AND channel = ?
            """, [instant.microseconds, reason, alertID, channel])
    }

    /// Whether an alert resolves one that a channel got before.
    private func endsWhatIsShown(_ alert: Alert, by channel: String) throws -> Bool {
        guard alert.event == .resolved, let budget = alert.budget, let start = alert.windowStart
        else { return false }
        return try database.firstRow(
            """
            SELECT 1 FROM alert JOIN delivery ON delivery.alert_id = alert.id
            WHERE budget = ? AND window_start = ? AND window_start IS NOT NULL
                AND channel = ? AND state = 'delivered' LIMIT 1
            """, [budget, start.microseconds, channel]
        ) { try $0.int() } != nil
    }

    private func lookedUpTo(of channel: String) throws -> Int64? {
        try database.firstRow("SELECT looked_up_to FROM channel WHERE name = ?", [channel]) {
            try $0.int64()
        }
    }
}

extension Outbox {
    /// To be read with ``alert(from:)``.
    static let alertColumns = """
        alert.at, alert.id, alert.event, alert.severity, alert.message, alert.budget,
        alert.window_start, alert.threshold, alert.submission_id
        """

    static func alert(from reader: inout ColumnReader) throws -> (at: Instant, alert: Alert) {
        let at = try reader.instant()
        let alert = Alert(
            id: try reader.text(), event: try reader.value(), severity: try reader.value(),
            message: try reader.text(), budget: try reader.nameOrNil(),
            windowStart: try reader.instantOrNil(), threshold: try reader.intOrNil(),
            submissionID: try reader.textOrNil().flatMap(SubmissionID.init))
        return (at, alert)
    }

    /// Nil for a damaged row, so that the other alerts are sent.
    static func alertIfReadable(from reader: inout ColumnReader) throws -> (
        at: Instant, alert: Alert
    )? {
        do {
            return try alert(from: &reader)
        } catch let error as LedgerError where error.isAboutOneThing {
            return nil
        }
    }

    static func status(from reader: inout ColumnReader) throws -> DeliveryStatus {
        let alertID = try reader.text()
        let channel = try reader.text()
        let state: DeliveryStatus.State = try reader.value()
        let attempts = try reader.int()
        let nextAt = try reader.instant()
        return DeliveryStatus(
            alertID: alertID, channel: channel, state: state, attempts: attempts,
            nextAt: state == .pending ? nextAt : nil, endedAt: try reader.instantOrNil(),
            error: try reader.textOrNil())
    }
}
