/// What went wrong, as the provider or Bursar named it.
package struct Fault: Hashable, Sendable {
    package let name: String
    package let message: String

    package init(name: String, message: String) {
        self.name = name
        self.message = message
    }
}

extension Fault {
    /// The names that something follows from. Each is stored as it is written here.
    package enum Kind: String, CaseIterable, Sendable {
        /// The end that a person gives a submission that was not charged.
        case notCharged = "not_charged"
        /// This machine's clock contradicts the provider's, or the ledger's newest entry.
        case clock
        /// A book of the provider's has rows that cannot be read.
        case unreadableRows = "unreadable_rows"
        /// The key is empty or cannot be put into a header.
        case badKey = "bad_key"
        case keyRefused = "http_401"
        case tlsFailed = "tls_failed"
        case nameLookupFailed = "name_lookup_failed"
        case connectionRefused = "connection_refused"
        case unreachable
        case connectTimeout = "connect_timeout"
        case proxyFailed = "proxy_failed"
        /// The provider has a generation that may be this submission's.
        case unclaimedGeneration = "unclaimed_generation"
        /// The provider named a generation that belongs to another submission.
        case generationTaken = "generation_taken"
        /// The answer came after the submission had ended.
        case lateAnswer = "late_answer"
        /// The ledger could not be written.
        case ledger
    }

    package init(_ kind: Kind, message: String) {
        self.init(name: kind.rawValue, message: message)
    }

    /// Nil for every name that nothing follows from.
    package var kind: Kind? { Kind(rawValue: name) }
}
