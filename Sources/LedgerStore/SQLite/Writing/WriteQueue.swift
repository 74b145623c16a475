import Synchronization

/// The jobs of one ledger in the order in which they were asked for, for the thread that runs them.
///
/// The thread is the ledger's own: it may wait for a lock and for the disk, which a thread of Swift's
/// pool may not. Callers are suspended meanwhile. What is queued when the thread is free is one batch:
/// there is no timer, and a job that is alone is run at once.
final class WriteQueue: Sendable {
    private let inbox = WriteInbox()

    /// How many jobs have not begun.
    var count: Int { inbox.count }

    deinit { inbox.close() }

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
        let number = inbox.nextNumber()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                inbox.add(
                    WriteJob(
                        number: number, isLong: isLong, for: continuation, perform: perform, body))
                // The handler may have run before there was anything to take back.
                if heedsCancellation, Task.isCancelled { withdraw(number) }
            }
        } onCancel: {
            if heedsCancellation { withdraw(number) }
        }
    }

    private func withdraw(_ number: Int) { inbox.take(number)?.fail(CancellationError()) }
}
