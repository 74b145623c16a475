import Dispatch
package import Testing

/// Runs tasks on threads beside Swift's pool, as many as the machine has cores.
///
/// The pool's few threads are held for seconds by tests that only compute. What must answer in time
/// meanwhile, a server of tests or a test in which real time passes, runs here. It must not block.
package final class SpareThreads: TaskExecutor {
    package static let shared = SpareThreads()

    private let queue = DispatchQueue(label: "spare threads of tests", attributes: .concurrent)

    private init() {}

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { [self] in job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
}

/// Runs each test on ``SpareThreads``, and its child tasks too; not what it starts with `Task`.
package struct RealTimeTrait: SuiteTrait, TestTrait, TestScoping {
    package let isRecursive = true

    package func provideScope(
        for test: Test, testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await withTaskExecutorPreference(SpareThreads.shared) { try await function() }
    }
}

extension Trait where Self == RealTimeTrait {
    /// For tests with time-outs in real time: what computes beside them does not use up their time.
    package static var inRealTime: Self { RealTimeTrait() }
}
