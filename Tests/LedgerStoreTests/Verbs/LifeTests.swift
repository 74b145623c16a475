import Accounting
import Foundation
import LedgerStore
import TestSupport
import Testing

@Suite struct LifeTests {
    @Test func aSubmissionIsReservedAndDispatchedInOneStep() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("10"), at: .start)
        let submission = try #require(try await fixture.reserve("1.50"))
        #expect(submission.state == .dispatched)
        #expect(try fixture.ledger.submission(submission.id) == submission)
        #expect(try fixture.holding(of: "all").reserved == .dollars("1.50"))
        #expect(try fixture.kinds() == ["opened", "budget_set", "reserved", "dispatched"])
    }

    @Test func theRemainderIsReleasedWhenTheChargeIsLower() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("10"), at: .start)
        let id = try await fixture.accepted("2.00")
        let recorded = try #require(try await fixture.settle(id, "1.25"))
        let stored = try fixture.ledger.submission(id)
        #expect(recorded.submission == stored)
        let holding = try fixture.holding(of: "all")
        #expect(holding == Holding(spent: .dollars("1.25"), reserved: .zero, posted: 1, open: 0))
        #expect(
            try fixture.kinds() == [
                "opened", "budget_set", "reserved", "dispatched", "accepted", "settled",
            ])
    }

    @Test func aFailedOneGivesEverythingBack() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("10"), at: .start)
        let id = try await fixture.accepted("2.00")
        _ = try await fixture.ledger.record(.failed, of: id, at: .start)
        #expect(try fixture.holding(of: "all") == .nothing)
    }

    @Test func whatIsLostKeepsItsReservationUntilItIsFound() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("10"), at: .start)
        let id = try #require(try await fixture.reserve("2.00")).id
        _ = try await fixture.ledger.record(.lost, of: id, at: .start)
        #expect(try fixture.holding(of: "all").reserved == .dollars("2.00"))
        _ = try await fixture.ledger.record(
            .accepted(generationID: "g", quotedCharge: nil), of: id, at: .start)
        try await fixture.settle(id, "2.00")
        #expect(try fixture.ledger.submission(generationID: "g")?.state == .settled)
    }

    @Test func whatHasNoKnownCostKeepsItsReservation() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("10"), at: .start)
        let id = try await fixture.accepted("2.00")
        _ = try await fixture.ledger.record(.unpriced(videoURL: "u"), of: id, at: .start)
        #expect(try fixture.holding(of: "all").reserved == .dollars("2.00"))
        #expect(try fixture.ledger.submissions(in: .unpriced).map(\.id) == [id])
        try await fixture.settle(id, "1.00")
        #expect(try fixture.holding(of: "all").spent == .dollars("1.00"))
    }

    @Test func aChargeAboveItsReservationIsRecordedInFullAndSaidAloud() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("2"), at: .start)
        let id = try await fixture.accepted("2.00")
        let recorded = try #require(try await fixture.settle(id, "2.75"))
        #expect(recorded.alerts.map(\.event) == [.overrun])
        #expect(recorded.alerts.map(\.severity) == [.critical])
        #expect(try fixture.holding(of: "all").spent == .dollars("2.75"))
        #expect(try fixture.kinds().suffix(3) == ["settled", "overrun", "alert"])
        await #expect(
            Refusal.reason(try fixture.ledger.reserve(fixture.proposal("0.01"), at: .start)) != nil)
    }

    @Test(arguments: [SubmissionEvent.charged("1.00"), .failed])
    func anAdjustmentIsOfTheDayOfTheReservation(end: SubmissionEvent) async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("10", .day), at: .start)
        let id = try await fixture.accepted("2.00")
        _ = try await fixture.ledger.record(end, of: id, at: .start)
        let later = Instant.start.advanced(bySeconds: 86_400)
        let charge = Charge(usd: .dollars("1.50"), source: .transactions)
        _ = try await fixture.ledger.record(.adjusted(charge, reason: "bill"), of: id, at: later)
        #expect(try fixture.holding(of: "all").spent == .dollars("1.50"))
        #expect(try fixture.holding(of: "all", at: later) == .nothing)
        #expect(
            try await fixture.ledger.spend(matching: SubmissionFilter()).rows.map(\.key.day) == [
                Day("2026-11-21")!
            ])
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func aKeptPromptCanBeErasedWithoutATrace() async throws {
        let fixture = try TestLedger()
        var options = ReservationOptions()
        options.keptPrompt = "a dancing bear"
        _ = try await fixture.ledger.reserve(fixture.proposal("1"), options, at: .start)
        #expect(try Shell(fixture.path).rows("SELECT text FROM prompt") == ["a dancing bear"])
        try Shell(fixture.path).rows("DELETE FROM prompt")
        #expect(try await fixture.ledger.verify().problems == [])
    }
}
