import Accounting
import Synchronization

@testable import Sandbox

/// A clock that moves when a test says so. It starts at 2026-10-05T12:00:00Z.
final class ManualClock: Sendable {
    static let start = Instant("2026-10-05T12:00:00Z")!

    private let micros = Mutex(ManualClock.start.microseconds)

    var now: Instant { Instant(microseconds: micros.withLock { $0 }) }

    func advance(by duration: Duration) {
        micros.withLock { $0 += duration.wholeMicros }
    }
}
