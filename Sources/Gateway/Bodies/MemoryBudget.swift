import Synchronization

/// Memory that tasks share: who needs more than is free waits, first come, first served.
///
/// A large body is in memory up to four times while it is read, priced and sent (as bytes, as JSON, as
/// text and as bytes again), so what is asked for is a multiple of its size. One that asks for little waits behind one that asks for much, so that
/// large ones get their turn; those that fit into a request's own buffers need not ask.
///
///     let budget = MemoryBudget(bytes: 256 << 20)
///     try await budget.withBytes(4 * body.count) { … }
package final class MemoryBudget: Sendable {
    package let bytes: Int
    private let state: Mutex<State>

    package init(bytes: Int) {
        self.bytes = bytes
        state = Mutex(State(free: bytes))
    }

    /// More was asked for than there is in all.
    package struct NeverEnough: Error, Hashable, Sendable, CustomStringConvertible {
        package let requested: Int
        package let bytes: Int

        package var description: String {
            "\(requested) bytes of memory are needed, and there are \(bytes) in all"
        }
    }

    /// Runs the body when there is room, and gives the room back after it.
    ///
    /// - Throws: ``NeverEnough``; `CancellationError` when the task is cancelled while it waits;
    ///   what the body throws.
    package nonisolated(nonsending) func withBytes<Value>(
        _ count: Int, _ body: nonisolated(nonsending) () async throws -> Value
    ) async throws -> Value {
        try await take(count)
        defer { give(count) }
        return try await body()
    }

    /// How many tasks wait.
    package var waiterCount: Int { state.withLock { $0.waiters.count } }

    package var freeBytes: Int { state.withLock { $0.free } }

    private nonisolated(nonsending) func take(_ count: Int) async throws {
        guard count <= bytes else { throw NeverEnough(requested: count, bytes: bytes) }
        let number = state.withLock { $0.nextNumber() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let waiter = Waiter(
                    number: number, count: max(0, count), continuation: continuation)
                let ready = state.withLock { state -> [Waiter]? in
                    // A task that was cancelled before is not found by its handler.
                    if Task.isCancelled { return nil }
                    state.waiters.append(waiter)
                    return state.admit()
                }
                if let ready {
                    for waiter in ready { waiter.continuation.resume() }
                } else {
                    continuation.resume(throwing: CancellationError())
                }
            }
        } onCancel: {
            let (cancelled, ready) = state.withLock { state in
                (state.remove(number), state.admit())
            }
            cancelled?.continuation.resume(throwing: CancellationError())
            for waiter in ready { waiter.continuation.resume() }
        }
    }

    private func give(_ count: Int) {
        let ready = state.withLock { state in
            state.free += max(0, count)
            return state.admit()
        }
        for waiter in ready { waiter.continuation.resume() }
    }
}

extension MemoryBudget {
    private struct Waiter {
        let number: Int
        let count: Int
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var free: Int
        var waiters: [Waiter] = []
        private var lastNumber = 0

        init(free: Int) { self.free = free }

        mutating func nextNumber() -> Int {
            lastNumber += 1
            return lastNumber
        }

        /// Takes those from the front that there is room for.
        mutating func admit() -> [Waiter] {
            var ready: [Waiter] = []
            while let first = waiters.first, first.count <= free {
                free -= first.count
                ready.append(waiters.removeFirst())
            }
            return ready
        }

        mutating func remove(_ number: Int) -> Waiter? {
            waiters.firstIndex { $0.number == number }.map { waiters.remove(at: $0) }
        }
    }
}
