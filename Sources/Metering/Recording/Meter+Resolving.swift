package import Accounting
import LedgerStore

/// The cost of a submission, entered by hand.
package enum Resolution: Sendable {
    case charged(USD)
    case notCharged
}

extension Meter {
    /// Ends, or corrects, a submission by hand.
    ///
    /// - Throws: ``LedgerError`` of kind `invalid` when it was refused, or its process is
    ///   still about to send it.
    package func resolve(
        _ id: SubmissionID, as resolution: Resolution, reason: String, observe: Observer
    ) async throws -> Submission {
        guard let submission = try ledger.submission(id) else {
            throw LedgerError(.notFound, "there is no submission \(id)", .listSubmissions)
        }
        guard let event = event(for: resolution, of: submission, reason: reason) else {
            throw LedgerError(
                .invalid,
                "submission \(id) is \(submission.state.rawValue); there is nothing to resolve"
                    + (submission.isOnItsWay ? "; its process may still be at it" : ""),
                submission.isOnItsWay ? .sync : nil)
        }
        guard let changed = try await record(event, of: id, observe) else {
            throw LedgerError(
                .invalid, "submission \(id) has changed meanwhile", .show(id))
        }
        return changed
    }

    private func event(for resolution: Resolution, of submission: Submission, reason: String)
        -> SubmissionEvent?
    {
        let isPosted = submission.state == .settled || submission.state == .voided
        switch (resolution, submission.state) {
        case (_, .refused), (_, .reserved), (_, .dispatched): return nil
        case (.charged(let usd), _) where isPosted:
            return .adjusted(Charge(usd: usd, source: .operator), reason: reason)
        case (.notCharged, _) where isPosted:
            return .adjusted(Charge(usd: .zero, source: .operator), reason: reason)
        case (.charged(let usd), _):
            return .settled(
                Charge(usd: usd, credits: usd.credits, source: .operator, remark: reason),
                // That its answer was lost is no failure of the generation.
                videoURL: nil, fault: nil)
        case (.notCharged, _): return .voided(Fault(.notCharged, message: reason))
        }
    }
}

extension Submission {
    fileprivate var isOnItsWay: Bool { state == .dispatched || state == .reserved }
}
