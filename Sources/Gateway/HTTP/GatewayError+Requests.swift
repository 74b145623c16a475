import HTTPTypes
import Text

/// What is said of requests that go nowhere, whatever is in their body. Nothing was sent upstream.
extension GatewayError {
    /// The last answer of its connection: what follows may have been meant as a part of it.
    package static func malformed(_ message: String, parameter: String? = nil) -> GatewayError {
        GatewayError(
            status: 400, kind: .invalidRequest, code: "malformed_request", message: message,
            parameter: parameter, headers: [.connection: "close"])
    }

    /// The parser stops in the middle of it, so nothing can follow on the connection.
    static func headTooLarge(bytes: Int, headers: Int) -> GatewayError {
        GatewayError(
            status: 431, kind: .invalidRequest, code: "head_too_large",
            message: "the head of the request is too large: its target and its headers may have"
                + " \(bytes) bytes together, in at most \(headers) headers; shorten them",
            headers: [.connection: "close"])
    }

    static func misdirected(host: String) -> GatewayError {
        GatewayError(
            status: 421, kind: .invalidRequest, code: "misdirected_request",
            message: "this gateway does not answer to the host '\(shown(host))'; use its IP "
                + "address, localhost, or a name that was given when it was started",
            parameter: "host")
    }

    static func crossSite(_ header: String, _ value: String) -> GatewayError {
        GatewayError(
            status: 403, kind: .permission, code: "cross_site_request",
            message: "a page of another site may not use this gateway "
                + "(\(header): \(shown(value))); call it from a program, or from its own pages",
            parameter: header)
    }

    static func otherMethod(_ method: String, allowed: String) -> GatewayError {
        GatewayError(
            status: 405, kind: .invalidRequest, code: "method_not_allowed",
            message: "this path does not take \(shown(method)), only \(allowed)",
            headers: [.allow: allowed])
    }

    static func unsupported(_ code: String, _ message: String, parameter: String) -> GatewayError {
        GatewayError(
            status: 415, kind: .invalidRequest, code: code, message: message,
            parameter: parameter)
    }

    static func unknownPath(_ path: String) -> GatewayError {
        GatewayError(
            status: 404, kind: .notFound, code: "unknown_path",
            message: "there is nothing at '\(shown(path))'; videos are generated at "
                + "/v2/video/generations")
    }

    /// A POST that would spend money past every budget.
    static func unmeteredPath(_ path: String) -> GatewayError {
        GatewayError(
            status: 404, kind: .notFound, code: "unmetered_path",
            message: "POST '\(shown(path))' is not passed on, because what it costs is not counted "
                + "and no budget would hold it; videos are generated at /v2/video/generations, and "
                + "who runs the gateway can allow this path")
    }

    /// Text of the request, at most 100 characters of it, without what steers a terminal.
    static func shown(_ text: String) -> String {
        BoundedText.text(TerminalText.escaped(text), limit: 100)
    }
}
