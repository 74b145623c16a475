/// One request as it leaves: nothing is added to it but what HTTP itself needs.
///
/// It may carry a key in a header or a secret in its URL, and so prints its host alone.
package struct HTTPRequest: Sendable {
    package enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
    }

    /// The peer: scheme, host and port.
    package let peer: Peer
    package let method: Method
    package let url: String
    package private(set) var headers: [HTTPHeader] = []
    package let body: [UInt8]?
    /// Bytes of the longest answer that is read.
    package let longestBody: Int

    package init(
        _ method: Method, _ url: String, at peer: Peer, body: [UInt8]? = nil,
        longestBody: Int = HTTPAnswer.longestBody
    ) {
        self.method = method
        self.url = url
        self.peer = peer
        self.body = body
        self.longestBody = longestBody
    }

    package mutating func add(_ name: String, _ value: String) {
        headers.append(HTTPHeader(name, value))
    }
}

/// The other end of a connection.
package struct Peer: Hashable, Sendable {
    /// The host, with its port when the URL names one.
    package let authority: String
    /// Whether it is called over TLS.
    package let isSecure: Bool

    /// Whether the host is this machine by its name or number, so that nothing leaves it.
    package var isLoopback: Bool { Authority(authority).isLoopback }

    package init(authority: String, isSecure: Bool) {
        self.authority = authority
        self.isSecure = isSecure
    }
}

extension HTTPRequest: CustomStringConvertible, CustomReflectable {
    package var description: String { "\(method.rawValue) \(peer.authority)" }

    package var customMirror: Mirror { Mirror(self, children: ["peer": peer]) }
}
