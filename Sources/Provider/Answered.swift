package import Accounting
import Transport

/// What an exchange came to, and the provider's answer itself where all of it was read.
package struct Answered<Outcome: Sendable & Hashable>: Sendable, Hashable {
    package let outcome: Outcome
    /// For a client that asked through us; nil where no whole answer came.
    package let answer: HandedAnswer?

    package init(_ outcome: Outcome, _ answer: HandedAnswer? = nil) {
        self.outcome = outcome
        self.answer = answer
    }
}

extension HandedAnswer {
    /// What is handed on of the headers of an answer: what says how to read it, when to ask again, which
    /// request it was, and what it cost.
    private static let handedOn: Set<String> = [
        "content-type", "content-language", "retry-after", "etag", "last-modified",
        "cache-control", "x-request-id", "x-inference-id", "x-aimlapi-credits-used",
        "x-aimlapi-usd-spent", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset",
    ]

    /// Nil where the body was cut off or is too long.
    init?(_ exchange: Exchange, by redaction: Redaction) {
        guard case .answered(let answer) = exchange, case .complete(let bytes) = answer.body else {
            return nil
        }
        self.init(
            status: answer.status,
            headers: answer.headers.filter { HandedAnswer.handedOn.contains($0.key) }
                .sorted { $0.key < $1.key }
                .map { Header($0.key, redaction.withoutKey($0.value)) },
            body: redaction.withoutKey(bytes))
    }
}
