import Testing

/// A request as bytes, and what may come of it: one of a corpus of those that are not as they should
/// be. It holds for every server that counts submissions at the video endpoint.
struct RawRequest: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    /// What the first answer may say; 0 stands for a connection that ends without any.
    let statuses: Set<Int>
    /// How many submissions come of it.
    var submissions = 0
    /// Whether the client ends its side behind the bytes; else it waits for an answer before.
    var endsAtOnce = false

    var testDescription: String { name }

    /// A word in what a server must not take for a request, a path or a body of its own.
    static let smuggled = "smuggled"

    init(_ name: String, _ text: String, _ statuses: Set<Int>, submissions: Int = 0) {
        self.init(name, bytes: Array(text.utf8), statuses, submissions: submissions)
    }

    init(_ name: String, bytes: [UInt8], _ statuses: Set<Int>, submissions: Int = 0) {
        self.name = name
        self.bytes = bytes
        self.statuses = statuses
        self.submissions = submissions
    }

    var endingAtOnce: RawRequest {
        var copy = self
        copy.endsAtOnce = true
        return copy
    }

    /// What is sent where nothing is wrong.
    static let body =
        #"{"model":"klingai/video-v3-motion-control","image_url":"https://example.com/i.png","#
        + #""video_url":"https://example.com/v.mp4"}"#

    static let count = body.utf8.count

    /// A whole POST to the video endpoint.
    ///
    /// - Parameters:
    ///   - headers: whole lines, besides `Host` and `Content-Type`.
    ///   - length: what `Content-Length` says; nil leaves it out.
    static func post(
        _ target: String = "/v2/video/generations", _ headers: String = "", host: String? = nil,
        type: String? = "application/json", body: String = body, length: Int? = .max
    ) -> String {
        var lines = ["POST \(target) HTTP/1.1", host ?? "Host: localhost"]
        if let type { lines.append("Content-Type: \(type)") }
        if let length {
            lines.append("Content-Length: \(length == .max ? body.utf8.count : length)")
        }
        return lines.filter { !$0.isEmpty }.joined(separator: "\r\n") + "\r\n\(headers)\r\n\(body)"
    }

    static func get(_ target: String, _ headers: String = "") -> String {
        "GET \(target) HTTP/1.1\r\nHost: localhost\r\n\(headers)\r\n"
    }

    /// A request that hides in another one.
    static let hidden = post("/v2/video/generations?\(smuggled)")

    static let corpus = framing + chunks + targets + hosts + heads + headers + bodies + connections
}
