package import Accounting
import LedgerStore
package import Provider

/// The request was sent, and the outcome could not be recorded.
///
/// The submission stays `dispatched` with its money reserved, and becomes `unknown` once recovery
/// takes it for lost. One that was ended by hand meanwhile stays ended, without the cost that the
/// answer names. Neither must be submitted again.
package struct UnrecordedAnswer: AdvisedError {
    /// As it stands in the ledger.
    package let submission: Submission
    /// What could not be recorded.
    package let outcome: SubmitOutcome
    /// The error of the ledger.
    package let cause: any Error

    /// False only where provably not a byte of the request left.
    package var wasSent: Bool {
        if case .notSent = outcome { false } else { true }
    }

    package var description: String {
        "submission \(submission.id) \(happened), but the ledger could not record it: \(failure)."
            + " \(standing)\(mayBeMade ? " Do not submit it again." : "")"
    }

    private var happened: String {
        switch outcome {
        case .notSent: "was not sent"
        case .refused(_, let fault): "was sent, and the provider refused it (\(fault.message))"
        case .unknown(let fault): "was sent without a usable answer (\(fault.message))"
        case .accepted(let generation):
            "was sent, and the provider has it as generation \(generation.id ?? "?")"
                + (AnswerInterpretation.charge(namedBy: generation).map { ", at \($0.usd.display)" }
                    ?? "")
        }
    }

    private var standing: String {
        submission.state.holdsMoney
            ? "\(submission.estimate.usd.display) stays reserved."
            : "It was ended as \(submission.state.rawValue) meanwhile, and stays that."
    }

    /// Whether the provider may have made it, or still make it.
    private var mayBeMade: Bool {
        guard submission.state.holdsMoney else { return true }
        return switch outcome {
        case .notSent, .refused: false
        case .accepted, .unknown: true
        }
    }

    package var advice: Advice? {
        submission.state.holdsMoney
            ? .syncOnceTheLedgerWorks(submission.id)
            : .resolveAsChargedOnceTheLedgerWorks(submission.id)
    }

    /// Not the ledger's own sentence, which says that nothing was sent.
    private var failure: String {
        guard let error = cause as? LedgerError else { return "\(cause)" }
        return switch error.kind {
        case .busy: "it was busy for too long"
        case .full: "its disk is full"
        case .readOnly: "it is read-only"
        default: error.description
        }
    }
}
