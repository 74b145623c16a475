/// One HTTP request as a value, so that the provider can be asked without a socket.
package struct SandboxRequest: Sendable {
    package let method: String
    /// Without the query.
    package let path: String
    let query: Query
    /// Keyed by lower-case name.
    package let headers: [String: String]
    package let body: [UInt8]

    /// - Parameter target: path and query, as on the request line.
    package init(
        method: String, target: String, headers: [String: String] = [:], body: [UInt8] = []
    ) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.method = method
        path = parts.first.map(String.init) ?? ""
        query = Query(parsing: parts.count == 2 ? String(parts[1]) : "")
        self.headers = Dictionary(
            headers.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first }
        )
        self.body = body
    }

    /// `X-Client-Request-Id`, when it has a form that the provider keeps; others are dropped.
    var clientRequestID: String? {
        guard let id = headers["x-client-request-id"], (1...128).contains(id.utf8.count),
            id.utf8.allSatisfy(SandboxRequest.isKept)
        else { return nil }
        return id
    }

    private static func isKept(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: ":"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
