import Accounting
import Reporting

/// What went wrong and what to do about it, on one line.
extension AdvisedError {
    var sentence: String { advice.map { AdviceText.joined(description, $0.words) } ?? description }
}

extension Fault {
    var sentence: String { advice.map { AdviceText.joined(message, $0.words) } ?? message }
}

extension Submission {
    /// The refusal as a sentence; nil for a submission that was admitted.
    var refusalSentence: String? {
        refusal.map { refusal in
            refusal.advice(for: proposal).map { AdviceText.joined(refusal.message, $0.words) }
                ?? refusal.message
        }
    }
}

extension Advice {
    /// How renderers of reports give advice.
    @Sendable static func words(of advice: Advice) -> String? { advice.words }
}
