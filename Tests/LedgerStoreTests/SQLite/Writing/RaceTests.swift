import Accounting
import Foundation
import LedgerStore
import TestSupport
import Testing

@Suite struct RaceTests {
    @Test func theLoserOfARaceDoesNothing() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("10"), at: .start)
        let id = try await fixture.accepted("2.00")
        try await fixture.settle(id, "1.00")
        let head = try fixture.ledger.head()
        #expect(try await fixture.settle(id, "5.00") == nil)
        #expect(try await fixture.ledger.record(.failed, of: id, at: .start) == nil)
        #expect(try fixture.ledger.head() == head)
    }

    @Test func oneOfManyPollersSettles() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("10"), at: .start)
        let id = try await fixture.accepted("2.00")
        let ledgers = try (0..<8).map { _ in try fixture.another() }
        let winners = await inTasks(8) {
            try await ledgers[$0].record(.charged("1.00"), of: id, at: .start) != nil
        }
        let wins = try winners.map { try $0.get() }
        #expect(wins.count { $0 } == 1)
        #expect(try fixture.holding(of: "all").spent == .dollars("1.00"))
    }

    @Test func aGenerationThatBelongsToAnotherIsNoAnswer() async throws {
        let fixture = try TestLedger()
        let first = try await fixture.accepted("1.00")
        let second = try #require(try await fixture.reserve("1.00")).id
        let recorded = try await fixture.ledger.record(
            .accepted(generationID: "gen-\(first)", quotedCharge: nil), of: second, at: .start)
        #expect(recorded?.submission.state == .unknown)
        #expect(recorded?.submission.fault?.name == "generation_taken")
    }

    @Test func aSubmissionThatIsNotThereIsNamed() async throws {
        let fixture = try TestLedger()
        let id = fixture.ids.id(at: .start)
        let error = await #expect(throws: LedgerError.self) {
            try await fixture.ledger.record(.failed, of: id, at: .start)
        }
        #expect(error?.kind == .notFound)
        #expect(error?.description == "there is no submission \(id)")
        #expect(error?.advice == .listSubmissions)
    }

    @Test func anIdenticalRequestThatIsOpenIsADuplicate() async throws {
        let fixture = try TestLedger()
        let digest = String(repeating: "ab", count: 32)
        let first = fixture.proposal("1", digest: digest)
        _ = try await fixture.ledger.reserve(first, at: .start)
        let again = try await fixture.ledger.reserve(
            fixture.proposal("1", digest: digest), at: .start)
        #expect(Refusal.reason(again) == .duplicate)
        var options = ReservationOptions()
        options.allowsDuplicate = true
        let allowed = try await fixture.ledger.reserve(
            fixture.proposal("1", digest: digest), options, at: .start)
        #expect(Refusal.reason(allowed) == nil)
    }

    @Test func aRefusalThatMayPassCanGoUnrecorded() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("1"), at: .start)
        #expect(try await fixture.reserve("1") != nil)
        let head = try fixture.ledger.head()
        var options = ReservationOptions()
        options.unrecorded = [.inFlightBudgetExhausted]
        let passing = try await fixture.ledger.reserve(fixture.proposal("1"), options, at: .start)
        #expect(Refusal.reason(passing) == .inFlightBudgetExhausted)
        #expect(try fixture.ledger.head() == head)
        let lasting = try await fixture.ledger.reserve(fixture.proposal("2"), options, at: .start)
        #expect(Refusal.reason(lasting) == .requestExceedsBudget)
        #expect(try fixture.ledger.head() != head)
    }
}
