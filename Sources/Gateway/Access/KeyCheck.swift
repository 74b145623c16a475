import Accounting
import HTTPTypes
import LedgerStore
import Text

/// Finds out on whose behalf a request is made.
struct KeyCheck: Sendable {
    let ledger: Ledger
    let onlyKey: OneOffKey?
    let sessions: Sessions

    /// - Parameters:
    ///   - isLocal: the connection comes from this machine.
    ///   - takesSession: whether a browser's session stands for a key: where something is only read.
    /// - Throws: ``GatewayError`` of status 401; ``LedgerError``.
    func caller(
        of fields: HTTPFields, isLocal: Bool, takesSession: Bool = false, at instant: Instant
    ) throws -> Caller {
        if let text = KeyCheck.token(in: fields) {
            return try caller(presenting: text, isLocal: isLocal, at: instant)
        }
        guard takesSession, let token = sessions.token(in: fields, at: instant) else {
            return try caller(presenting: nil, isLocal: isLocal, at: instant)
        }
        var caller = try caller(presenting: token.text, isLocal: isLocal, at: instant)
        caller.isSignedIn = true
        return caller
    }

    /// - Parameter text: what was shown as a key; nil where none was.
    /// - Throws: ``GatewayError`` of status 401; ``LedgerError``.
    func caller(presenting text: String?, isLocal: Bool, at instant: Instant) throws -> Caller {
        if let onlyKey {
            guard let text, onlyKey.isPresented(by: text) else {
                throw KeyCheck.error("the key is not the one of this command", "invalid_key")
            }
            return Caller(name: onlyKey.name, project: onlyKey.project, isAdmin: false)
        }
        guard let text, let key = try ledger.key(presenting: text) else {
            guard try !ledger.hasKeys() else {
                throw text == nil
                    ? KeyCheck.error("the request shows no key", "missing_key")
                    : KeyCheck.error("the key is none of this gateway", "invalid_key")
            }
            guard isLocal else {
                throw KeyCheck.error(
                    "this gateway has no keys, and serves its own machine alone", "no_keys")
            }
            return .keyless
        }
        switch key.state(at: instant) {
        case .usable: return Caller(name: key.name, project: key.project, isAdmin: key.isAdmin)
        case .expired: throw KeyCheck.error("key '\(key.name)' has expired", "expired_key")
        case .revoked: throw KeyCheck.error("key '\(key.name)' was revoked", "revoked_key")
        }
    }

    /// What stands behind `Bearer` in the one header of the kind; nil without one.
    private static func token(in fields: HTTPFields) -> String? {
        guard let value = fields[.authorization] else { return nil }
        let words = value.split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0].lowercased() == "bearer" else { return nil }
        return String(words[1]).trimmed
    }

    static func error(_ what: String, _ code: String) -> GatewayError {
        GatewayError(
            status: 401, kind: .authentication, code: code,
            message:
                "\(what); send a key of this gateway as 'Authorization: Bearer …' (nothing was sent)",
            parameter: "authorization",
            headers: [.wwwAuthenticate: "Bearer"])
    }
}
