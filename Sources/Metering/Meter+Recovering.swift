package import Accounting
import LedgerStore
import Provider

extension Meter {
    /// Brings submissions of dead processes to where they can be found. Needs no network.
    ///
    /// What was never sent is voided, and what may have been sent is unknown. Either is safe when the
    /// process lives after all: the one loses its race at dispatch and sends nothing, and the answer
    /// to the other is still taken.
    @discardableResult
    package func recoverDead(_ observe: Observer) throws -> [Submission] {
        let now = clock.now()
        let longestPOST = Int(ProviderClient.longestSubmitTimeout.components.seconds)
        let lostAfter = longestPOST + Meter.dispatchedGraceSeconds
        let recovered = try ledger.recover(
            reservedBefore: now.advanced(bySeconds: -Meter.reservedTimeoutSeconds),
            dispatchedBefore: now.advanced(bySeconds: -lostAfter), at: now)
        recovered.forEach { observe(.changed($0.submission)) }
        return try recovered.map(\.submission)
            + recoverFromFuture(after: now.advanced(bySeconds: lostAfter), observe)
    }

    /// What a clock that was ahead has dated would hold its money until that time comes.
    private func recoverFromFuture(after latest: Instant, _ observe: Observer) throws
        -> [Submission]
    {
        let unsent = Fault(
            name: "not_dispatched", message: "it was never sent; its reservation was released")
        let lost = Fault(
            name: "interrupted",
            message:
                "no answer was recorded, and its time lies in the future: the clock was set back")
        let stale =
            try ledger.submissions(in: .reserved).filter { $0.reservedAt > latest }
            .map { ($0.id, SubmissionEvent.voided(unsent)) }
            + ledger.submissions(in: .dispatched).filter {
                $0.dispatchedAt ?? $0.reservedAt > latest
            }
            .map { ($0.id, SubmissionEvent.lost(lost)) }
        return try stale.compactMap { try record($0.1, of: $0.0, observe) }
    }
}
