/// Takes one message out of the program: posts it, or hands it to another program.
package protocol AlertTransport: Sendable {
    /// Tries once, within a time.
    func send(_ outgoing: OutgoingMessage, timeout: Duration) async -> SendOutcome
}

/// What became of one attempt.
package struct SendOutcome: Hashable, Sendable {
    package let verdict: DeliveryVerdict
    /// Why it was not delivered, in words without a secret; empty when it was.
    package let reason: String
    /// The seconds of the receiver's `Retry-After`.
    package let retryAfterSeconds: Int?

    package init(
        _ verdict: DeliveryVerdict, reason: String = "", retryAfterSeconds: Int? = nil
    ) {
        self.verdict = verdict
        self.reason = reason
        self.retryAfterSeconds = retryAfterSeconds
    }
}
