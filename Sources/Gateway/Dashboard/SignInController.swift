import Accounting
import HTTPTypes
import Hummingbird
import LedgerStore
import Metering
import NIOCore
import Reporting
import Text

/// Takes the key of somebody at a browser, and forgets it again.
struct SignInController: Sendable {
    let keys: KeyCheck
    let isLocal: Bool
    /// Whether the browser may be told to send its cookie over TLS alone.
    let isEncrypted: Bool
    let now: Instant

    /// Of a form: a key has 56 bytes.
    static var limits: BodyLimits {
        var limits = BodyLimits()
        limits.longestBytes = 4096
        return limits
    }

    /// The form, empty.
    var page: Response { Response(page: SignInPage(advice: SignInController.advice).text) }

    static let advice =
        "Keys are made with bursar keys create NAME. One made with --admin shows everything, another one its"
        + " project."

    /// - Parameter fields: of the request; a session that it has ends where another one begins.
    /// - Throws: ``LedgerError``.
    func response(to form: [UInt8], _ fields: HTTPFields) throws -> Response {
        let items = QueryItems(String(decoding: form, as: UTF8.self))
        let next = SignInController.place(items["next"] ?? "/")
        guard let text = items["key"]?.trimmed else {
            return page(failure: "The form has no key.", next: next, status: .badRequest)
        }
        do {
            _ = try keys.caller(presenting: text, isLocal: isLocal, at: now)
        } catch let error as GatewayError where error.status == 401 {
            return page(
                failure: SignInController.words(error), next: next, status: .unauthorized)
        }
        keys.sessions.end(in: fields)
        var response = SignInController.redirect(to: next)
        if let token = GatewayToken(text) {
            response.headers[.setCookie] = Sessions.field(
                keys.sessions.begin(with: token, at: now), isSecure: isEncrypted)
        } else if keys.onlyKey != nil {
            return page(
                failure: "This gateway serves one command, whose key opens no pages in a browser.",
                next: next, status: .unauthorized)
        }
        return response
    }

    private func page(failure: String, next: String, status: HTTPResponse.Status) -> Response {
        Response(
            page: SignInPage(failure: failure, next: next, advice: SignInController.advice).text,
            status: status)
    }

    func signOut(_ fields: HTTPFields) -> Response {
        keys.sessions.end(in: fields)
        var response = SignInController.redirect(to: "/sign-in")
        response.headers[.setCookie] = Sessions.ended
        return response
    }

    private static func redirect(to path: String) -> Response {
        Response(
            status: .seeOther, headers: [.location: path, .cacheControl: "no-store"],
            body: ResponseBody())
    }

    /// A page of the gateway's own, with what was picked there; anything else is the dashboard.
    private static func place(_ target: String) -> String {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        switch GatewayPath(method: "GET", path: String(parts[0])) {
        case .dashboard:
            guard parts.count == 2, parts[1].utf8.allSatisfy({ (0x21..<0x7F) ~= $0 }),
                (try? DashboardQuery(String(parts[1]))) != nil
            else { return "/" }
            return "/?\(parts[1])"
        case .submissionPage: return String(parts[0])
        default: return "/"
        }
    }

    static func words(_ error: GatewayError) -> String {
        switch error.code {
        case "expired_key": "This key has expired. Ask for another one: bursar keys create."
        case "revoked_key": "This key was revoked. Ask for another one: bursar keys create."
        case "no_keys": "This gateway has no keys, and shows its pages on its own machine alone."
        default: "This is no key of this gateway. Keys begin with bsr_."
        }
    }
}
