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
        return handedOn(await ask(question, timeout: ProviderClient.passTimeout))
    }

    /// Sends a POST as it is written, once, to a path that is counted nowhere.
    ///
    /// - Parameter contentType: nil where the client names none.
    package func post(_ body: [UInt8], to path: String, contentType: String?) async
        -> Result<HandedAnswer, Unanswered>
    {
        handedOn(
            await send(
                body, to: path, contentType: contentType,
                timeout: ProviderClient.longestSubmitTimeout))
    }

    private func handedOn(_ exchange: Exchange) -> Result<HandedAnswer, Unanswered> {
        if let answer = HandedAnswer(exchange, by: redaction) { return .success(answer) }
        switch exchange {
        case .failed(let failure, _): return .failure(Unanswered(fault: failure.faultOfQuestion))
        case .answered(let answer):
            return .failure(
                Unanswered(fault: Fault(unreadable: answer, "its body is \(answer.bodyFailure)")))
        }
    }
}
