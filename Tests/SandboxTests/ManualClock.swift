import Synchronization

@testable import Sandbox

/// A clock that moves when a test says so. It starts at 2026-10-05T12:00:00Z.
final class ManualClock: Sendable {
    static let start = Timestamp(parsing: "2026-10-05T12:00:00Z", zone: .required)!

    private let micros = Mutex(ManualClock.start.micros)

    var now: Timestamp { Timestamp(micros: micros.withLock { $0 }) }

    func advance(by duration: Duration) {
        micros.withLock { $0 += duration.wholeMicros }
    }
}
