package import Accounting
package import LosslessJSON

/// `bursar.keys/1`: every key of the gateway there ever was. Nothing of a token is in it.
package enum KeysDocument {
    package static let schema = "bursar.keys/1"

    package static func json(_ keys: [GatewayKey], asOf instant: Instant) -> JSON {
        [
            "schema": .string(schema),
            "as_of": .instant(instant),
            "keys": .array(keys.map { json($0, asOf: instant) }),
        ]
    }

    private static func json(_ key: GatewayKey, asOf instant: Instant) -> JSON {
        [
            "name": .name(key.name),
            "state": .name(key.state(at: instant)),
            "project": .name(key.project),
            "admin": .bool(key.isAdmin),
            "created_at": .instant(key.createdAt),
            "expires_at": .instant(key.expiresAt),
            "revoked_at": .instant(key.revokedAt),
        ]
    }
}
