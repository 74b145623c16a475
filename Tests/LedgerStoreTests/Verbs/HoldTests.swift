import Accounting
import LedgerStore
import Testing

@Suite struct HoldTests {
    @Test func aHoldIsReadBackAndReplayedAndMovesNoMoney() throws {
        let book = try Book()
        try book.ledger.set(.money("10"), at: .start)
        let id = try book.accepted("2.00")
        let before = try book.holding(of: "all")
        let hold = Charge(
            usd: .dollars("1.95"), credits: 3_900_001, source: .submit, remark: "they disagree")
        let recorded = try #require(try book.ledger.record(.held(hold), of: id, at: .start))
        #expect(recorded.submission.state == .accepted)
        #expect(recorded.alerts == [])
        #expect(try book.another().submission(id)?.hold == hold)
        #expect(try book.holding(of: "all") == before)
        #expect(try book.kinds().last == "hold")
        #expect(try book.ledger.verify().problems == [])
    }

    @Test func whatIsOverTakesNoHold() throws {
        let book = try Book()
        let id = try book.accepted("2.00")
        try book.settle(id, "1.00")
        let hold = Charge(usd: .dollars("1.95"), source: .submit)
        #expect(try book.ledger.record(.held(hold), of: id, at: .start) == nil)
    }
}
