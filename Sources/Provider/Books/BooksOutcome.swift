package import Accounting

/// What became of one question about the provider's books.
package enum BooksOutcome<Value: Sendable>: Sendable {
    case answer(Value)
    /// What the caller has, by its ETag, is still what the provider has.
    case notModified
    /// No usable answer this time: ask again, not before `retryAfterSeconds` if the provider said so.
    case unavailable(Fault, retryAfterSeconds: Int?)
    /// The provider will not answer this question, however often it is asked.
    case rejected(status: Int, Fault)
}

extension BooksOutcome: Equatable where Value: Equatable {}
extension BooksOutcome: Hashable where Value: Hashable {}
