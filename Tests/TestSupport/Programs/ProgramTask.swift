import Foundation
import Subprocess
import Synchronization

/// A process of this one, awaited by a task: no thread is held while it runs.
///
/// It is killed when this goes, and when the task that waits for it is cancelled.
final class ProgramTask: Sendable {
    let processIdentifier: Int32
    private let ending: Task<TerminationStatus, any Error>
    private let isOver: Flag

    private final class Flag: Sendable {
        let value = Mutex(false)
    }

    /// Returns as soon as the process runs.
    ///
    /// - Parameter run: runs the process to its end, and hands over its id as soon as there is one.
    /// - Throws: what `run` throws before there is an id.
    init(
        _ run:
            @escaping @Sendable (_ started: @Sendable (Int32) -> Void) async throws
            -> TerminationStatus
    ) async throws {
        // What a program does not read is no reason to end the tests.
        signal(SIGPIPE, SIG_IGN)
        let (identifiers, started) = AsyncThrowingStream.makeStream(of: Int32.self)
        let isOver = Flag()
        let ending = Task(executorPreference: SpareThreads.shared) {
            defer { isOver.value.withLock { $0 = true } }
            do {
                let ending = try await run { started.yield($0) }
                started.finish()
                return ending
            } catch {
                started.finish(throwing: error)
                throw error
            }
        }
        var identifier: Int32?
        for try await first in identifiers {
            identifier = first
            break
        }
        guard let identifier else {
            ending.cancel()
            throw CancellationError()
        }
        processIdentifier = identifier
        self.ending = ending
        self.isOver = isOver
    }

    deinit { ending.cancel() }

    /// Sends a signal, unless the process is over: its id may be another's by then.
    func kill(_ signal: Int32) {
        isOver.value.withLock { if !$0 { _ = Foundation.kill(processIdentifier, signal) } }
    }

    /// Waits for the end.
    func wait() async throws -> TerminationStatus {
        try await withTaskCancellationHandler {
            try await ending.value
        } onCancel: {
            ending.cancel()
        }
    }
}
