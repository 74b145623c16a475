package import LosslessJSON

/// A request or an answer of HTTP/1.1 as the bytes that have come so far.
///
/// Bodies are as long as `Content-Length` says. Without it a request, a 204 and a 304 have none,
/// and any other answer goes on until the connection ends.
package struct HTTPMessage: Sendable {
    package private(set) var bytes: [UInt8] = []
    /// Of the start line and the headers, with the empty line; nil until they are there.
    private var headLength: Int?
    /// Nil until the head is there, and for an answer that does not say it.
    private var bodyLength: Int?

    package init() {}

    /// Takes more bytes in. Those behind the end of the message belong to it all the same.
    package mutating func append(_ more: some Collection<UInt8>) {
        let begin = max(0, bytes.count - 3)
        bytes.append(contentsOf: more)
        guard headLength == nil,
            let end = bytes[begin...].firstRange(of: Array("\r\n\r\n".utf8))?.upperBound
        else { return }
        headLength = end
        bodyLength = header("content-length").flatMap { Int($0) }
        if bodyLength == nil, status == nil || status == 204 || status == 304 { bodyLength = 0 }
    }

    package var hasHead: Bool { headLength != nil }

    /// Whether the head and all of the body are there; false for an answer without a length.
    package var isWhole: Bool {
        guard let headLength, let bodyLength else { return false }
        return bytes.count >= headLength + bodyLength
    }

    /// The lines of the head, the start line first; none until the head is there.
    package var lines: [String] {
        String(decoding: bytes.prefix(headLength ?? 0), as: UTF8.self)
            .split(separator: "\r\n").map { String($0) }
    }

    /// The start line; empty until the head is there.
    package var startLine: String { lines.first ?? "" }

    /// The headers as they came, in lower case.
    package var headerLines: [String] { lines.dropFirst().map { $0.lowercased() } }

    /// The value of the first header of this name, which is given in lower case.
    package func header(_ name: String) -> String? {
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == name else { continue }
            return String(parts[1].drop { $0 == " " })
        }
        return nil
    }

    /// What an answer's start line says; nil for a request.
    package var status: Int? {
        let words = startLine.split(separator: " ")
        return words.first?.hasPrefix("HTTP/") == true
            ? words.dropFirst().first.flatMap { Int($0) } : nil
    }

    package var body: ArraySlice<UInt8> { headLength.map { bytes[$0...] } ?? [] }
    /// The body as text.
    package var content: String { String(decoding: body, as: UTF8.self) }
    /// The body as JSON; null when it is none.
    package var json: JSON { (try? JSON(parsing: Array(body))) ?? .null }
    /// All of it as text.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The text of an answer. `headers` are whole lines; `length` is said instead of the body's own.
    package static func answer(
        _ status: String, _ body: String = "", _ headers: String = "", length: Int? = nil
    ) -> String {
        "HTTP/1.1 \(status)\r\nContent-Length: \(length ?? body.utf8.count)\r\n\(headers)\r\n\(body)"
    }
}
