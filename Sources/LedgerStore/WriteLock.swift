import Foundation
import Synchronization

/// A lock on a side file that one writer of the ledger holds at a time, across processes.
///
/// SQLite's own busy wait sleeps and retries, which starves writers for seconds when many compete. A
/// blocking `flock` queues them in the kernel. It also keeps a checkpoint from meeting a writer.
/// The lock goes when its holder dies, however it dies.
final class WriteLock: Sendable {
    private let path: String
    private let timeoutSeconds: Int
    private let descriptor: Int32

    init(path: String, timeoutSeconds: Int) throws(LedgerError) {
        self.path = path
        self.timeoutSeconds = timeoutSeconds
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        if descriptor < 0 {
            let isReadOnly = errno == EROFS || errno == EACCES || errno == EPERM
            throw LedgerError(
                isReadOnly ? .readOnly : .unreadable,
                "the ledger's lock file \(path) cannot be opened: \(String(cString: strerror(errno)))"
            )
        }
    }

    deinit { close(descriptor) }

    /// Runs `body` while no other process, and no other lock of this one, runs theirs.
    func withLock<Result>(_ body: () throws -> Result) throws -> Result {
        if flock(descriptor, LOCK_EX | LOCK_NB) != 0 { try waitForLock() }
        defer { flock(descriptor, LOCK_UN) }
        return try body()
    }

    /// Waits in the kernel's queue, on a thread of its own so that the wait can end.
    private func waitForLock() throws {
        let wait = Wait()
        Thread.detachNewThread { [self] in
            while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
            if !wait.arrive() { flock(descriptor, LOCK_UN) }
        }
        guard wait.isGranted(withinSeconds: timeoutSeconds) else {
            throw LedgerError(
                .busy,
                "the ledger is busy: another process has held \(path) for \(timeoutSeconds) s;"
                    + " nothing was sent, try again")
        }
    }
}

/// One wait for the lock: either the lock arrives in time, or it is given back on arrival.
private final class Wait: Sendable {
    private let isAbandoned = Mutex(false)
    private let arrival = DispatchSemaphore(value: 0)

    /// False when nobody waits any more.
    func arrive() -> Bool {
        isAbandoned.withLock { isAbandoned in
            if !isAbandoned { arrival.signal() }
            return !isAbandoned
        }
    }

    func isGranted(withinSeconds seconds: Int) -> Bool {
        if arrival.wait(timeout: .now() + .seconds(seconds)) == .success { return true }
        isAbandoned.withLock { $0 = true }
        return arrival.wait(timeout: .now()) == .success
    }
}
