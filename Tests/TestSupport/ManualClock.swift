package import Accounting
import Synchronization

/// A clock that stands still until a test sets it or something sleeps by it.
package final class ManualClock: Sendable {
    private let state: Mutex<(now: Instant, naps: [Duration])>

    package init(_ now: Instant) { state = Mutex((now, [])) }

    package var now: Instant { state.withLock { $0.now } }

    /// Every sleep so far, in order.
    package var naps: [Duration] { state.withLock { $0.naps } }

    package func set(_ instant: Instant) { state.withLock { $0.now = instant } }

    package func advance(by duration: Duration) {
        state.withLock { $0.now = $0.now.advanced(by: duration) }
    }

    /// Moves the clock by so much, and returns.
    ///
    /// - Throws: `CancellationError`.
    package func sleep(_ duration: Duration) async throws {
        try Task.checkCancellation()
        state.withLock {
            $0.naps.append(duration)
            $0.now = $0.now.advanced(by: duration)
        }
        await Task.yield()
    }
}

extension Instant {
    fileprivate func advanced(by duration: Duration) -> Instant {
        let parts = duration.components
        return Instant(
            microseconds: microseconds + parts.seconds * 1_000_000
                + parts.attoseconds / 1_000_000_000_000)
    }
}
