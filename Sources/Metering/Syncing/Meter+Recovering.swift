package import Accounting
import LedgerStore

extension Meter {
    /// Brings submissions of dead processes to where they can be found. Needs no network.
    ///
    /// What was never sent is voided, and what may have been sent is unknown. Either is safe when the
    /// process lives after all: the one loses its race at dispatch and sends nothing, and the answer
    /// to the other is still taken.
    ///
    /// - Returns: what was recovered. One that the ledger would not record is told to the observer.
    /// - Throws: ``LedgerError`` about the file.
    @discardableResult
    package func recoverDead(_ observe: Observer) throws -> [Submission] {
        try recoverEach(observe).recorded
    }

    func recoverEach(_ observe: Observer) throws -> Batch {
        let now = clock.now()
        let left = try readable(in: [.reserved, .dispatched])
        let events = left.compactMap { submission in
            Recovery.event(for: submission, at: now).map { (submission, $0) }
        }
        return try recordEach(events, observe)
    }
}
