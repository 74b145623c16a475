import Dispatch
import Foundation
import Synchronization

/// What waits for the thread that writes a ledger, and that thread: it begins with the first job, rests
/// while there is none, and ends when the inbox is closed.
///
/// The thread is kept, as one that only waits for a semaphore is awake sooner than a worker of a
/// `DispatchQueue`. It keeps the ledger alive only while it runs its jobs.
final class WriteInbox: Sendable {
    private enum Activity { case notBegun, running, resting, ended }

    private struct State {
        var jobs: [WriteJob] = []
        var activity = Activity.notBegun
        var lastNumber = 0
    }

    /// Bounds how long the first of a batch waits for the last, and how long other processes wait.
    static let mostJobs = 256

    private let state = Mutex(State())
    private let call = DispatchSemaphore(value: 0)

    var count: Int { state.withLock { $0.jobs.count } }

    func nextNumber() -> Int {
        state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
    }

    func add(_ job: WriteJob) {
        let before = state.withLock { state in
            state.jobs.append(job)
            defer { state.activity = .running }
            return state.activity
        }
        switch before {
        case .notBegun: Thread.detachNewThread { self.run() }
        case .resting: call.signal()
        case .running: break
        case .ended: preconditionFailure("a ledger that is gone is written")
        }
    }

    /// Takes back a job that has not begun.
    func take(_ number: Int) -> WriteJob? {
        state.withLock { state in
            state.jobs.firstIndex { $0.number == number }.map { state.jobs.remove(at: $0) }
        }
    }

    func close() {
        let before = state.withLock { state in
            defer { state.activity = .ended }
            return state.activity
        }
        if before == .resting { call.signal() }
    }

    private func run() {
        while true {
            while let batch = nextBatch() { batch.first?.perform(batch) }
            let activity = state.withLock { state in
                if state.activity == .running, state.jobs.isEmpty { state.activity = .resting }
                return state.activity
            }
            switch activity {
            case .ended: return
            case .resting: call.wait()
            case .notBegun, .running: break
            }
        }
    }

    /// What is queued, up to the next long job; nil when nothing is.
    private func nextBatch() -> [WriteJob]? {
        state.withLock { state in
            guard let first = state.jobs.first else { return nil }
            let batch =
                first.isLong
                ? [first] : Array(state.jobs.prefix(WriteInbox.mostJobs).prefix { !$0.isLong })
            state.jobs.removeFirst(batch.count)
            return batch
        }
    }
}
