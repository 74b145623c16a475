import LosslessJSON

/// One HTTP answer as a value, and how it is to be brought to the wire.
package struct SandboxAnswer: Hashable, Sendable {
    package var status: Int
    package var headers: [Header]
    package var body: [UInt8]
    package var delivery = Delivery.whole

    package struct Header: Hashable, Sendable {
        package let name: String
        package let value: String
    }

    /// What happens to the answer on its way.
    package enum Delivery: Hashable, Sendable {
        case whole
        /// The first half of the body, then the connection closes.
        case torn
        /// No byte at all: the connection is reset.
        case reset
        /// No byte at all, and the connection stays open.
        case hang
        /// The whole answer, late.
        case late(Duration)
        /// The body, so many bytes of `x`, and the end of the JSON.
        case padded(bytes: Int, end: String)
    }

    init(status: Int, contentType: String = "application/json; charset=utf-8", text: String) {
        self.status = status
        headers = [Header(name: "content-type", value: contentType)]
        body = Array(text.utf8)
    }

    init(status: Int = 200, json: JSON) {
        self.init(status: status, text: json.compactText)
    }

    mutating func add(header name: String, _ value: String) {
        headers.append(Header(name: name, value: value))
    }

    /// Puts a member at the end of the object that the body is, as the text stands.
    mutating func append(member text: String) {
        body.removeLast()
        body += Array(",\(text)}".utf8)
    }

    /// What a proxy in front of the provider says in its place.
    static func html(status: Int) -> SandboxAnswer {
        SandboxAnswer(
            status: status, contentType: "text/html; charset=utf-8",
            text: "<!DOCTYPE html>\n<html><head><title>\(status)</title></head>"
                + "<body><h1>Error \(status)</h1><p>cloudflare</p></body></html>\n")
    }

    static func null(status: Int) -> SandboxAnswer { SandboxAnswer(status: status, json: .null) }

    static func empty(status: Int) -> SandboxAnswer {
        var answer = SandboxAnswer(status: status, text: "")
        answer.headers = []
        return answer
    }
}
