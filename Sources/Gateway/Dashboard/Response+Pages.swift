import HTTPTypes
import Hummingbird
import NIOCore
import Reporting

extension Response {
    /// A page for a browser: it may fetch the gateway's own style and script, ask the gateway, and nothing
    /// else; nobody keeps it, and no other page may show it.
    init(page text: String, status: HTTPResponse.Status = .ok) {
        self.init(
            status: status,
            headers: [
                .contentType: "text/html; charset=utf-8", .cacheControl: "no-store",
                .contentSecurityPolicy: Response.policy, .xContentTypeOptions: "nosniff",
                .referrerPolicy: "same-origin", .frameOptions: "DENY",
                .openerPolicy: "same-origin",
            ], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    private static let policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
        + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    /// What went wrong, for somebody who reads a page: where a key is missing, the form that takes one.
    ///
    /// - Parameter path: of the page that was asked for.
    init(page error: GatewayError, at path: String) {
        if error.status == 401 {
            let failure = error.code == "missing_key" ? nil : SignInController.words(error)
            self.init(
                page: SignInPage(
                    failure: failure, next: path, advice: SignInController.advice
                ).text, status: .unauthorized)
            return
        }
        let title =
            switch error.status {
            case 400: "This cannot be shown"
            case 403: "This belongs to others"
            case 404: "Not found"
            case 413: "Too large"
            case 503: "Not available now"
            default: "It did not work"
            }
        self.init(
            page: ProblemPage(title: title, message: error.message).text,
            status: HTTPResponse.Status(code: error.status))
    }
}

extension HTTPField.Name {
    static let referrerPolicy = HTTPField.Name("referrer-policy")!
    static let frameOptions = HTTPField.Name("x-frame-options")!
    static let openerPolicy = HTTPField.Name("cross-origin-opener-policy")!
}
