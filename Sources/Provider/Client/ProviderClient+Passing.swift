package import Accounting
import Transport

/// Why a question that was handed on has no answer.
package struct Unanswered: Error, Hashable {
    package let fault: Fault
}

extension ProviderClient {
    static let passTimeout = Duration.seconds(60)

    /// Hands a question on as it is asked, and the whole answer back, whatever its status.
    ///
    /// - Parameters:
    ///   - path: from its `/` on.
    ///   - query: without its `?`; printable ASCII.
    ///   - needsKey: false where the answer is public: then the key is not sent.
    package func pass(_ path: String, query: String?, needsKey: Bool) async
        -> Result<HandedAnswer, Unanswered>
    {
        let question = Question.passed(path, query: query, needsKey: needsKey)
        let exchange = await ask(question, timeout: ProviderClient.passTimeout)
        if let answer = HandedAnswer(exchange, by: redaction) { return .success(answer) }
        switch exchange {
        case .failed(let failure, _): return .failure(Unanswered(fault: failure.faultOfQuestion))
        case .answered(let answer):
            return .failure(
                Unanswered(fault: Fault(unreadable: answer, "its body is \(answer.bodyFailure)")))
        }
    }
}
