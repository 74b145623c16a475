package import HTTPTypes

/// What is wrong with the head of a request, before anything is read of its body.
///
/// Checked in this order: what makes its end doubtful, where it was sent, who sent it, and last
/// what its body is. So a refusal names the gravest.
package struct RequestCheck: Sendable {
    private let hosts: HostNames

    package init(hosts: HostNames) { self.hosts = hosts }

    /// Nil when the request may be served.
    package func refusal(of request: HTTPRequest, to path: GatewayPath) -> GatewayError? {
        repetition(in: request) ?? framing(of: request.headerFields) ?? host(of: request)
            ?? origin(of: request, to: path) ?? method(of: request, to: path)
            ?? coding(of: request.headerFields) ?? content(of: request, to: path)
    }

    /// Headers of which two would let two programs read two different requests.
    private static let once: Set<String> = [
        "authorization", "content-encoding", "content-length", "content-type", "expect", "host",
        "idempotency-key", "origin", "sec-fetch-site", "transfer-encoding",
    ]

    /// The first `Host` is the request's authority, and any further one is among its headers.
    private func repetition(in request: HTTPRequest) -> GatewayError? {
        var seen: Set<String> = request.authority == nil ? [] : ["host"]
        for field in request.headerFields {
            let name = field.name.canonicalName
            guard RequestCheck.once.contains(name) || name.hasPrefix("x-bursar-") else { continue }
            if !seen.insert(name).inserted {
                return .malformed(
                    "the header \(GatewayError.shown(name)) is there more than once; send it once",
                    parameter: GatewayError.shown(name))
            }
        }
        return nil
    }

    private func framing(of headers: HTTPFields) -> GatewayError? {
        if let coding = headers[.transferEncoding] {
            if headers.contains(.contentLength) {
                return .malformed(
                    "content-length and transfer-encoding stand beside each other; send one of "
                        + "them", parameter: "transfer-encoding")
            }
            if coding.lowercased() != "chunked" {
                return GatewayError(
                    status: 501, kind: .invalidRequest, code: "unsupported_transfer_encoding",
                    message: "the transfer-encoding '\(GatewayError.shown(coding))' is not taken, "
                        + "only chunked", parameter: "transfer-encoding",
                    headers: [.connection: "close"])
            }
        }
        if let length = headers[.contentLength], !RequestCheck.isLength(length) {
            return .malformed(
                "the content-length '\(GatewayError.shown(length))' is no number of bytes",
                parameter: "content-length")
        }
        return nil
    }

    /// Digits, so many as every program can add up.
    private static func isLength(_ text: String) -> Bool {
        (1...18).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39) ~= $0 }
    }

    private func host(of request: HTTPRequest) -> GatewayError? {
        guard let host = request.authority, !host.isEmpty else {
            return .malformed("the header host is missing", parameter: "host")
        }
        return hosts.contains(host) ? nil : .misdirected(host: host)
    }

    private func method(of request: HTTPRequest, to path: GatewayPath) -> GatewayError? {
        let text = (request.path ?? "").prefix { $0 != "?" }
        return path.refusal(method: request.method.rawValue, path: String(text))
            .map { refusal in
                // Browsers ask by it whether a page of another site may: never.
                request.method == .options && refusal.status != 400
                    ? .otherMethod("OPTIONS", allowed: refusal.headers[.allow] ?? "GET, POST")
                    : refusal
            }
    }
}
