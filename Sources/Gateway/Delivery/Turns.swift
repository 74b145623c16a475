import Synchronization

/// Lets one task at a time go on of those that name the same thing; the others wait in order.
///
///     try await turns.run(named: "scene 12") { hasWaited in … }
final class Turns<Name: Hashable & Sendable>: Sendable {
    /// Who waits for the turn of a name that is taken.
    private let queues = Mutex<[Name: [CheckedContinuation<Bool, Never>]]>([:])

    func run<Result>(
        named name: Name, _ body: (_ hasWaited: Bool) async throws -> Result
    ) async rethrows -> Result {
        let hasWaited = await take(name)
        defer { end(name) }
        return try await body(hasWaited)
    }

    /// Whether another one had the turn.
    private func take(_ name: Name) async -> Bool {
        await withCheckedContinuation { continuation in
            let isFree = queues.withLock { queues in
                if queues[name] == nil {
                    queues[name] = []
                    return true
                }
                queues[name]?.append(continuation)
                return false
            }
            if isFree { continuation.resume(returning: false) }
        }
    }

    private func end(_ name: Name) {
        let next: CheckedContinuation<Bool, Never>? = queues.withLock { queues in
            guard var waiting = queues[name], !waiting.isEmpty else {
                queues[name] = nil
                return nil
            }
            let next = waiting.removeFirst()
            queues[name] = waiting
            return next
        }
        next?.resume(returning: true)
    }
}
