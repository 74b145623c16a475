import Accounting
import LedgerStore
import Synchronization

/// Notes in the ledger which answers were read, several at a time: it is needed only once the client asks
/// for the same again, and after a restart.
final class ReachedAnswers: Sendable {
    private typealias Note = (id: SubmissionID, done: @Sendable () -> Void)

    private let ledger: Ledger
    private let waiting = Mutex<(notes: [Note], isBusy: Bool)>(([], false))

    init(_ ledger: Ledger) { self.ledger = ledger.recordingRegardless }

    /// - Parameter done: called when the ledger knows it.
    func note(_ id: SubmissionID, done: @escaping @Sendable () -> Void) {
        let isFirst = waiting.withLock { waiting in
            waiting.notes.append((id, done))
            defer { waiting.isBusy = true }
            return !waiting.isBusy
        }
        if isFirst { Task { await write() } }
    }

    private func write() async {
        while true {
            let notes = waiting.withLock { waiting in
                defer { waiting.notes = [] }
                if waiting.notes.isEmpty { waiting.isBusy = false }
                return waiting.notes
            }
            if notes.isEmpty { return }
            // Where it fails the same order is answered once more as before: no bill, and no loss.
            try? await ledger.noteDelivered(notes.map(\.id))
            notes.forEach { $0.done() }
        }
    }
}
