/// Where a body ends, said twice or not at all.
extension RawRequest {
    /// One chunk that holds a whole body, and the last one.
    static let chunked = "\(String(body.utf8.count, radix: 16))\r\n\(body)\r\n0\r\n\r\n"

    private static func coded(_ headers: String, _ body: String = chunked) -> String {
        post("/v2/video/generations", headers, body: body, length: nil)
    }

    static let framing: [RawRequest] = [
        RawRequest(
            "length and chunks",
            post(
                "/v2/video/generations", "Transfer-Encoding: chunked\r\n",
                body: "0\r\n\r\n" + hidden),
            [400]),
        RawRequest(
            "chunks and length",
            coded("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", chunked + hidden), [400]),
        RawRequest(
            "chunked twice", coded("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
            [400]),
        RawRequest(
            "chunked, chunked", coded("Transfer-Encoding: chunked, chunked\r\n"), [400, 501]),
        RawRequest(
            "chunked, then identity",
            coded(
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", chunked + hidden),
            [400]),
        RawRequest(
            "identity, then chunked",
            coded(
                "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n", chunked + hidden),
            [400]),
        RawRequest("gzip, chunked", coded("Transfer-Encoding: gzip, chunked\r\n"), [400, 501]),
        RawRequest("chunked, gzip", coded("Transfer-Encoding: chunked, gzip\r\n"), [400, 501]),
        RawRequest(
            "identity", coded("Transfer-Encoding: identity\r\n", hidden), [400, 501]
        ).endingAtOnce,
        RawRequest("xchunked", coded("Transfer-Encoding: xchunked\r\n"), [400, 501]),
        RawRequest("chunkedx", coded("Transfer-Encoding: chunkedx\r\n"), [400, 501]),
        RawRequest("vertical tab", coded("Transfer-Encoding: \u{B}chunked\r\n"), [400, 501]),
        RawRequest("quoted", coded("Transfer-Encoding: \"chunked\"\r\n"), [400, 501]),
        RawRequest("empty coding", coded("Transfer-Encoding:\r\n", hidden), [400, 501]),
        RawRequest(
            "a space before the colon", coded("Transfer-Encoding : chunked\r\n", chunked), [400]),
        RawRequest(
            "a tab before the colon", coded("Transfer-Encoding\t: chunked\r\n", chunked), [400]),
        RawRequest(
            "chunks in a folded line", coded("X: a\r\n Transfer-Encoding: chunked\r\n", chunked),
            [400]),
        RawRequest(
            "the coding in a folded line", coded("Transfer-Encoding:\r\n chunked\r\n", chunked),
            [400, 501]),
        RawRequest(
            "chunks in HTTP/1.0",
            "POST /v2/video/generations HTTP/1.0\r\nHost: localhost\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n\(chunked)", [400]),
        RawRequest(
            "the same length twice", post("/v2/video/generations", "Content-Length: \(count)\r\n"),
            [400]),
        RawRequest("two lengths", post("/v2/video/generations", "Content-Length: 5\r\n"), [400]),
        RawRequest(
            "a list of lengths", coded("Content-Length: \(count), \(count)\r\n", body), [400]),
        RawRequest("a negative length", coded("Content-Length: -1\r\n", body), [400]),
        RawRequest("a signed length", coded("Content-Length: +\(count)\r\n", body), [400]),
        RawRequest(
            "a hexadecimal length",
            coded("Content-Length: 0x\(String(count, radix: 16))\r\n", body), [400]),
        RawRequest("a length with a space", coded("Content-Length: 1 23\r\n", body), [400]),
        RawRequest("an empty length", coded("Content-Length:\r\n", body), [400]),
        RawRequest("a length in words", coded("Content-Length: many\r\n", body), [400]),
        RawRequest(
            "a length beyond 64 bits", coded("Content-Length: 18446744073709551739\r\n", body),
            [400]),
        RawRequest("a length over the limit", post(length: (64 << 20) + 1), [413]),
        RawRequest("a length that is not reached", post(length: 1000), [0, 400]).endingAtOnce,
        RawRequest("no length and no chunks", coded("", body), [400]),
        RawRequest(
            "a request in the body of a GET",
            get("/healthz", "Content-Length: \(hidden.utf8.count)\r\n") + hidden, [200, 400]),
    ]
}
