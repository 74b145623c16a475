package import Accounting
package import Transport

/// What became of one question about a generation. Only an answer says anything about money.
package enum PollOutcome: Sendable, Hashable {
    case answer(Generation)
    /// No usable answer this time: ask again, not before `retryAfterSeconds` if the provider said so.
    case unavailable(Fault, retryAfterSeconds: Int?)
    /// The provider refuses the question: a bad key, or an unknown id.
    case rejected(status: Int, Fault)
}

/// What an exchange means for a poll.
///
/// | what came back | outcome |
/// |---|---|
/// | 2xx with a JSON object that has a status | an answer |
/// | 400 401 403 404 | rejected |
/// | 429 and anything else | unavailable, with ``RetryAfter`` |
package enum PollClassification {
    package static let rejections: Set<Int> = [400, 401, 403, 404]

    package static func outcome(of exchange: Exchange, by redaction: Redaction) -> PollOutcome {
        switch exchange {
        case .failed(let failure, _):
            .unavailable(failure.faultOfQuestion, retryAfterSeconds: nil)
        case .answered(let answer): outcome(of: answer, by: redaction)
        }
    }

    private static func outcome(of answer: HTTPAnswer, by redaction: Redaction) -> PollOutcome {
        if answer.isSuccess {
            let reader = AnswerReader(answer, by: redaction)
            if let status = reader.status { return .answer(reader.generation(status: status)) }
            let failure =
                reader.object == nil ? "its body is \(answer.bodyFailure)" : "it names no status"
            return .unavailable(
                Fault(unreadable: answer, failure), retryAfterSeconds: nil)
        }
        let fault = Fault(of: answer, by: redaction)
        if rejections.contains(answer.status), answer.body != .tooLarge {
            return .rejected(status: answer.status, fault)
        }
        return .unavailable(
            fault.led(byStatus: answer.status),
            retryAfterSeconds: RetryAfter.seconds(in: answer.headers))
    }
}
