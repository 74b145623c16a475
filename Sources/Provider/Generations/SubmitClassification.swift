package import Accounting
import Text
package import Transport

/// What became of one POST. Every case decides what happens to the money that was set aside.
package enum SubmitOutcome: Sendable, Hashable {
    /// Provably nothing was sent: release the money.
    case notSent(Fault)
    /// The provider refused it: release the money.
    case refused(status: Int, Fault)
    /// The provider has it. The generation's id is never nil here, and it may be over already.
    case accepted(Generation)
    /// It may be made and charged: keep the money, and never send it again.
    case unknown(Fault)
}

/// What an exchange means for a submission: the one place where that is decided.
///
/// | what came back | outcome |
/// |---|---|
/// | no answer, no byte of the body handed out | not sent |
/// | no answer, anything handed out | unknown |
/// | 2xx with an id in the body or the header | accepted |
/// | 2xx without one: torn, HTML, empty, `null`, too long | unknown |
/// | 400 401 403 404 405 413 415 422 429 | refused |
/// | any other status (3xx, 402, 409, 5xx, …) | unknown |
///
/// A refusal whose body is over the bound counts as unknown.
package enum SubmitClassification {
    /// Statuses that are never charged, by the documentation or by their meaning.
    package static let refusals: Set<Int> = [400, 401, 403, 404, 405, 413, 415, 422, 429]

    package static func outcome(of exchange: Exchange, by redaction: Redaction) -> SubmitOutcome {
        switch exchange {
        case .failed(let failure, bodyStarted: false): .notSent(failure.faultBeforeSending)
        case .failed(let failure, bodyStarted: true): .unknown(failure.faultAfterSending)
        case .answered(let answer): outcome(of: answer, by: redaction)
        }
    }

    private static func outcome(of answer: HTTPAnswer, by redaction: Redaction) -> SubmitOutcome {
        if answer.isSuccess {
            let reader = AnswerReader(answer, by: redaction)
            guard reader.id != nil else { return .unknown(faultWithoutID(reader)) }
            // A torn answer, or one without a state, counts as queued.
            return .accepted(reader.generation(status: reader.status ?? .running("queued")))
        }
        let fault = Fault(of: answer, by: redaction)
        if refusals.contains(answer.status), answer.body != .tooLarge {
            return .refused(status: answer.status, fault)
        }
        return .unknown(fault.led(byStatus: answer.status))
    }

    private static func faultWithoutID(_ reader: AnswerReader) -> Fault {
        let answer = reader.answer
        guard reader.object != nil else {
            return Fault(unreadable: answer, "its body is \(answer.bodyFailure)")
        }
        let reason = reader.generation(status: .completed).fault.map { ": \($0.message)" } ?? ""
        return Fault(
            name: "answer_without_id",
            message: Line.of(
                "the provider answered HTTP \(answer.status) without a generation id\(reason)"))
    }
}
