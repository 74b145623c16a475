import Accounting
import LedgerStore
import Provider
import Testing

@testable import Metering

@Suite struct LearningTests {
    @Test func theNextReservationCoversWhatWasChargedTwice() async throws {
        let desk = try Desk()
        for number in 1...2 {
            let id = "g\(number)"
            let submission = try await desk.accepted(as: id, number)
            #expect(submission.estimate.usd == Desk.reservation)
            desk.provider.polls(of: id, bring: .answer(.completed(id, usage: .usd("3"))))
            _ = try await desk.follow(submission.id)
        }
        let next = try await desk.submit(3).submission.estimate
        #expect(next.usd == "3" && next.priceSource == "learned" && next.unitPrice == "0.3")
        #expect(try desk.ledger.verify().problems == [])
        // Another process has seen it as well.
        let book = try Ledger(path: desk.ledger.path, at: desk.clock.now).priceBook()
        #expect(book.experiences.map(\.count) == [2])
        #expect(book.experiences.map(\.charged) == ["6"])
    }
}
