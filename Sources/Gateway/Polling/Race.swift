import Synchronization

/// Waits for a task, but not for long: the task goes on by itself.
enum Race {
    static func end(of task: Task<Void, Never>, within time: Duration) async {
        let waiter = Waiter()
        Task {
            await task.value
            waiter.resume()
        }
        let alarm = Task {
            try? await Task.sleep(for: time)
            waiter.resume()
        }
        await waiter.wait()
        alarm.cancel()
    }
}

/// Resumed once, by the first of several.
private final class Waiter: Sendable {
    private enum State {
        case new, resumed
        case waiting(CheckedContinuation<Void, Never>)
    }

    private let state = Mutex(State.new)

    func wait() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if case .resumed = state { return true }
                state = .waiting(continuation)
                return false
            }
            if isOver { continuation.resume() }
        }
    }

    func resume() {
        let waiting: CheckedContinuation<Void, Never>? = state.withLock { state in
            defer { state = .resumed }
            guard case .waiting(let continuation) = state else { return nil }
            return continuation
        }
        waiting?.resume()
    }
}
