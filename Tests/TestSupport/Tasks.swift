import Foundation
import Synchronization

/// Runs so many tasks beside each other, and gives what they came to in the order of their numbers.
package func inTasks<Value: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Int) async throws -> Value
) async -> [Result<Value, any Error>] {
    await withTaskGroup(of: (Int, Result<Value, any Error>).self) { group in
        for index in 0..<count {
            group.addTask {
                do {
                    return (index, .success(try await body(index)))
                } catch {
                    return (index, .failure(error))
                }
            }
        }
        var results: [(Int, Result<Value, any Error>)] = []
        for await result in group { results.append(result) }
        return results.sorted { $0.0 < $1.0 }.map(\.1)
    }
}

/// What a body gives for 0, 1, 2 and so on, one after the other.
package func inTurn<Value>(
    _ count: Int, _ body: (Int) async throws -> Value
) async rethrows -> [Value] {
    try await inTurn(0..<count, body)
}

/// What a body gives for the elements, one after the other.
package func inTurn<Element, Value>(
    _ elements: some Sequence<Element>, _ body: (Element) async throws -> Value
) async rethrows -> [Value] {
    var values: [Value] = []
    for element in elements { values.append(try await body(element)) }
    return values
}

/// Runs a body that may block in so many threads of its own at once, and waits for all.
package func inThreads<Value: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Int) throws -> Value
) async -> [Result<Value, any Error>] {
    await inTasks(count) { index in
        try await withCheckedThrowingContinuation { continuation in
            let thread = Thread { continuation.resume(with: Result { try body(index) }) }
            thread.stackSize = 4 << 20
            thread.start()
        }
    }
}

/// Hands over one value after another, to any thread.
package final class Feed<Element: Sendable>: Sendable {
    private let rest: Mutex<ArraySlice<Element>>

    package init(_ elements: [Element]) { rest = Mutex(elements[...]) }

    package var count: Int { rest.withLock { $0.count } }

    /// Nil after the last.
    package func next() -> Element? { rest.withLock { $0.popFirst() } }
}
