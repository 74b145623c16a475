import Foundation
import Synchronization
package import Testing

/// Lets a bounded number of tests run programs at once, and each for a bounded time.
///
/// The time counts from the moment at which the test may begin: `.timeLimit` would count how long it
/// waits for the others too. A test that is out of time fails and is cancelled; its programs are
/// killed by that. It runs on ``SpareThreads``, as time passes for programs while others compute.
package struct RunsPrograms: SuiteTrait, TestTrait, TestScoping {
    fileprivate let limit: Duration

    package var isRecursive: Bool { true }

    package func provideScope(
        for test: Test, testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        // A suite and a test in it may both have the trait: one turn is enough for the two.
        guard !RunsPrograms.hasTurn else { return try await run(function) }
        await Turns.shared.take()
        defer { Turns.shared.giveBack() }
        try await RunsPrograms.$hasTurn.withValue(true) {
            try await withTaskExecutorPreference(SpareThreads.shared) { try await run(function) }
        }
    }

    @TaskLocal private static var hasTurn = false

    private func run(_ function: @Sendable () async throws -> Void) async throws {
        try await withoutActuallyEscaping(function) { function in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                group.addTask {
                    try await function()
                    return true
                }
                group.addTask {
                    try await Task.sleep(for: limit)
                    return false
                }
                defer { group.cancelAll() }
                if try await group.next() == false {
                    Issue.record("not over \(limit) after it began")
                }
            }
        }
    }
}

extension Trait where Self == RunsPrograms {
    /// For suites and tests that run programs.
    package static var runsPrograms: Self { runsPrograms(within: .seconds(120)) }

    /// For those that take longer than others.
    package static func runsPrograms(within limit: Duration) -> Self { RunsPrograms(limit: limit) }
}

/// The right to run programs, for so many tests at once, in the order in which they ask.
private final class Turns: Sendable {
    /// A test mostly waits for its program, and the program for the disk.
    static let shared = Turns(ProcessInfo.processInfo.activeProcessorCount * 3)

    private let state: Mutex<(free: Int, waiting: [CheckedContinuation<Void, Never>])>

    init(_ count: Int) { state = Mutex((count, [])) }

    func take() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.free > 0 else {
                    state.waiting.append(continuation)
                    return false
                }
                state.free -= 1
                return true
            }
            if isFree { continuation.resume() }
        }
    }

    func giveBack() {
        let next: CheckedContinuation<Void, Never>? = state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.free += 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume()
    }
}
