package import Accounting
import Synchronization
import Transport

/// A part of the provider whose answers have a date.
package protocol DatedProvider: Sendable {
    /// Seconds that our clock is ahead of theirs, by the widest difference that an answer has shown so far;
    /// negative when it is behind. Nil while none said the time.
    var secondsAhead: Int64? { get }
}

extension DatedProvider {
    package var secondsAhead: Int64? { nil }
}

/// The provider's clock, as its answers state it, compared with ours.
final class ProviderClock: Sendable {
    /// Nil where it is not needed.
    private let now: (@Sendable () -> Instant)?
    private let witnesses = Mutex(ClockWitnesses())

    init(now: (@Sendable () -> Instant)?) { self.now = now }

    var heard: ClockWitnesses { witnesses.withLock { $0 } }

    /// The date of an answer, to the second. Nil where it has none, and
    /// where a cache on the way has kept it: the date is then that of another answer.
    ///
    /// - Parameter headers: names in lower case.
    static func time(in headers: [String: String]) -> Instant? {
        guard headers["age"].flatMap({ Int($0) }) ?? 0 == 0 else { return nil }
        return headers["date"].flatMap(Instant.init(httpDate:))
    }

    /// Runs one exchange, and records the date of its answer.
    func during(_ exchange: () async -> Exchange) async -> Exchange {
        guard let now else { return await exchange() }
        let sentAt = now()
        let exchanged = await exchange()
        guard case .answered(let answer) = exchanged,
            let theirs = ProviderClock.time(in: answer.headers)
        else { return exchanged }
        let receivedAt = now()
        witnesses.withLock {
            $0.take(ClockReading(theirs: theirs, sentAt: sentAt, receivedAt: receivedAt))
        }
        return exchanged
    }
}

extension ProviderClient {
    /// What contradicts our clock, by all answers so far; nil while none does, and
    /// for a client that was given no clock.
    package var clockDoubt: ClockDoubt? { clock.heard.doubt }

    package var secondsAhead: Int64? { clock.heard.secondsAhead }
}
