/// Start lines and headers that are none, and headers that one request may not have.
extension RawRequest {
    private static func headed(_ name: String, _ headers: String, _ statuses: Set<Int>)
        -> RawRequest
    {
        RawRequest(name, post("/v2/video/generations", headers), statuses)
    }

    private static func started(_ name: String, _ line: String, _ statuses: Set<Int>) -> RawRequest
    {
        RawRequest(
            name, "\(line)\r\nHost: localhost\r\nContent-Length: \(count)\r\n\r\n\(body)", statuses)
    }

    static let heads: [RawRequest] = [
        started("no version", "POST /v2/video/generations", [0, 400]),
        started("HTTP/0.9", "POST /v2/video/generations HTTP/0.9", [0, 400]),
        started("HTTP/1.2", "POST /v2/video/generations HTTP/1.2", [0, 400]),
        started("HTTP/1.10", "POST /v2/video/generations HTTP/1.10", [0, 400]),
        started("HTTP/2.0", "POST /v2/video/generations HTTP/2.0", [0, 400]),
        started("http/1.1", "POST /v2/video/generations http/1.1", [0, 400]),
        started("a method in small letters", "post /v2/video/generations HTTP/1.1", [0, 400]),
        started("no method of HTTP", "SUBMIT /v2/video/generations HTTP/1.1", [0, 400]),
        started("a space before the method", " POST /v2/video/generations HTTP/1.1", [0, 400]),
        started("a space behind the version", "POST /v2/video/generations HTTP/1.1 ", [0, 400]),
        started("another protocol", "POST /v2/video/generations FTP/1.1", [0, 400]),
        RawRequest("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", [0, 400]),
        RawRequest(
            "the start of TLS", bytes: [0x16, 3, 1, 0, 4, 1, 0, 0, 0, 0x0D, 0x0A, 0x0D, 0x0A],
            [0, 400]),
        RawRequest("NULs", bytes: [UInt8](repeating: 0, count: 100), [0, 400]),
        RawRequest("half a head", "POST /v2/video/gen", [0, 400]).endingAtOnce,
        headed("a header without a colon", "no colon\r\n", [400]),
        headed("a header without a name", ": value\r\n", [400]),
        headed("a name with a space", "a b: c\r\n", [400]),
        headed("a name beyond ASCII", "ä: c\r\n", [400]),
        headed("a NUL in a value", "A: b\0c\r\n", [400]),
        headed("a CR in a value", "A: b\rHost: evil.example\r\n", [400]),
        headed("a control character in a value", "A: b\u{1}c\r\n", [400]),
        headed("a folded line", "A: b\r\n c\r\n", [400]),
        headed("a long header", "A: \(String(repeating: "a", count: 17_000))\r\n", [431]),
        headed(
            "many long headers",
            String(repeating: "A: \(String(repeating: "a", count: 1000))\r\n", count: 17), [431]),
        headed("many short headers", String(repeating: "A: a\r\n", count: 150), [431]),
    ]

    static let headers: [RawRequest] = [
        headed("two keys", "Authorization: Bearer a\r\nAuthorization: Bearer b\r\n", [400]),
        headed("two types", "content-type: application/json\r\n", [400]),
        headed("two idempotency keys", "Idempotency-Key: a\r\nidempotency-key: b\r\n", [400]),
        headed("two projects", "x-bursar-project: a\r\nX-Bursar-Project: b\r\n", [400]),
        headed("two bounds", "x-bursar-max-cost-usd: 1\r\nx-bursar-max-cost-usd: 9\r\n", [400]),
        headed("a compressed body", "Content-Encoding: gzip\r\n", [415]),
        headed("another expectation", "Expect: 200-ok\r\n", [417]),
        headed("a page of another site", "Origin: https://evil.example\r\n", [403]),
        headed("a page without an origin", "Origin: null\r\n", [403]),
        headed("another site, as the browser says", "Sec-Fetch-Site: cross-site\r\n", [403]),
        RawRequest("a form", post(type: "multipart/form-data; boundary=x"), [415]),
        RawRequest("plain text", post(type: "text/plain"), [415]),
        RawRequest("an upload of a page", post(type: "multipart/form-data; boundary=a"), [415]),
        RawRequest(
            "a browser that asks whether it may",
            "OPTIONS /v2/video/generations HTTP/1.1\r\nHost: localhost\r\n"
                + "Access-Control-Request-Method: POST\r\n\r\n", [405]),
        RawRequest(
            "another method in a header",
            get("/v1/models", "X-HTTP-Method-Override: POST\r\n"), [200]),
        RawRequest(
            "another path in a header",
            get("/v1/models", "X-Original-URL: /v2/video/generations?\(smuggled)\r\n"), [200]),
    ]
}
