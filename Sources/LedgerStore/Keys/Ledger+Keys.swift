package import Accounting
import GRDB

/// The keys of the gateway.
extension Ledger {
    /// Makes a key, and the token that its owner shows.
    ///
    /// - Parameter makeToken: where tokens come from: random by default. It is asked again where a token's
    ///   id is taken already.
    /// - Returns: the key, and its token, which nothing gives again.
    /// - Throws: ``LedgerError``: of kind `conflict` while a key of the name is in use, `invalid` for one
    ///   that would be expired from the start.
    package func createKey(
        _ grant: KeyGrant, at instant: Instant,
        makeToken: @escaping @Sendable () -> GatewayToken = GatewayToken.random
    ) async throws -> (key: GatewayKey, token: GatewayToken) {
        try await post(at: instant) { [calendar] posting in
            let database = posting.database
            if let other = try KeyRow.inUse(grant.name, in: database) {
                throw LedgerError.taken(other, at: posting.instant, calendar)
            }
            if let expiresAt = grant.expiresAt, expiresAt <= posting.instant {
                throw LedgerError(
                    .invalid,
                    "key '\(grant.name)' would expire on \(calendar.local(expiresAt).minutes), and it"
                        + " is \(calendar.local(posting.instant).minutes) already"
                        + " (\(calendar.identifier))")
            }
            let token = try freeToken(from: makeToken, in: database)
            try posting.post(.keyCreated(grant, token.fingerprint))
            return (GatewayKey(grant, createdAt: posting.instant), token)
        }
    }

    /// Ends a key: the next request that shows it is refused. Its name is free for another one.
    ///
    /// - Throws: ``LedgerError`` of kind `notFound` where there is none, or it was revoked before.
    package func revokeKey(_ name: Name, at instant: Instant) async throws {
        try await post(at: instant) { [calendar] posting in
            if try KeyRow.inUse(name, in: posting.database) != nil {
                try posting.post(.keyRevoked(name: name))
                return
            }
            let past = try KeyRow.revocation(of: name, in: posting.database).map {
                "key '\(name)' was revoked already, on \(calendar.local($0).minutes)"
            }
            throw LedgerError(.notFound, past ?? "there is no key '\(name)'", .listKeys)
        }
    }

    /// Every key there ever was, in the order of their names; those of one name as they were made.
    package func keys() throws -> [GatewayKey] { try file.read(KeyRow.all) }

    /// The key whose token a text is, expired and revoked ones too; nil for any other text.
    ///
    /// It reads one row, and for texts that no token is written like, none.
    package func key(presenting text: String) throws -> GatewayKey? {
        guard let token = GatewayToken(text) else { return nil }
        let digest = token.fingerprint.digest
        guard let found = try file.read({ try KeyRow.find(token.id, in: $0) }),
            ConstantTime.areEqual(found.digest.utf8, digest.utf8)
        else { return nil }
        return found.key
    }

    /// Whether requests have to show a key: one was ever made.
    ///
    /// One that has expired or was revoked counts: neither the end of a day nor the end of the last key may
    /// open a gateway to those without any.
    package func hasKeys() throws -> Bool { try file.read(KeyRow.isAny) }

    /// Of 77,000 tokens two share an id, as likely as not.
    private func freeToken(from makeToken: () -> GatewayToken, in database: Database) throws
        -> GatewayToken
    {
        for _ in 0..<16 {
            let token = makeToken()
            if try KeyRow.find(token.id, in: database) == nil { return token }
        }
        throw LedgerError(
            .invalid, "the random numbers of this machine repeat themselves; no key was made")
    }
}

extension LedgerError {
    fileprivate static func taken(
        _ key: GatewayKey, at instant: Instant, _ calendar: LedgerCalendar
    ) -> LedgerError {
        let end = key.expiresAt.map { ", which expired on \(calendar.local($0).minutes)" }
        return LedgerError(
            .conflict,
            "there is a key '\(key.name)' already\(key.isUsable(at: instant) ? "" : end ?? "")",
            .revokeKey(key.name))
    }
}
