package import Accounting
import LedgerStore
import Provider

/// Which submissions of processes that have ended are voided or marked unknown.
///
/// A pure function of age. A dispatched one is given the time that its own POST may take, by the sizes
/// that were stored with it, and a grace: `--timeout` can make a POST shorter, and nothing longer.
enum Recovery {
    /// After this long a reservation that was never dispatched counts as abandoned.
    static let reservedTimeoutSeconds = 60
    /// After its POST and this grace, a dispatched submission has no answer coming.
    static let dispatchedGraceSeconds = 60

    /// The event of a submission that counts as abandoned; nil while its process may still act.
    static func event(for submission: Submission, at now: Instant) -> SubmissionEvent? {
        let since = submission.sentAt
        // One that a clock dated ahead would hold its money until that time comes.
        let isOfTheFuture = submission.isDatedAhead(of: now)
        switch submission.state {
        case .reserved:
            guard isOfTheFuture || since < now.advanced(bySeconds: -reservedTimeoutSeconds) else {
                return nil
            }
            return .voided(unsent)
        case .dispatched:
            if isOfTheFuture { return .lost(datedAhead) }
            let latest = now.advanced(bySeconds: -giveUpSeconds(submission.proposal.submitTimeout))
            return since < latest ? .lost(interrupted) : nil
        case .refused, .unknown, .accepted, .unpriced, .settled, .voided: return nil
        }
    }

    private static func giveUpSeconds(_ timeout: Duration) -> Int {
        Int(timeout.components.seconds) + dispatchedGraceSeconds
    }

    private static let unsent = Fault(
        name: "not_dispatched", message: "it was never sent; its reservation was released")
    private static let interrupted = Fault(
        name: "interrupted", message: "the submitter ended before it recorded an answer")
    private static let datedAhead = Fault(
        name: "interrupted",
        message: "no answer was recorded, and its time lies in the future: the clock was set back")
}

extension Proposal {
    /// The longest that its POST may take, by the sizes of the order's texts; the longest of all where
    /// they are not known.
    var submitTimeout: Duration {
        guard let fingerprint else { return ProviderClient.longestSubmitTimeout }
        let sizes = [fingerprint.promptBytes, fingerprint.imageBytes, fingerprint.videoBytes]
        // A damaged file may hold any sizes: their sum saturates.
        let bytes = sizes.reduce(0) { $0 + min(max($1, 0), ProviderClient.largestBodyBytes) }
        return ProviderClient.submitTimeout(bodyBytes: bytes)
    }
}

extension Meter {
    /// Ends or marks the submissions of processes that have ended. Needs no network.
    ///
    /// What was never sent is voided, and what may have been sent is unknown. Either is safe when the
    /// process goes on after all: the dispatch of the one fails and sends nothing, and the answer to the
    /// other is still recorded.
    ///
    /// - Returns: what was recovered. One that the ledger would not record is reported to the observer.
    /// - Throws: ``LedgerError`` about the file.
    @discardableResult
    package func recoverDead(_ observe: Observer) async throws -> [Submission] {
        try await recoverEach(observe).recorded
    }

    func recoverEach(_ observe: Observer) async throws -> Batch {
        let now = clock.now()
        let left = try readable(in: [.reserved, .dispatched])
        let events = left.compactMap { submission in
            Recovery.event(for: submission, at: now).map { (submission, $0) }
        }
        return try await recordEach(events, observe)
    }
}
