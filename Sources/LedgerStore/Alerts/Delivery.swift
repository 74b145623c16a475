package import Accounting

/// A channel as far as the outbox needs it: its name and what is sent to it.
package struct OutboxChannel: Sendable {
    package let name: String
    /// Since when it has been configured: it gets the alerts that were raised from then on.
    package let since: Instant
    /// Whether an alert is to be sent to it.
    package let admits: @Sendable (Alert) -> Bool

    package init(name: String, since: Instant, admits: @escaping @Sendable (Alert) -> Bool) {
        self.name = name
        self.since = since
        self.admits = admits
    }
}

/// One alert for one channel, claimed by the process that sends it now.
package struct Delivery: Sendable {
    package let alert: Alert
    package let raisedAt: Instant
    /// When it was first tried.
    package let triedSince: Instant
    package let channel: String
    /// Which attempt this is, beginning with 1.
    package let attempt: Int
    /// Differs for every claim of the same delivery.
    let claim: String
}

/// What became of one attempt.
package enum DeliveryOutcome: Hashable, Sendable {
    case delivered
    /// To be tried again, and why.
    case later(Instant, reason: String)
    /// Not to be tried again, and why.
    case failed(reason: String)
}
