/// Targets that two programs read differently, and hosts that are not this one.
extension RawRequest {
    private static func posted(_ name: String, _ target: String, _ statuses: Set<Int>) -> RawRequest
    {
        RawRequest(name, post(target), statuses)
    }

    static let targets: [RawRequest] = [
        posted("a whole URL", "http://localhost/v2/video/generations", [400]),
        posted("a whole URL of another host", "http://evil.example/v2/video/generations", [400]),
        posted("a whole URL of another scheme", "file:///v2/video/generations", [400]),
        posted("two slashes and a host", "//evil.example/v2/video/generations", [400]),
        posted("no slash", "v2/video/generations", [400]),
        posted("a query only", "?v2/video/generations", [400]),
        posted("an encoded slash", "/v2%2fvideo/generations", [400]),
        posted("an encoded letter", "/v2/%76ideo/generations", [400]),
        posted("an encoded NUL", "/v2/video/generations%00", [400]),
        posted("an encoded line end", "/v2/video/generations%0d%0aX:%20y", [400]),
        posted("half an encoding", "/v2/video/generations%2", [400]),
        posted("a way up", "/v2/x/../video/generations", [400]),
        posted("an encoded way up", "/v2/x/%2e%2e/video/generations", [400]),
        posted("a dot", "/v2/./video/generations", [400]),
        posted("two slashes", "/v2//video/generations", [400]),
        posted("a parameter of the path", "/v2/video/generations;a=b", [400]),
        posted("a backslash", "/v2\\video\\generations", [400]),
        posted("a fragment", "/v2/video/generations#a", [400]),
        posted("a space", "/v2/video/generations HTTP/1.1 x", [400]),
        posted("a tab", "/v2/video/generations\tx", [400]),
        posted("a NUL", "/v2/video/generations\0", [400]),
        posted("a DEL", "/v2/video/generations\u{7F}", [400]),
        posted("letters beyond ASCII", "/v2/vídeo/generations", [400]),
        posted("capital letters", "/V2/Video/Generations", [404]),
        posted("another POST of the provider", "/v1/chat/completions", [404]),
        posted("a POST to what is read", "/v2/billing", [405]),
        posted(
            "a long target", "/v2/video/generations?" + String(repeating: "a", count: 20_000),
            [431]),
        RawRequest(
            "overlong UTF-8 for a slash",
            bytes: Array("POST /v2".utf8) + [0xC0, 0xAF]
                + Array(post("video/generations").utf8.dropFirst(5)), [400]),
        RawRequest(
            "CONNECT", "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n",
            [0, 400]),
        RawRequest("OPTIONS *", "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", [400]),
        RawRequest(
            "TRACE", "TRACE /v2/video/generations HTTP/1.1\r\nHost: localhost\r\n\r\n", [405]),
    ]

    private static func sent(to host: String, _ statuses: Set<Int>) -> RawRequest {
        RawRequest("host '\(host)'", post(host: "Host: \(host)"), statuses)
    }

    static let hosts: [RawRequest] = [
        RawRequest("no host", post(host: ""), [400]),
        RawRequest("two hosts", post("/v2/video/generations", "Host: localhost\r\n"), [400]),
        RawRequest(
            "a second, other host", post("/v2/video/generations", "Host: evil.example\r\n"), [400]),
        sent(to: "", [400]), sent(to: "evil.example", [421]),
        sent(to: "localhost@evil.example", [421]), sent(to: "localhost/evil", [421]),
        sent(to: "localhost,evil.example", [421]), sent(to: "localhost:x", [421]),
        sent(to: "localhost:80:80", [421]), sent(to: "localhost evil", [421]),
        sent(to: "localhost\t:80", [421]), sent(to: "127.0.0.1.nip.io", [421]),
        sent(to: "[::1", [421]), sent(to: "http://localhost", [421]),
    ]
}
