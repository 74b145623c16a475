/// Bodies that are not one JSON object, and what follows a request on its connection.
extension RawRequest {
    private static func sent(_ name: String, _ body: String) -> RawRequest {
        RawRequest(name, post(body: body), [400])
    }

    private static func sent(_ name: String, bytes: [UInt8]) -> RawRequest {
        RawRequest(name, bytes: Array(post(body: "", length: bytes.count).utf8) + bytes, [400])
    }

    static let bodies: [RawRequest] = [
        sent("nothing", ""), sent("no JSON", "model=a"), sent("an array", "[\(body)]"),
        sent("a string", "\"a\""), sent("half an object", String(body.dropLast())),
        sent("two objects", body + body), sent("an object and a byte", body + "x"),
        sent("a key twice", #"{"model":"a","model":"b"}"#),
        sent("a key twice, once escaped", #"{"mode":"std","m\u006fde":"pro"}"#),
        sent("a key twice below", #"{"model":"a","x":{"y":1,"y":2}}"#),
        sent(
            "100 levels",
            #"{"model":"a","x":"# + String(repeating: "[", count: 100)
                + String(repeating: "]", count: 100) + "}"),
        sent("a comment", #"{"model":"a"/* mode */}"#),
        sent("a comma too many", #"{"model":"a",}"#),
        sent("no number", #"{"model":"a","duration":NaN}"#),
        sent("a number with zeros", #"{"model":"a","duration":007}"#),
        sent("single quotes", "{'model':'a'}"), sent("half a pair", #"{"model":"\ud800"}"#),
        sent("a line end in a string", "{\"model\":\"a\n\"}"),
        sent("a NUL behind", bytes: Array(body.utf8) + [0]),
        sent("no UTF-8", bytes: Array(#"{"model":""#.utf8) + [0xFF, 0xFE] + Array(#""}"#.utf8)),
        sent("UTF-16", bytes: [0xFE, 0xFF] + body.utf8.flatMap { [0, $0] }),
        sent("a mark of byte order", bytes: [0xEF, 0xBB, 0xBF] + Array(body.utf8)),
    ]

    static let connections: [RawRequest] = [
        RawRequest(
            "a request behind the last",
            post("/v2/video/generations", "Connection: close\r\n") + hidden, [200],
            submissions: 1),
        RawRequest(
            "a request behind the last of HTTP/1.0",
            "POST /v2/video/generations HTTP/1.0\r\nHost: localhost\r\nContent-Length: \(count)\r\n\r\n"
                + body + hidden, [200], submissions: 1),
        RawRequest(
            "a request behind an upgrade",
            get("/healthz", "Connection: Upgrade\r\nUpgrade: websocket\r\n") + hidden, [200]),
        RawRequest(
            "a request behind an upgrade to HTTP/2",
            post(
                "/v2/video/generations",
                "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"
            )
                + hidden, [200], submissions: 1),
        RawRequest(
            "a request in a body that nobody reads",
            post("/v1/chat/completions", body: hidden + hidden, length: 100_000), [404]),
        RawRequest(
            "a request behind one that is no HTTP", post("http://localhost/") + hidden, [400]),
        RawRequest(
            "a request behind a body of two objects", post(body: body + hidden), [400]),
        RawRequest("empty lines before", "\r\n\r\n" + post(), [200, 400], submissions: 1),
    ]
}
