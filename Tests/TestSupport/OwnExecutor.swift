import Dispatch

/// Runs tasks on a thread that is no thread of Swift's pool, and so may be held up.
///
///     try await withTaskExecutorPreference(OwnExecutor()) { … }
package final class OwnExecutor: TaskExecutor {
    private let queue = DispatchQueue(label: "tests")

    package init() {}

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { [self] in job.runSynchronously(on: asUnownedTaskExecutor()) }
    }

    /// Holds up the calling thread, which must be one of these, until a body has run elsewhere.
    package static func hold(while body: @escaping @Sendable () async -> Void) {
        let end = DispatchSemaphore(value: 0)
        Task.detached {
            await body()
            end.signal()
        }
        end.wait()
    }
}
