import NIOHTTP1

/// One request of a connection whose answer is not written yet.
struct Exchange {
    /// Whether the request has come to its end.
    var isWhole = false
    /// Whether the client waits for a word before it sends the body.
    var awaitsContinue: Bool
    /// Whether no request may follow on the connection.
    let isLast: Bool
    /// Whether the rest of the connection would be of another protocol, if one were agreed on.
    let isUpgrade: Bool
    /// Whether the answer has no body, whatever its length says.
    let isHead: Bool

    init(_ head: HTTPRequestHead) {
        isUpgrade = head.headers.contains(name: "upgrade")
        isLast = isUpgrade || !head.isKeepAlive
        isHead = head.method == .HEAD
        awaitsContinue =
            head.version == .http1_1
            && head.headers.first(name: "expect")?.lowercased() == "100-continue"
    }
}
