import Accounting
import HTTPTypes
import LedgerStore
import Synchronization

/// Browsers that showed a key, and send a cookie since then.
///
/// A cookie is a random text that stands for the key. Which key it is, is known to this process alone: when it
/// ends, all sign in again. The key is looked up for every request, so one that was revoked ends its sessions.
final class Sessions: Sendable {
    private struct Session {
        let token: GatewayToken
        let end: Instant
    }

    private let sessions = Mutex<[String: Session]>([:])

    /// How long one lasts.
    static let seconds = 12 * 3600
    /// How many a key has; the one that would end first makes room.
    private static let mostOfKey = 20
    static let cookie = "bursar_session"

    /// - Returns: what the browser keeps.
    func begin(with token: GatewayToken, at instant: Instant) -> String {
        var generator = SystemRandomNumberGenerator()
        let text = GatewayToken(using: &generator).text
        sessions.withLock { sessions in
            sessions = sessions.filter { $0.value.end > instant }
            let own = sessions.filter { $0.value.token.id == token.id }
            if own.count >= Sessions.mostOfKey,
                let first = own.min(by: { $0.value.end < $1.value.end })
            {
                sessions[first.key] = nil
            }
            sessions[text] = Session(
                token: token, end: instant.advanced(bySeconds: Sessions.seconds))
        }
        return text
    }

    /// The key that a request's cookie stands for; nil without one that lasts.
    func token(in fields: HTTPFields, at instant: Instant) -> GatewayToken? {
        guard let text = Sessions.text(in: fields) else { return nil }
        return sessions.withLock { sessions in
            guard let session = sessions[text], session.end > instant else { return nil }
            return session.token
        }
    }

    func end(in fields: HTTPFields) {
        guard let text = Sessions.text(in: fields) else { return }
        sessions.withLock { $0[text] = nil }
    }

    /// What a browser is told to keep until it is closed. No script reads it, and no other site sends it.
    static func field(_ text: String, isSecure: Bool) -> String {
        "\(cookie)=\(text); Path=/; HttpOnly; SameSite=Strict\(isSecure ? "; Secure" : "")"
    }

    /// What makes a browser forget it.
    static let ended = "\(cookie)=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"

    /// The value of the one cookie of the name; nil where there are two: another site may have set one.
    private static func text(in fields: HTTPFields) -> String? {
        let pairs = fields[values: .cookie].flatMap { $0.split(separator: ";") }
        let values = pairs.compactMap { pair -> Substring? in
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2, sides[0].drop(while: { $0 == " " }) == cookie else {
                return nil
            }
            return sides[1]
        }
        return values.count == 1 ? String(values[0]) : nil
    }
}
