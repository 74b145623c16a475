import NIOHTTP1

/// What NIO's parser lets pass and the gateway does not, while the head is as it was sent.
///
/// Behind this, Hummingbird's types know no version and have taken the host out of a whole URL.
enum StrictHead {
    /// Nil for a head that may be read further.
    static func flaw(of head: HTTPRequestHead) -> HTTPParserError? {
        // A whole URL names a second host beside `Host`; CONNECT names only one; `*` is no path.
        if head.uri.utf8.first != UInt8(ascii: "/") { return .invalidURL }
        if head.version != .http1_1, head.version != .http1_0 { return .invalidVersion }
        // HTTP/1.0 has no chunks: programs between here and the client may not see where they end.
        if head.version == .http1_0, head.headers.contains(name: "transfer-encoding") {
            return .invalidHeaderToken
        }
        return nil
    }

    /// The answer to a head that cannot be read.
    ///
    /// - Parameter tooLarge: the one to a head over the limits of the parser.
    static func answer(to error: any Error, ifTooLarge tooLarge: GatewayError) -> GatewayError {
        let error = error as? HTTPParserError
        if error == .headerOverflow { return tooLarge }
        let reason = error.map { " (\($0))" } ?? ""
        return .malformed("the head of the request is no HTTP/1.1 that can be read\(reason)")
    }
}
