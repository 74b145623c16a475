import Accounting
import LedgerStore
import Synchronization

/// Notes in the ledger which answers were read, several at a time: it is needed only once the client asks
/// for the same again, and after a restart.
final class ReachedAnswers: Sendable {
    private typealias Note = (id: SubmissionID, done: @Sendable () -> Void)

    private let ledger: Ledger
    /// So long they are gathered: a note is a commit of its own, and the client's next POST would wait for it.
    private static let pause = Duration.milliseconds(100)

    private let waiting = Mutex<(notes: [Note], writer: Task<Void, Never>?)>(([], nil))

    init(_ ledger: Ledger) { self.ledger = ledger.recordingRegardless }

    /// - Parameter done: called when the ledger knows it.
    func note(_ id: SubmissionID, done: @escaping @Sendable () -> Void) {
        waiting.withLock { waiting in
            waiting.notes.append((id, done))
            if waiting.writer == nil { waiting.writer = Task { await write() } }
        }
    }

    /// Waits until the ledger knows all that was noted, but not for long.
    func finish(within time: Duration) async {
        guard let writer = waiting.withLock({ $0.writer }) else { return }
        await Race.end(of: writer, within: time)
    }

    private func write() async {
        while true {
            try? await Task.sleep(for: ReachedAnswers.pause)
            let notes = waiting.withLock { waiting in
                defer { waiting.notes = [] }
                if waiting.notes.isEmpty { waiting.writer = nil }
                return waiting.notes
            }
            if notes.isEmpty { return }
            // Where it fails the same order is answered once more as before: no bill, and no loss.
            try? await ledger.noteDelivered(notes.map(\.id))
            notes.forEach { $0.done() }
        }
    }
}
