import Foundation
import Synchronization

/// A lock on a side file that one writer of the ledger holds at a time, across processes and threads.
///
/// SQLite's own busy wait sleeps and retries, which starves writers for seconds when many compete. A
/// blocking `flock` queues them in the kernel. It also keeps a checkpoint from meeting a writer.
/// The lock goes when its holder dies, however it dies.
struct WriteLock: Sendable {
    let path: String
    let timeoutSeconds: Int

    /// Runs `body` alone, among all processes and threads.
    func withLock<Result>(_ body: () throws -> Result) throws -> Result {
        let claim = try acquire()
        defer { claim.release() }
        return try body()
    }

    private func acquire() throws(LedgerError) -> Claim {
        let claim = try Claim(path: path)
        if claim.tryLock() { return claim }
        let wait = Wait(for: claim)
        // The kernel's queue cannot be left, so a thread waits in it that can be left alone.
        Thread.detachNewThread { wait.run() }
        switch wait.outcome(withinSeconds: timeoutSeconds) {
        case .granted: return claim
        case .failed(let code):
            claim.release()
            throw Claim.error(path, "cannot be locked", code)
        case .abandoned:
            throw LedgerError(
                .busy,
                "the ledger is busy: another process has held \(path) for \(timeoutSeconds) s;"
                    + " nothing was sent, try again")
        }
    }
}

/// One holder's own descriptor of the lock file.
///
/// An `flock` belongs to what `open` returned. Were it shared, a wait that ended late would give back
/// the lock of the next one.
private struct Claim: Sendable {
    private let descriptor: Int32

    init(path: String) throws(LedgerError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        if descriptor < 0 { throw Claim.error(path, "cannot be opened", errno) }
    }

    func tryLock() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

    /// Waits for the lock: zero once it is held, else the error's number.
    func lock() -> Int32 {
        while flock(descriptor, LOCK_EX) != 0 {
            if errno != EINTR { return errno }
        }
        return 0
    }

    /// Unlocks by name: a child that is being started may still have the descriptor.
    func release() {
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    static func error(_ path: String, _ what: String, _ code: Int32) -> LedgerError {
        let kind: LedgerError.Kind =
            switch code {
            case EROFS, EACCES, EPERM: .readOnly
            case ENOSPC, EDQUOT: .full
            default: .unreadable
            }
        return LedgerError(
            kind, "the ledger's lock file \(path) \(what): \(String(cString: strerror(code)))")
    }
}

/// One wait for the lock: either it arrives in time, or it is given back on arrival.
private final class Wait: Sendable {
    enum Outcome { case granted, abandoned, failed(Int32) }

    private let claim: Claim
    private let state = Mutex<Outcome?>(nil)
    private let arrival = DispatchSemaphore(value: 0)

    init(for claim: Claim) { self.claim = claim }

    func run() {
        let code = claim.lock()
        let isAbandoned = state.withLock { state in
            if state != nil { return true }
            state = code == 0 ? .granted : .failed(code)
            return false
        }
        if isAbandoned { claim.release() } else { arrival.signal() }
    }

    func outcome(withinSeconds seconds: Int) -> Outcome {
        _ = arrival.wait(timeout: .now() + .seconds(seconds))
        return state.withLock { state in
            let outcome = state ?? .abandoned
            state = outcome
            return outcome
        }
    }
}
