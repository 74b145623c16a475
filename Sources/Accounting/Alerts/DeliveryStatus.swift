/// How an alert stands with one channel.
package struct DeliveryStatus: Hashable, Sendable {
    package enum State: String, CaseIterable, Sendable {
        case pending, delivered, failed, muted
    }

    package let alertID: String
    package let channel: String
    package let state: State
    package let attempts: Int
    /// When it is tried next; nil when it is over.
    package let nextAt: Instant?
    package let endedAt: Instant?
    /// Why the last attempt failed.
    package let error: String?

    package init(
        alertID: String, channel: String, state: State, attempts: Int, nextAt: Instant?,
        endedAt: Instant?, error: String?
    ) {
        self.alertID = alertID
        self.channel = channel
        self.state = state
        self.attempts = attempts
        self.nextAt = nextAt
        self.endedAt = endedAt
        self.error = error
    }
}
