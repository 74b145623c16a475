package import Accounting

/// Why no answer came, in words that a person can act on.
package struct TransportFailure: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// The key cannot be put into a header.
        case key
        case nameLookup
        case refused
        case unreachable
        case connectTimeout
        case tls
        /// The time given for the whole exchange ended.
        case deadline
        /// The task was cancelled.
        case cancelled
        /// The other side closed or reset the connection.
        case closed
        case other
    }

    package let kind: Kind
    /// The host that was called, with its port when the base URL names one.
    package let host: String
    /// The library's or the system's own words, where the kind does not say it all.
    package let detail: String?

    package init(_ kind: Kind, host: String, detail: String? = nil) {
        self.kind = kind
        self.host = host
        self.detail = detail.map { Line.of($0, limit: 160) }
    }

    package var faultBeforeSending: Fault {
        Fault(name: name, message: "nothing was sent: \(cause)")
    }

    package var faultAfterSending: Fault {
        Fault(
            name: name,
            message: "the request left for '\(host)' and no answer came: \(cause); "
                + "it may be made and charged, so do not send it again")
    }

    package var faultOfQuestion: Fault { Fault(name: name, message: cause) }

    private var name: String {
        switch kind {
        case .key: "bad_key"
        case .nameLookup: "name_lookup_failed"
        case .refused: "connection_refused"
        case .unreachable: "unreachable"
        case .connectTimeout: "connect_timeout"
        case .tls: "tls_failed"
        case .deadline: "timeout"
        case .cancelled: "cancelled"
        case .closed: "connection_closed"
        case .other: "transport_failed"
        }
    }

    private var cause: String {
        let detail = detail.map { " (\($0))" } ?? ""
        return switch kind {
        case .key:
            "the key in AIMLAPI_API_KEY is empty or has characters that no key has; copy it again"
        case .nameLookup:
            "the name of '\(host)' was not found; check the network and AIMLAPI_BASE_URL"
        case .refused:
            "'\(host)' refused the connection; check that it runs and AIMLAPI_BASE_URL"
        case .unreachable: "'\(host)' cannot be reached\(detail); check the network"
        case .connectTimeout: "'\(host)' took too long to connect; check the network"
        case .tls:
            "no secure connection to '\(host)'\(detail); check AIMLAPI_BASE_URL and certificates"
        case .deadline: "the time-out ended before '\(host)' answered"
        case .cancelled: "it was interrupted before '\(host)' answered"
        case .closed: "'\(host)' closed the connection without an answer"
        case .other: "the connection to '\(host)' failed\(detail)"
        }
    }
}
