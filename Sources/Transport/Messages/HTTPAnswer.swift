/// An answer as it came off the wire, before it is interpreted.
package struct HTTPAnswer: Sendable, Hashable {
    package enum Body: Sendable, Hashable {
        case complete([UInt8])
        /// The connection or the time ended before the body did.
        case cut
        /// Longer than ``HTTPAnswer/bodyLimit``; the rest was not read.
        case tooLarge
        /// In a content-coding that cannot be undone here.
        case coded(String)
    }

    /// Bytes of the longest answer that is read, where a question does not name its own bound.
    package static let longestBody = 1 << 20

    package let status: Int
    /// Names in lower case; the first value where a name comes twice.
    package let headers: [String: String]
    package let body: Body
    /// Bytes beyond which this answer's body was not read.
    package let bodyLimit: Int

    package init(
        status: Int, headers: [String: String], body: Body,
        bodyLimit: Int = HTTPAnswer.longestBody
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.bodyLimit = bodyLimit
    }

    package var isSuccess: Bool { (200..<300).contains(status) }

    /// True for HTML, by its label or by its first character.
    package var isPage: Bool {
        guard case .complete(let bytes) = body else { return false }
        return headers["content-type"]?.lowercased().contains("html") == true
            || bytes.first { !($0 == 0x20 || (0x09...0x0D) ~= $0) } == UInt8(ascii: "<")
    }

    /// What is wrong with a body that is no JSON object, to follow the words "its body is".
    package var bodyFailure: String {
        switch body {
        case .cut: "cut off"
        case .tooLarge: "longer than \(bodyLimit >> 20) MiB"
        case .coded(let coding): "in the content-coding '\(coding)', which was not asked for"
        case .complete([]): "empty"
        case .complete: isPage ? "a web page" : "not a JSON object"
        }
    }
}

/// All that is known once an exchange with the provider is over.
package enum Exchange: Sendable, Hashable {
    /// No status line came. `bodyStarted` tells whether a byte of the request's body was handed out.
    case failed(TransportFailure, bodyStarted: Bool)
    case answered(HTTPAnswer)
}
