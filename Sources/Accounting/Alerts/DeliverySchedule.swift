/// When an alert is tried again: after 5 seconds, then twice as long each time, at most an hour.
///
/// A try comes between half of that and all of it, by chance, so that what failed together does not
/// come back together. Three days after the alert was raised it has failed.
package enum DeliverySchedule {
    package static let firstSeconds = 5
    package static let longestSeconds = 3600
    /// The longest `Retry-After` that is kept.
    package static let longestAskedSeconds = 86_400
    /// How long an alert is tried.
    package static let spanSeconds = 3 * 86_400
    /// How long an attempt keeps others from the same: an attempt, and the noting of what came of it.
    package static let claimSeconds = 60

    /// The whole wait after so many attempts, the first being 1, before chance shortens it.
    package static func baseSeconds(afterAttempt attempt: Int) -> Int {
        min(longestSeconds, firstSeconds << min(max(attempt, 1) - 1, 10))
    }

    /// - Parameters:
    ///   - attempt: how many there were, this one included.
    ///   - instant: when this one ended.
    ///   - triedSince: when the first began; nil for the alert's own date.
    ///   - jitter: a random number from 0 to 1.
    ///   - retryAfter: the seconds of the receiver's `Retry-After`. They are kept, up to a day.
    /// - Returns: nil when that would be more than three days after the alert was raised.
    package static func next(
        afterAttempt attempt: Int, at instant: Instant, raisedAt: Instant,
        triedSince: Instant? = nil, jitter: Double, retryAfter: Int? = nil
    ) -> Instant? {
        let base = Double(baseSeconds(afterAttempt: attempt))
        let chance = jitter.isNaN ? 0 : min(max(jitter, 0), 1)
        let asked = Double(min(max(retryAfter ?? 0, 0), longestAskedSeconds))
        let seconds = max(base / 2 + base / 2 * chance, asked)
        let microseconds = Int64(seconds * Double(Instant.microsecondsPerSecond))
        let next = Instant(microseconds: instant.microseconds + microseconds)
        return next <= end(raisedAt: raisedAt, triedSince: triedSince) ? next : nil
    }

    /// Until when an alert is tried: one that was dated in the past counts from its first attempt.
    package static func end(raisedAt: Instant, triedSince: Instant?) -> Instant {
        max(raisedAt, triedSince ?? raisedAt).advanced(bySeconds: spanSeconds)
    }
}
