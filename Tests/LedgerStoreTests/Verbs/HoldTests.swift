import Accounting
import LedgerStore
import Testing

@Suite struct HoldTests {
    @Test func aHoldIsReadBackAndReplayedAndMovesNoMoney() throws {
        let fixture = try TestLedger()
        try fixture.ledger.set(.money("10"), at: .start)
        let id = try fixture.accepted("2.00")
        let before = try fixture.holding(of: "all")
        let quotedCharge = Charge(
            usd: .dollars("1.95"), credits: 3_900_001, source: .submit, remark: "they disagree")
        let recorded = try #require(
            try fixture.ledger.record(.held(quotedCharge), of: id, at: .start))
        #expect(recorded.submission.state == .accepted)
        #expect(recorded.alerts == [])
        #expect(try fixture.another().submission(id)?.quotedCharge == quotedCharge)
        #expect(try fixture.holding(of: "all") == before)
        #expect(try fixture.kinds().last == "hold")
        #expect(try fixture.ledger.verify().problems == [])
    }

    @Test func whatIsOverTakesNoHold() throws {
        let fixture = try TestLedger()
        let id = try fixture.accepted("2.00")
        try fixture.settle(id, "1.00")
        let quotedCharge = Charge(usd: .dollars("1.95"), source: .submit)
        #expect(try fixture.ledger.record(.held(quotedCharge), of: id, at: .start) == nil)
    }
}
