/// What a gateway key is made for, before it is made.
package struct KeyGrant: Hashable, Sendable {
    /// What its submissions are filed under, and what a budget's scope may name.
    package let name: Name
    /// The project of all that it submits; nil for any.
    package let project: Name?
    /// Whether it sees and changes what belongs to others.
    package let isAdmin: Bool
    /// The first instant at which it is refused; nil for never.
    package let expiresAt: Instant?

    package init(
        name: Name, project: Name? = nil, isAdmin: Bool = false, expiresAt: Instant? = nil
    ) {
        self.name = name
        self.project = project
        self.isAdmin = isAdmin
        self.expiresAt = expiresAt
    }
}

/// What is kept of a key's token: enough to know it again, and nothing that opens anything.
package struct TokenFingerprint: Hashable, Sendable {
    /// The part of the token that finds its key: 8 hexadecimal digits. It is no secret.
    package let tokenID: String
    /// The SHA-256 of the whole token: 64 hexadecimal digits.
    package let digest: String

    package init(tokenID: String, digest: String) {
        self.tokenID = tokenID
        self.digest = digest
    }
}
