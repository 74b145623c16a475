package import Accounting

/// A clock and a sleep, given by the edge, so that nothing below it reads the time.
package struct WallClock: Sendable {
    package let now: @Sendable () -> Instant
    /// Throws when the task is cancelled.
    package let sleep: @Sendable (Duration) async throws -> Void

    package init(
        now: @escaping @Sendable () -> Instant,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }
}

extension Instant {
    /// Zero when `earlier` is later.
    func time(since earlier: Instant) -> Duration {
        let (time, overflows) = microseconds.subtractingReportingOverflow(earlier.microseconds)
        guard self > earlier else { return .zero }
        return .microseconds(overflows ? .max : time)
    }
}
