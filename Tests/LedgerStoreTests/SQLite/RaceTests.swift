import Accounting
import Foundation
import LedgerStore
import Testing

@Suite struct RaceTests {
    @Test func theLoserOfARaceDoesNothing() throws {
        let book = try Book()
        try book.ledger.set(.money("10"), at: .start)
        let id = try book.accepted("2.00")
        try book.settle(id, "1.00")
        let head = try book.ledger.head()
        #expect(try book.settle(id, "5.00") == nil)
        #expect(try book.ledger.record(.failed, of: id, at: .start) == nil)
        #expect(try book.ledger.head() == head)
    }

    @Test func oneOfManyPollersSettles() throws {
        let book = try Book()
        try book.ledger.set(.money("10"), at: .start)
        let id = try book.accepted("2.00")
        let ledgers = try (0..<8).map { _ in try book.another() }
        let winners = inThreads(8) {
            try ledgers[$0].record(.charged("1.00"), of: id, at: .start) != nil
        }
        let wins = try winners.map { try $0.get() }
        #expect(wins.count { $0 } == 1)
        #expect(try book.holding(of: "all").spent == .dollars("1.00"))
    }

    @Test func aGenerationThatBelongsToAnotherIsNoAnswer() throws {
        let book = try Book()
        let first = try book.accepted("1.00")
        let second = try #require(try book.reserve("1.00")).id
        let recorded = try book.ledger.record(
            .accepted(generationID: "gen-\(first)", hold: nil), of: second, at: .start)
        #expect(recorded?.submission.state == .unknown)
        #expect(recorded?.submission.fault?.name == "generation_taken")
    }

    @Test func aSubmissionThatIsNotThereIsNamed() throws {
        let book = try Book()
        let id = book.ids.id(at: .start)
        let error = #expect(throws: LedgerError.self) {
            try book.ledger.record(.failed, of: id, at: .start)
        }
        #expect(error?.kind == .notFound)
        #expect(error?.description == "there is no submission \(id); see: bursar list")
    }

    @Test func anIdenticalRequestThatIsOpenIsADuplicate() throws {
        let book = try Book()
        let digest = String(repeating: "ab", count: 32)
        let first = book.proposal("1", digest: digest)
        _ = try book.ledger.reserve(first, at: .start)
        let again = try book.ledger.reserve(book.proposal("1", digest: digest), at: .start)
        #expect(Refusal.reason(again) == .duplicate)
        var options = ReservationOptions()
        options.allowsDuplicate = true
        let allowed = try book.ledger.reserve(
            book.proposal("1", digest: digest), options, at: .start)
        #expect(Refusal.reason(allowed) == nil)
    }

    @Test func aRefusalThatMayPassCanGoUnrecorded() throws {
        let book = try Book()
        try book.ledger.set(.money("1"), at: .start)
        #expect(try book.reserve("1") != nil)
        let head = try book.ledger.head()
        var options = ReservationOptions()
        options.unrecorded = [.inFlightBudgetExhausted]
        let passing = try book.ledger.reserve(book.proposal("1"), options, at: .start)
        #expect(Refusal.reason(passing) == .inFlightBudgetExhausted)
        #expect(try book.ledger.head() == head)
        let lasting = try book.ledger.reserve(book.proposal("2"), options, at: .start)
        #expect(Refusal.reason(lasting) == .requestExceedsBudget)
        #expect(try book.ledger.head() != head)
    }
}
