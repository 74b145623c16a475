import Accounting
import Text

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
        /// The proxy did not let it through, or cannot be used as it is named.
        case proxy
        case other
    }

    package let kind: Kind
    /// The host that was called, with its port when the base URL names one.
    package let host: String
    /// The library's or the system's own words, where the kind does not say it all.
    package let detail: String?
    /// The host and port of the proxy that was called in the host's stead; nil without one.
    package let proxy: String?

    package init(_ kind: Kind, host: String, detail: String? = nil, proxy: String? = nil) {
        self.kind = kind
        self.host = host
        self.detail = detail.map { Line.of($0, limit: 160) }
        self.proxy = proxy
    }

    /// A word for it that never changes.
    package var name: String {
        switch kind {
        case .key: Fault.Kind.badKey.rawValue
        case .nameLookup: Fault.Kind.nameLookupFailed.rawValue
        case .refused: Fault.Kind.connectionRefused.rawValue
        case .unreachable: Fault.Kind.unreachable.rawValue
        case .connectTimeout: Fault.Kind.connectTimeout.rawValue
        case .tls: Fault.Kind.tlsFailed.rawValue
        case .deadline: "timeout"
        case .cancelled: "cancelled"
        case .closed: "connection_closed"
        case .proxy: Fault.Kind.proxyFailed.rawValue
        case .other: "transport_failed"
        }
    }

    /// What happened, in words that name the host: `'api.example' refused the connection`.
    package var reason: String {
        let detail = detail.map { " (\($0))" } ?? ""
        // A connection is made with the proxy; everything after it is between us and the host.
        let called = proxy.map { "the proxy '\($0)'" } ?? "'\(host)'"
        let via = proxy.map { ", through the proxy '\($0)'" } ?? ""
        return switch kind {
        case .key: "the key is empty or has characters that no header can carry"
        case .nameLookup: "the name of \(called) was not found"
        case .refused: "\(called) refused the connection"
        case .unreachable: "\(called) cannot be reached\(detail)"
        case .connectTimeout: "\(called) took too long to connect"
        case .tls: "no secure connection to '\(host)'\(detail)\(via)"
        case .deadline: "the time-out ended before '\(host)' answered\(via)"
        case .cancelled: "it was interrupted before '\(host)' answered\(via)"
        case .closed: "'\(host)' closed the connection without an answer\(via)"
        case .proxy:
            proxy == nil
                ? "the proxy for '\(host)' cannot be used\(detail)"
                : "\(called) does not lead to '\(host)'\(detail)"
        case .other: "the connection to '\(host)' failed\(detail)\(via)"
        }
    }
}
