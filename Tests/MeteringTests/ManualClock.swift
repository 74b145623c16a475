import Accounting
import Metering
import Synchronization

/// A clock that stands still until somebody sleeps by it or sets it.
final class ManualClock: Sendable {
    private let state: Mutex<(now: Instant, naps: [Duration])>

    init(_ now: Instant) { state = Mutex((now, [])) }

    var now: Instant { state.withLock { $0.now } }

    /// Every sleep so far, in order.
    var naps: [Duration] { state.withLock { $0.naps } }

    func set(_ instant: Instant) { state.withLock { $0.now = instant } }

    func advance(_ duration: Duration) { set(now.advanced(by: duration)) }

    var wall: WallClock {
        WallClock(
            now: { self.now },
            sleep: { duration in
                try Task.checkCancellation()
                self.state.withLock {
                    $0.naps.append(duration)
                    $0.now = $0.now.advanced(by: duration)
                }
                await Task.yield()
            })
    }
}

extension Instant {
    func advanced(by duration: Duration) -> Instant {
        let parts = duration.components
        return Instant(
            microseconds: microseconds + parts.seconds * 1_000_000
                + parts.attoseconds / 1_000_000_000_000)
    }
}
