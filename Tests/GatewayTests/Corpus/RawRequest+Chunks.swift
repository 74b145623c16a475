/// Bodies in chunks whose sizes are not what they seem.
extension RawRequest {
    private static func chunked(_ name: String, _ body: String, _ statuses: Set<Int>) -> RawRequest
    {
        RawRequest(
            name,
            post(
                "/v2/video/generations", "Transfer-Encoding: chunked\r\n", body: body, length: nil),
            statuses)
    }

    private static let size = String(body.utf8.count, radix: 16)

    static let chunks: [RawRequest] = [
        chunked("a negative size", "-1\r\n\(body)\r\n0\r\n\r\n", [400]),
        chunked("a size with 0x", "0x\(size)\r\n\(body)\r\n0\r\n\r\n", [400]),
        chunked(
            "a size beyond 64 bits",
            "1\(String(repeating: "0", count: 16))\(size)\r\n\(body)\r\n0\r\n\r\n", [400]),
        chunked("an empty size", "\r\n\(body)\r\n0\r\n\r\n", [400]),
        chunked("a size with a space before", " \(size)\r\n\(body)\r\n0\r\n\r\n", [400]),
        chunked("a size with an underscore", "7_b\r\n\(body)\r\n0\r\n\r\n", [400]),
        chunked("a size that ends in LF", "\(size)\n\(body)\r\n0\r\n\r\n", [400]),
        chunked("a size that ends in CR", "\(size)\r\(body)\r\n0\r\n\r\n", [400]),
        chunked("an extension with LF in it", "\(size);a\nb\r\n\(body)\r\n0\r\n\r\n", [400]),
        chunked("an extension with CR in it", "\(size);a\rb\r\n\(body)\r\n0\r\n\r\n", [400]),
        chunked("a chunk that is longer than its size", "5\r\n\(body)\r\n0\r\n\r\n", [400]),
        chunked("a chunk without an end", "\(size)\r\n\(body)0\r\n\r\n", [400]),
        chunked("a chunk that ends in LF", "\(size)\r\n\(body)\n0\r\n\r\n", [400]),
        chunked("a last chunk that ends in LF", "\(size)\r\n\(body)\r\n0\n\n", [400]),
        chunked("no last chunk", "\(size)\r\n\(body)\r\n", [0, 400]).endingAtOnce,
        chunked("half a chunk", "\(size)\r\n{", [0, 400]).endingAtOnce,
        chunked("no end of the trailers", "\(size)\r\n\(body)\r\n0\r\n", [0, 400]).endingAtOnce,
        chunked("a body over the limit", "5000000\r\n{", [0, 400, 413]).endingAtOnce,
        chunked("a trailer that is none", "\(size)\r\n\(body)\r\n0\r\nno colon\r\n\r\n", [400]),
    ]
}
