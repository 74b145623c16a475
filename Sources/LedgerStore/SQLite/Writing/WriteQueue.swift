import Dispatch
import Synchronization

/// The jobs of one ledger in the order in which they were asked for, and the thread that runs them.
///
/// The thread is the ledger's own: it may wait for a lock and for the disk, which a thread of Swift's
/// pool may not. Callers are suspended meanwhile. What is queued when the thread is free is one batch:
/// there is no timer, and a job that is alone is run at once.
final class WriteQueue: Sendable {
    private struct State {
        var jobs: [WriteJob] = []
        var isRunning = false
        var lastNumber = 0
    }

    /// Bounds how long the first of a batch waits for the last, and how long other processes wait.
    static let mostJobs = 256

    private let state = Mutex(State())
    private let thread = DispatchQueue(label: "ledger.writer")

    /// How many jobs have not begun.
    var count: Int { state.withLock { $0.jobs.count } }

    /// Queues a job and waits for its end.
    ///
    /// - Parameters:
    ///   - heedsCancellation: whether a cancelled task takes back a job that has not begun.
    ///   - perform: runs a batch and tells each of its callers; called on the ledger's thread.
    /// - Throws: what the job throws; `CancellationError` when it was taken back and nothing happened.
    func run<Result: Sendable>(
        isLong: Bool, heedsCancellation: Bool,
        _ body: @escaping @Sendable (WriteBatch) throws -> Result,
        perform: @escaping @Sendable ([WriteJob]) -> Void
    ) async throws -> Result {
        let number = nextNumber()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                add(
                    WriteJob(number: number, isLong: isLong, for: continuation, body),
                    perform: perform)
                // The handler may have run before there was anything to take back.
                if heedsCancellation, Task.isCancelled { withdraw(number) }
            }
        } onCancel: {
            if heedsCancellation { withdraw(number) }
        }
    }

    private func nextNumber() -> Int {
        state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
    }

    private func add(_ job: WriteJob, perform: @escaping @Sendable ([WriteJob]) -> Void) {
        let isFirst = state.withLock { state in
            state.jobs.append(job)
            defer { state.isRunning = true }
            return !state.isRunning
        }
        guard isFirst else { return }
        thread.async { [self] in
            while let batch = nextBatch() { perform(batch) }
        }
    }

    private func withdraw(_ number: Int) {
        let job = state.withLock { state in
            state.jobs.firstIndex { $0.number == number }.map { state.jobs.remove(at: $0) }
        }
        job?.fail(CancellationError())
    }

    /// What is queued, up to the next long job; nil when nothing is.
    private func nextBatch() -> [WriteJob]? {
        state.withLock { state in
            guard let first = state.jobs.first else {
                state.isRunning = false
                return nil
            }
            let batch =
                first.isLong
                ? [first] : Array(state.jobs.prefix(WriteQueue.mostJobs).prefix { !$0.isLong })
            state.jobs.removeFirst(batch.count)
            return batch
        }
    }
}
