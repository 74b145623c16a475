import NIOCore
import NIOPosix
import Synchronization

/// Cancels a piece of work when its time is over.
///
/// What is called off is gone at once. A `Task.sleep` that is cancelled stays in memory until its time comes,
/// and a service that makes one for each request holds as many as it has requests in that time.
///
///     try await Alarm.within(.seconds(60)) { … }
package enum Alarm {
    /// What became of the work, and whether its time was over first.
    package struct Outcome<Value: Sendable>: Sendable {
        package let value: Value
        package let isLate: Bool
    }

    /// Runs `body` in a task of its own, which is cancelled when the time is over or this task is.
    ///
    /// - Parameter next: asked when the time is over: how much more there is; nil when there is none.
    package static func within<Value: Sendable>(
        _ time: Duration, next: @escaping @Sendable () -> Duration? = { nil },
        _ body: @escaping @Sendable () async -> Value
    ) async -> Outcome<Value> {
        let task = Task(operation: body)
        let clock = Clock(next: next) { task.cancel() }
        clock.set(time)
        let value = await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
        return Outcome(value: value, isLate: clock.end())
    }

    /// An alarm on an event loop that can be put off.
    private final class Clock: Sendable {
        private enum State {
            case waiting(Scheduled<Void>?)
            case rung, ended
        }

        private let loop = MultiThreadedEventLoopGroup.singleton.any()
        private let state = Mutex(State.waiting(nil))
        private let next: @Sendable () -> Duration?
        private let ring: @Sendable () -> Void

        init(next: @escaping @Sendable () -> Duration?, ring: @escaping @Sendable () -> Void) {
            self.next = next
            self.ring = ring
        }

        func set(_ time: Duration) {
            let scheduled = loop.scheduleTask(in: TimeAmount(time)) { self.isOver() }
            let isEnded = state.withLock { state in
                guard case .waiting = state else { return true }
                state = .waiting(scheduled)
                return false
            }
            if isEnded { scheduled.cancel() }
        }

        /// Whether it rang.
        func end() -> Bool {
            let (hasRung, scheduled): (Bool, Scheduled<Void>?) = state.withLock { state in
                defer { state = .ended }
                switch state {
                case .waiting(let scheduled): return (false, scheduled)
                case .rung: return (true, nil)
                case .ended: return (false, nil)
                }
            }
            scheduled?.cancel()
            return hasRung
        }

        private func isOver() {
            if let more = next() { return set(more) }
            let rings = state.withLock { state in
                guard case .waiting = state else { return false }
                state = .rung
                return true
            }
            if rings { ring() }
        }
    }
}
