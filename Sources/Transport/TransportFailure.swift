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

    /// A word for it that never changes.
    package var name: String {
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

    /// What happened, in words that name the host: `'api.example' refused the connection`.
    package var reason: String {
        let detail = detail.map { " (\($0))" } ?? ""
        return switch kind {
        case .key: "the key is empty or has characters that no header can carry"
        case .nameLookup: "the name of '\(host)' was not found"
        case .refused: "'\(host)' refused the connection"
        case .unreachable: "'\(host)' cannot be reached\(detail)"
        case .connectTimeout: "'\(host)' took too long to connect"
        case .tls: "no secure connection to '\(host)'\(detail)"
        case .deadline: "the time-out ended before '\(host)' answered"
        case .cancelled: "it was interrupted before '\(host)' answered"
        case .closed: "'\(host)' closed the connection without an answer"
        case .other: "the connection to '\(host)' failed\(detail)"
        }
    }
}
