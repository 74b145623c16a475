package import Accounting
import Synchronization
import Transport

/// A part of the provider whose answers say what time it is.
package protocol DatedProvider: Sendable {
    /// Seconds that our clock is ahead of theirs, by the widest difference that an answer has shown so far,
    /// whatever the answer was; negative when it is behind. Nil while none said the time.
    var secondsAhead: Int64? { get }
}

extension DatedProvider {
    package var secondsAhead: Int64? { nil }
}

/// The provider's clock, as its answers state it, held against ours.
final class ProviderClock: Sendable {
    /// Nil where it is not needed.
    private let now: (@Sendable () -> Instant)?
    private let witnesses = Mutex(ClockWitnesses())

    init(now: (@Sendable () -> Instant)?) { self.now = now }

    var heard: ClockWitnesses { witnesses.withLock { $0 } }

    /// What time an answer says it was when it was made, to the second. Nil where it does not say, and
    /// where a cache on the way has kept it: the date is then that of another answer.
    ///
    /// - Parameter headers: names in lower case.
    static func time(in headers: [String: String]) -> Instant? {
        guard headers["age"].flatMap({ Int($0) }) ?? 0 == 0 else { return nil }
        return headers["date"].flatMap(Instant.init(httpDate:))
    }

    /// Runs one exchange, and takes down what time its answer says it is.
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
    /// Why our clock is not to be believed, by all answers so far; nil while none speaks against it, and
    /// for a client that was given no clock.
    package var clockDoubt: ClockDoubt? { clock.heard.doubt }

    package var secondsAhead: Int64? { clock.heard.secondsAhead }
}
