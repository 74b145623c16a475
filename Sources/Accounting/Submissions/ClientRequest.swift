/// What a client of the gateway asked for, by which it is known again when it asks once more.
///
/// The client may have lost the answer to a POST that was made and will be charged. Its next request is
/// then the same one, and not a second order.
package struct ClientRequest: Hashable, Sendable {
    /// The name of the gateway key; nil for a client without one.
    package let caller: Name?
    /// A salted SHA-256 of the request after it was read: the same for the same order only.
    package let digest: String
    /// A salted SHA-256 of the client's own name for the request, its `Idempotency-Key`; nil without one.
    package let idempotencyDigest: String?
    /// It is a second take on purpose, whatever became of the first.
    package let isNewTake: Bool

    package init(
        caller: Name?, digest: String, idempotencyDigest: String? = nil, isNewTake: Bool = false
    ) {
        self.caller = caller
        self.digest = digest
        self.idempotencyDigest = idempotencyDigest
        self.isNewTake = isNewTake
    }

    /// How long an answer that reached nobody is kept for the same request.
    package static let unheardSeconds = 24 * 3600
    /// How long the answer to an `Idempotency-Key` is kept.
    package static let idempotentSeconds = 30 * 24 * 3600
}

/// An answer of the provider as it is handed on to a client.
package struct HandedAnswer: Hashable, Sendable {
    package let status: Int
    /// The headers that may be handed on, in order.
    package let headers: [Header]
    /// Byte for byte, but for the provider's key.
    package let body: [UInt8]

    package struct Header: Hashable, Sendable {
        /// In lower case.
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(status: Int, headers: [Header], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
