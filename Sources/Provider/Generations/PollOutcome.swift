package import Accounting

/// What became of one question about a generation. Only an answer says anything about money.
package enum PollOutcome: Sendable, Hashable {
    case answer(Generation)
    /// No usable answer this time: ask again, not before `retryAfterSeconds` if the provider said so.
    case unavailable(Fault, retryAfterSeconds: Int?)
    /// The provider will not answer this question: a bad key, or an id it does not know.
    case rejected(status: Int, Fault)
}
