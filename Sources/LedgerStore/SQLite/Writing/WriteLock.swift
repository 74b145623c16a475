import Foundation
import Synchronization

/// A lock on a side file that one writer of the ledger holds at a time, across processes and threads.
///
/// SQLite's own busy wait sleeps and retries, which starves writers for seconds when many compete. A
/// blocking `flock` queues them in the kernel, and they take turns. It also keeps a checkpoint from
/// meeting a writer. The lock goes when its holder dies, however it dies.
final class WriteLock: Sendable {
    let path: String
    let timeoutSeconds: Int
    /// The claim of the last holder, which the next one need not open. It belongs to one at a time.
    private let kept = Mutex<LockClaim?>(nil)
    /// The claim of the holder.
    private let current = Mutex<LockClaim?>(nil)

    init(path: String, timeoutSeconds: Int) {
        self.path = path
        self.timeoutSeconds = timeoutSeconds
    }

    /// Runs `body` alone, among all processes and threads.
    func withLock<Result>(_ body: () throws -> Result) throws -> Result {
        let claim = try acquire()
        current.withLock { $0 = claim }
        defer {
            current.withLock { $0 = nil }
            claim.unlock()
            kept.withLock { $0 = claim }
        }
        return try body()
    }

    /// Whether it is held here and another waits for it.
    var isWanted: Bool { current.withLock { $0?.isAnotherWaiting == true } }

    private func acquire() throws(LedgerError) -> LockClaim {
        for _ in 0..<WriteLock.mostFiles {
            let claim = if let kept = takeKept() { kept } else { try LockClaim(path: path) }
            if !claim.tryLock() { try wait(for: claim) }
            if claim.isOfFile(at: path) { return claim }
            claim.unlock()
        }
        throw LedgerError(
            .unreadable, "the ledger's lock file \(path) is replaced again and again")
    }

    /// How many files are locked before one stays under the name.
    private static let mostFiles = 20

    private func takeKept() -> LockClaim? {
        kept.withLock { kept in
            defer { kept = nil }
            return kept
        }
    }

    private func wait(for claim: LockClaim) throws(LedgerError) {
        let wait = Wait(for: claim)
        // The kernel's queue cannot be left, so a thread waits in it that can be left alone.
        Thread.detachNewThread { wait.run() }
        switch wait.outcome(withinSeconds: timeoutSeconds) {
        case .granted: return
        case .failed(let code): throw LockClaim.error(path, "cannot be locked", code)
        case .abandoned:
            throw LedgerError(
                .busy,
                "the ledger is busy: another process has held \(path) for \(timeoutSeconds) s;"
                    + " nothing was sent, try again")
        }
    }
}

/// One wait for the lock: either it arrives in time, or it is given back on arrival.
private final class Wait: Sendable {
    enum Outcome { case granted, abandoned, failed(Int32) }

    private let claim: LockClaim
    private let state = Mutex<Outcome?>(nil)
    private let arrival = DispatchSemaphore(value: 0)

    init(for claim: LockClaim) { self.claim = claim }

    func run() {
        claim.takeTurn()
        defer { claim.endTurn() }
        if state.withLock({ $0 != nil }) { return }
        let code = claim.lock()
        let isAbandoned = state.withLock { state in
            if state != nil { return true }
            state = code == 0 ? .granted : .failed(code)
            return false
        }
        if isAbandoned { claim.unlock() } else { arrival.signal() }
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
