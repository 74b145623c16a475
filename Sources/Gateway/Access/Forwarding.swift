import HTTPTypes

/// What a proxy before the gateway says of the request that it hands on.
///
/// Anybody may send these headers. Whoever does is only trusted less for it: what was handed on is not of
/// this machine, and a browser that came by TLS sends its cookie by TLS alone.
extension HTTPFields {
    /// Whether it came from elsewhere, whatever connection it came by.
    var isForwarded: Bool {
        contains(.xForwardedFor) || contains(.forwarded) || contains(.xRealIP)
    }

    /// Whether the browser speaks TLS with the proxy.
    var isForwardedFromTLS: Bool { self[.xForwardedProto]?.lowercased() == "https" }
}

extension HTTPField.Name {
    fileprivate static let xForwardedFor = HTTPField.Name("x-forwarded-for")!
    fileprivate static let xForwardedProto = HTTPField.Name("x-forwarded-proto")!
    fileprivate static let xRealIP = HTTPField.Name("x-real-ip")!
    fileprivate static let forwarded = HTTPField.Name("forwarded")!
}
