import Accounting
import LedgerStore
import TestSupport
import Testing

@Suite struct HoldTests {
    @Test func aHoldIsReadBackAndReplayedAndMovesNoMoney() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("10"), at: .start)
        let id = try await fixture.accepted("2.00")
        let before = try fixture.holding(of: "all")
        let quotedCharge = Charge(
            usd: .dollars("1.95"), credits: 3_900_001, source: .submit, remark: "they disagree")
        let recorded = try #require(
            try await fixture.ledger.record(.held(quotedCharge), of: id, at: .start))
        #expect(recorded.submission.state == .accepted)
        #expect(recorded.alerts == [])
        #expect(try fixture.another().submission(id)?.quotedCharge == quotedCharge)
        #expect(try fixture.holding(of: "all") == before)
        #expect(try fixture.kinds().last == "hold")
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func whatIsOverTakesNoHold() async throws {
        let fixture = try TestLedger()
        let id = try await fixture.accepted("2.00")
        try await fixture.settle(id, "1.00")
        let quotedCharge = Charge(usd: .dollars("1.95"), source: .submit)
        #expect(try await fixture.ledger.record(.held(quotedCharge), of: id, at: .start) == nil)
    }
}
