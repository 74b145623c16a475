/// Waits until a condition holds, and looks every few milliseconds.
///
/// The pause between two looks grows from 1 ms to 50 ms.
///
/// - Parameter what: the condition in words, made when the time is over.
/// - Throws: ``NeverHappened``, which names `what`, when it does not hold within the time; what
///   the condition throws; `CancellationError`.
package func eventually(
    _ what: @autoclosure () -> String, within: Duration = .seconds(20),
    _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + within
    var pause = Duration.milliseconds(1)
    while try await !condition() {
        guard ContinuousClock.now < deadline else {
            throw NeverHappened(what: what(), within: within)
        }
        try await Task.sleep(for: pause)
        pause = min(pause * 2, .milliseconds(50))
    }
}

/// Waits until the task that runs this is cancelled, and no longer than the bound: a test sees by
/// what comes after it that nothing was.
package func untilCancelled(within: Duration = .seconds(20)) async {
    try? await Task.sleep(for: within)
}

/// What a test waited for in vain.
package struct NeverHappened: Error, CustomStringConvertible {
    let what: String
    let within: Duration

    package var description: String { "not within \(within): \(what)" }
}
