import Accounting
import LedgerStore
import TestSupport
import Testing

/// Where budgets are heading, from what the ledger holds.
@Suite struct OutlookTests {
    /// A book in which every day from the 1st to the 20th cost $2, half of it in `pro`.
    private func fixture() async throws -> TestLedger {
        let fixture = try TestLedger(timeZone: "UTC", at: .at("2026-11-01T00:00:00Z"))
        for day in 1...20 {
            let at = Instant.at("2026-11-\(day < 10 ? "0" : "")\(day)T10:00:00Z")
            for mode in Mode.allCases {
                try await fixture.settle(fixture.accepted("1", at: at, mode: mode), "1", at: at)
            }
        }
        return fixture
    }

    @Test(
        arguments: [
            (Scope.everything, .dollars("2")), (Scope(mode: .pro), .dollars("1")),
            (Scope(key: "ci"), nil),
        ] as [(Scope, USD?)])
    func aBudgetIsHeadingWhereItsOwnScopeIs(scope: Scope, daily: USD?) async throws {
        let fixture = try await fixture()
        try await fixture.ledger.set(.money("1000", scope: scope), at: .start)
        let noon = Instant.at("2026-11-21T12:00:00Z")
        let outlook = try #require(fixture.ledger.outlooks(at: noon).first)
        guard let daily else {
            #expect(outlook.forecast == nil)
            return
        }
        // 20 days are over, half of the 21st and nine more are left.
        let expected = daily.nanos * 20 + daily.nanos * 19 / 2
        #expect(outlook.forecast?.projected == USD(nanos: expected))
        #expect(outlook.forecast?.method == .weekday && outlook.forecast?.days == 20)
    }

    @Test func theKeyOfAGatewayHasAHistoryOfItsOwn() async throws {
        let fixture = try TestLedger(timeZone: "UTC", at: .at("2026-11-01T00:00:00Z"))
        for day in 1...9 {
            let at = Instant.at("2026-11-0\(day)T10:00:00Z")
            for key: Name in ["ci", "person"] {
                let proposal = fixture.proposal("1", at: at, key: key)
                _ = try await fixture.ledger.reserve(proposal, at: at)
                _ = try await fixture.ledger.record(
                    .accepted(generationID: "\(proposal.id)", quotedCharge: nil), of: proposal.id,
                    at: at)
                try await fixture.settle(proposal.id, key == "ci" ? "1" : "50", at: at)
            }
        }
        let history = try fixture.ledger.history(of: Scope(key: "ci"), at: .start)
        #expect(history.firstDay == Day("2026-11-01"))
        #expect(history[Day("2026-11-05")!] == .dollars("1"))
    }

    @Test(arguments: [("45", true), ("59", true), ("60", false), ("30", false)])
    func whatIsHeadingOverItsLimitIsKnownBefore(limit: String, isHeading: Bool) async throws {
        let fixture = try await fixture()
        try await fixture.ledger.set(.money(limit), at: .start)
        let outlook = try #require(
            fixture.ledger.outlooks(at: .at("2026-11-21T00:00:00Z")).first)
        #expect(outlook.forecast?.projected == .dollars("60"))
        #expect(outlook.isHeadingOverLimit == isHeading)
    }

    @Test func allOfTimeIsHeadingNowhere() async throws {
        let fixture = try await fixture()
        try await fixture.ledger.set(.money("100", .total), at: .start)
        #expect(try fixture.ledger.outlooks(at: .start).map(\.forecast) == [nil])
    }
}
