package import Accounting
import LosslessJSON
package import Transport

/// What became of one question about the provider's books.
package enum BooksOutcome<Value: Sendable>: Sendable {
    case answer(Value)
    /// What the caller has, by its ETag, is still what the provider has.
    case notModified
    /// No usable answer this time: ask again, not before `retryAfterSeconds` if the provider said so.
    case unavailable(Fault, retryAfterSeconds: Int?)
    /// The provider refuses the question, and will again.
    case rejected(status: Int, Fault)
}

extension BooksOutcome: Equatable where Value: Equatable {}
extension BooksOutcome: Hashable where Value: Hashable {}

/// What an exchange means for a reading of the provider's books.
///
/// | what came back | outcome |
/// |---|---|
/// | 2xx with a JSON object that is what was asked for | an answer |
/// | 304, if the question had an ETag | not modified |
/// | any other 2xx: HTML, empty, cut, too long, some other JSON | unavailable |
/// | no answer, 408, 425, 429, 5xx, a 304 without an `If-None-Match` | unavailable, with `Retry-After` |
/// | any other status: 3xx, 4xx | rejected |
///
/// A rejection whose body is over the bound counts as unavailable.
package enum BooksClassification {
    /// Statuses of 4xx that a later attempt may not meet.
    package static let passing: Set<Int> = [408, 425, 429]

    package static func outcome<Value: Sendable>(
        of exchange: Exchange, isConditional: Bool = false, by redaction: Redaction,
        reading read: (BookAnswer) throws(UnreadableBook) -> Value
    ) -> BooksOutcome<Value> {
        switch exchange {
        case .failed(let failure, _):
            .unavailable(failure.faultOfQuestion, retryAfterSeconds: nil)
        case .answered(let answer) where answer.isSuccess:
            outcome(ofSuccess: answer, by: redaction, reading: read)
        case .answered(let answer) where answer.status == 304:
            isConditional ? .notModified : .unavailable(unasked304, retryAfterSeconds: nil)
        case .answered(let answer): outcome(ofFailure: answer, by: redaction)
        }
    }

    private static func outcome<Value: Sendable>(
        ofSuccess answer: HTTPAnswer, by redaction: Redaction,
        reading read: (BookAnswer) throws(UnreadableBook) -> Value
    ) -> BooksOutcome<Value> {
        let failure: String
        if let object = AnswerReader(answer, by: redaction).object {
            do throws(UnreadableBook) {
                return .answer(
                    try read(
                        BookAnswer(object: object, headers: answer.headers, redaction: redaction)))
            } catch {
                failure = error.failure
            }
        } else {
            failure = "its body is \(answer.bodyFailure)"
        }
        return .unavailable(Fault(unreadable: answer, failure), retryAfterSeconds: nil)
    }

    private static func outcome<Value: Sendable>(
        ofFailure answer: HTTPAnswer, by redaction: Redaction
    ) -> BooksOutcome<Value> {
        let fault = Fault(of: answer, by: redaction)
        let isFinal = (300..<500).contains(answer.status) && !passing.contains(answer.status)
        if isFinal, answer.body != .tooLarge {
            return .rejected(status: answer.status, fault)
        }
        return .unavailable(
            fault.led(byStatus: answer.status),
            retryAfterSeconds: RetryAfter.seconds(in: answer.headers))
    }

    private static let unasked304 = Fault(
        name: "http_304",
        message: "the provider answered HTTP 304, though it was not asked what has changed")
}
