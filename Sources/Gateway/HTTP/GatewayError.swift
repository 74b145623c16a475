package import HTTPTypes
package import LosslessJSON

/// An answer that is the gateway's own "no": a status, and a body in the form of the contract.
///
///     {"error":{"message":"…","type":"budget_exceeded","param":"mode","code":"…","metadata":{…}}}
package struct GatewayError: Error, Hashable, Sendable {
    package let status: Int
    package let kind: Kind
    /// Bounded, for programs and metrics: `budget_exhausted`, `malformed_request`.
    package let code: String
    /// One line: what, which value, which limit, what to do next.
    package let message: String
    /// The member of the request's body that is meant, or the header in lower case.
    package let parameter: String?
    package let metadata: JSON?
    package let retry: Retry
    /// What the answer says besides: `allow`, `x-bursar-submission-id`.
    package let headers: HTTPFields

    /// `type` in the body.
    package enum Kind: String, Hashable, Sendable {
        case budgetExceeded = "budget_exceeded"
        case invalidRequest = "invalid_request_error"
        case authentication = "authentication_error"
        case permission = "permission_error"
        case notFound = "not_found_error"
        case conflict = "conflict_error"
        case unavailable = "service_unavailable_error"
        case outcomeUnknown = "outcome_unknown"
    }

    /// What the answer says about sending the same again.
    package enum Retry: Hashable, Sendable {
        /// Nothing: clients do as they are used to.
        case unsaid
        /// `x-should-retry: false`, which clients made by Stainless (OpenAI's among them) obey.
        case never
        /// `retry-after`, in whole seconds.
        case after(seconds: Int)
    }

    /// - Parameter retry: nil takes what the contract says of the status: never for 402, 409 and
    ///   504, nothing for others.
    package init(
        status: Int, kind: Kind, code: String, message: String, parameter: String? = nil,
        metadata: JSON? = nil, retry: Retry? = nil, headers: HTTPFields = [:]
    ) {
        self.status = status
        self.kind = kind
        self.code = code
        self.message = message
        self.parameter = parameter
        self.metadata = metadata
        self.retry = retry ?? ([402, 409, 504].contains(status) ? .never : .unsaid)
        self.headers = headers
    }

    package var body: JSON {
        [
            "error": [
                "message": .string(message), "type": .string(kind.rawValue),
                "param": .string(orNull: parameter), "code": .string(code),
                "metadata": metadata ?? .null,
            ]
        ]
    }

    /// All headers of the answer but its length.
    package var fields: HTTPFields {
        var fields = headers
        fields[.contentType] = "application/json; charset=utf-8"
        switch retry {
        case .unsaid: break
        case .never: fields[.xShouldRetry] = "false"
        case .after(let seconds): fields[.retryAfter] = "\(seconds)"
        }
        return fields
    }
}

extension HTTPField.Name {
    package static let xShouldRetry = HTTPField.Name("x-should-retry")!
}

extension GatewayError: CustomStringConvertible {
    package var description: String { "\(status) \(code): \(message)" }
}
