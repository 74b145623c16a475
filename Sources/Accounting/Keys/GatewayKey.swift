/// A key of the gateway: who may submit through it, and until when.
///
/// Its name belongs to it until it is revoked, also when it has expired. After that another key may
/// have the name; what was submitted stays filed under it.
///
///     key.state(at: now)      // .expired
package struct GatewayKey: Hashable, Sendable {
    /// What becomes of a request with the key. Of several, the last one that applies.
    package enum State: String, CaseIterable, Sendable {
        case usable, expired, revoked
    }

    package let name: Name
    /// The project of all that it submits; nil for any.
    package let project: Name?
    /// Whether it sees and changes what belongs to others.
    package let isAdmin: Bool
    package let createdAt: Instant
    /// The first instant at which it is refused; nil for never.
    package let expiresAt: Instant?
    /// When it was revoked; nil while it is not.
    package let revokedAt: Instant?

    package init(
        name: Name, project: Name?, isAdmin: Bool, createdAt: Instant, expiresAt: Instant?,
        revokedAt: Instant?
    ) {
        self.name = name
        self.project = project
        self.isAdmin = isAdmin
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
    }

    /// A key that was made a moment ago.
    package init(_ grant: KeyGrant, createdAt: Instant) {
        self.init(
            name: grant.name, project: grant.project, isAdmin: grant.isAdmin, createdAt: createdAt,
            expiresAt: grant.expiresAt, revokedAt: nil)
    }

    /// A revocation holds as soon as it is recorded, whatever it is dated: entries of a journal are
    /// dated no earlier than the ones before them, and this machine's clock may be behind.
    package func state(at instant: Instant) -> State {
        if revokedAt != nil { return .revoked }
        guard let expiresAt, expiresAt <= instant else { return .usable }
        return .expired
    }

    package func isUsable(at instant: Instant) -> Bool { state(at: instant) == .usable }
}
