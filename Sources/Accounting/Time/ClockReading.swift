/// What the provider's clock said, and between which moments by ours.
package struct ClockReading: Hashable, Sendable {
    /// Cut to whole seconds.
    package let theirs: Instant
    package let sentAt: Instant
    package let receivedAt: Instant

    package init(theirs: Instant, sentAt: Instant, receivedAt: Instant) {
        self.theirs = theirs
        self.sentAt = sentAt
        self.receivedAt = receivedAt
    }

    /// Seconds that our clock is ahead of theirs at the least; negative when it is behind.
    ///
    /// Their second and the time that the answer took leave a span of possible differences: the one
    /// next to zero counts, so that a slow answer is no proof against a clock.
    package var secondsAhead: Int64 {
        let least = sentAt.microseconds - theirs.microseconds - Instant.microsecondsPerSecond
        let most = receivedAt.microseconds - theirs.microseconds
        let nearest = least > 0 ? least : most < 0 ? most : 0
        return nearest / Instant.microsecondsPerSecond
    }
}
