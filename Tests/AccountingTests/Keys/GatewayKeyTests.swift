import Accounting
import Testing

/// What becomes of a request with a key, by its end and its revocation.
@Suite struct GatewayKeyTests {
    private static let made = Instant("2026-11-21T09:30:00Z")!

    static let states: [(expires: Int?, revoked: Int?, asked: Int, state: GatewayKey.State)] = [
        (nil, nil, 0, .usable), (nil, nil, 1_000_000_000, .usable),
        (60, nil, 59, .usable), (60, nil, 60, .expired), (60, nil, 61, .expired),
        (nil, 30, 30, .revoked), (nil, 30, 31, .revoked), (60, 30, 90, .revoked),
        (60, 90, 100, .revoked),
        // A revocation may be dated ahead of a clock that is behind.
        (nil, 30, 29, .revoked), (60, 90, 0, .revoked),
        // Nor does a key wait for the date on which it was made.
        (nil, nil, -5, .usable), (60, nil, -5, .usable),
    ]

    @Test(arguments: states)
    func aKeyIsUsableUntilItExpiresOrIsRevoked(
        expires: Int?, revoked: Int?, asked: Int, state: GatewayKey.State
    ) {
        let made = Self.made
        let key = GatewayKey(
            name: "studio", project: nil, isAdmin: false, createdAt: made,
            expiresAt: expires.map { made.advanced(bySeconds: $0) },
            revokedAt: revoked.map { made.advanced(bySeconds: $0) })
        let instant = made.advanced(bySeconds: asked)
        #expect(key.state(at: instant) == state)
        #expect(key.isUsable(at: instant) == (state == .usable))
    }

    @Test func aKeyHasWhatItWasMadeFor() {
        let grant = KeyGrant(
            name: "studio", project: "spring", isAdmin: true,
            expiresAt: Self.made.advanced(bySeconds: 60))
        let key = GatewayKey(grant, createdAt: Self.made)
        #expect(key.name == grant.name && key.project == grant.project && key.isAdmin)
        #expect(key.expiresAt == grant.expiresAt && key.createdAt == Self.made)
        #expect(key.revokedAt == nil)
    }

    /// They are printed in documents.
    @Test func theNamesOfStatesStayAsTheyAre() {
        #expect(GatewayKey.State.allCases.map(\.rawValue) == ["usable", "expired", "revoked"])
    }
}
