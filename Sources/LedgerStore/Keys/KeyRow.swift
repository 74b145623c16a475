import Accounting
import GRDB

/// The columns of the `gateway_key` table, to and from ``GatewayKey``.
enum KeyRow {
    private static let columns =
        "name, project, is_admin, created_at, expires_at, revoked_at"

    static func insert(
        _ grant: KeyGrant, _ fingerprint: TokenFingerprint, seq: Int64, at instant: Instant,
        in database: Database
    ) throws {
        try database.run(
            """
            INSERT INTO gateway_key (seq, name, project, is_admin, created_at, expires_at,
                token_id, digest)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                seq, grant.name, grant.project, grant.isAdmin, instant.microseconds,
                grant.expiresAt?.microseconds, fingerprint.tokenID, fingerprint.digest,
            ])
    }

    /// False when no key of the name is in use.
    static func revoke(_ name: Name, at instant: Instant, in database: Database) throws -> Bool {
        try database.run(
            "UPDATE gateway_key SET revoked_at = ? WHERE name = ? AND revoked_at IS NULL",
            [instant.microseconds, name])
        return database.changesCount > 0
    }

    /// In the order of their names; those of one name as they were made.
    static func all(in database: Database) throws -> [GatewayKey] {
        try database.rows(
            "SELECT \(columns) FROM gateway_key ORDER BY name, seq", read: key)
    }

    /// The key that has a name now: the one that is not revoked.
    static func inUse(_ name: Name, in database: Database) throws -> GatewayKey? {
        try database.firstRow(
            "SELECT \(columns) FROM gateway_key WHERE name = ? AND revoked_at IS NULL", [name],
            read: key)
    }

    /// When the last key of a name was revoked; nil where none was. It looks at every key.
    static func revocation(of name: Name, in database: Database) throws -> Instant? {
        try database.firstRow("SELECT max(revoked_at) FROM gateway_key WHERE name = ?", [name]) {
            try $0.instantOrNil()
        } ?? nil
    }

    /// The key that a token's id finds, and the digest that its token has.
    static func find(_ tokenID: String, in database: Database) throws
        -> (key: GatewayKey, digest: String)?
    {
        try database.firstRow(
            "SELECT digest, \(columns) FROM gateway_key WHERE token_id = ?", [tokenID]
        ) { reader in
            let digest = try reader.text()
            return (key: try key(from: &reader), digest: digest)
        }
    }

    /// Whether there ever was a key. It looks at one row, however many there are.
    static func isAny(in database: Database) throws -> Bool {
        try database.firstRow(isAnySQL) { try $0.int() } != nil
    }

    static let isAnySQL = "SELECT 1 FROM gateway_key LIMIT 1"

    private static func key(from reader: inout ColumnReader) throws -> GatewayKey {
        GatewayKey(
            name: try reader.name(), project: try reader.nameOrNil(), isAdmin: try reader.bool(),
            createdAt: try reader.instant(), expiresAt: try reader.instantOrNil(),
            revokedAt: try reader.instantOrNil())
    }
}
