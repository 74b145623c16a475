import HTTPTypes

extension RequestCheck {
    /// How the body would have to be taken apart before it is one.
    func coding(of headers: HTTPFields) -> GatewayError? {
        if let coding = headers[.contentEncoding], coding.lowercased() != "identity" {
            return .unsupported(
                "unsupported_content_encoding",
                "the content-encoding '\(GatewayError.shown(coding))' is not taken; send the body "
                    + "as it is", parameter: "content-encoding")
        }
        if let expected = headers[.expect], expected.lowercased() != "100-continue" {
            return GatewayError(
                status: 417, kind: .invalidRequest, code: "expectation_failed",
                message: "the expectation '\(GatewayError.shown(expected))' cannot be met, only "
                    + "100-continue", parameter: "expect")
        }
        return nil
    }

    /// An order and a command are JSON. What a form of a web page can send without asking is not; a program that says
    /// nothing else sends it under the name of a form, as `curl -d` does.
    func content(of request: HTTPRequest, to path: GatewayPath) -> GatewayError? {
        guard [.generations, .newSubmission, .commands].contains(path), request.method == .post,
            let type = request.headerFields[.contentType], !RequestCheck.isJSON(type)
        else { return nil }
        let isOfPage =
            request.headerFields.contains(.origin) || request.headerFields.contains(.secFetchSite)
        if !isOfPage, type.lowercased() == "application/x-www-form-urlencoded" { return nil }
        return .unsupported(
            "unsupported_media_type",
            "the content-type '\(GatewayError.shown(type))' is not taken; send application/json",
            parameter: "content-type")
    }

    /// `application/json` and `application/…+json`, with parameters or without.
    static func isJSON(_ type: String) -> Bool {
        let media = type.prefix { $0 != ";" }.lowercased()
        let name = media.utf8.drop { $0 == 0x20 || $0 == 0x09 }.prefix { $0 > 0x20 }
        let rest = media.utf8[name.endIndex...]
        guard rest.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { return false }
        let text = String(decoding: name, as: UTF8.self)
        return text == "application/json"
            || (text.hasPrefix("application/") && text.hasSuffix("+json"))
    }
}
