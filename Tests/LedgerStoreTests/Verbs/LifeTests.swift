import Accounting
import Foundation
import LedgerStore
import Testing

@Suite struct LifeTests {
    @Test func aSubmissionIsReservedAndDispatchedInOneStep() throws {
        let book = try Book()
        try book.ledger.set(.money("10"), at: .start)
        let submission = try #require(try book.reserve("1.50"))
        #expect(submission.state == .dispatched)
        #expect(try book.ledger.submission(submission.id) == submission)
        #expect(try book.holding(of: "all").reserved == .dollars("1.50"))
        #expect(try book.kinds() == ["opened", "budget_set", "reserved", "dispatched"])
    }

    @Test func theRemainderIsReleasedWhenTheChargeIsLower() throws {
        let book = try Book()
        try book.ledger.set(.money("10"), at: .start)
        let id = try book.accepted("2.00")
        let recorded = try #require(try book.settle(id, "1.25"))
        let stored = try book.ledger.submission(id)
        #expect(recorded.submission == stored)
        let holding = try book.holding(of: "all")
        #expect(holding == Holding(spent: .dollars("1.25"), reserved: .zero, posted: 1, open: 0))
        #expect(
            try book.kinds() == [
                "opened", "budget_set", "reserved", "dispatched", "accepted", "settled",
            ])
    }

    @Test func aFailedOneGivesEverythingBack() throws {
        let book = try Book()
        try book.ledger.set(.money("10"), at: .start)
        let id = try book.accepted("2.00")
        _ = try book.ledger.record(.failed, of: id, at: .start)
        #expect(try book.holding(of: "all") == .nothing)
    }

    @Test func whatIsLostKeepsItsReservationUntilItIsFound() throws {
        let book = try Book()
        try book.ledger.set(.money("10"), at: .start)
        let id = try #require(try book.reserve("2.00")).id
        _ = try book.ledger.record(.lost, of: id, at: .start)
        #expect(try book.holding(of: "all").reserved == .dollars("2.00"))
        _ = try book.ledger.record(.accepted(generationID: "g", hold: nil), of: id, at: .start)
        try book.settle(id, "2.00")
        #expect(try book.ledger.submission(generationID: "g")?.state == .settled)
    }

    @Test func whatHasNoKnownCostKeepsItsReservation() throws {
        let book = try Book()
        try book.ledger.set(.money("10"), at: .start)
        let id = try book.accepted("2.00")
        _ = try book.ledger.record(.unpriced(videoURL: "u"), of: id, at: .start)
        #expect(try book.holding(of: "all").reserved == .dollars("2.00"))
        #expect(try book.ledger.submissions(in: .unpriced).map(\.id) == [id])
        try book.settle(id, "1.00")
        #expect(try book.holding(of: "all").spent == .dollars("1.00"))
    }

    @Test func aChargeAboveItsReservationIsRecordedInFullAndSaidAloud() throws {
        let book = try Book()
        try book.ledger.set(.money("2"), at: .start)
        let id = try book.accepted("2.00")
        let recorded = try #require(try book.settle(id, "2.75"))
        #expect(recorded.alerts.map(\.event) == [.overrun])
        #expect(recorded.alerts.map(\.severity) == [.critical])
        #expect(try book.holding(of: "all").spent == .dollars("2.75"))
        #expect(try book.kinds().suffix(3) == ["settled", "overrun", "alert"])
        #expect(Refusal.reason(try book.ledger.reserve(book.proposal("0.01"), at: .start)) != nil)
    }

    @Test(arguments: [SubmissionEvent.charged("1.00"), .failed])
    func anAdjustmentIsOfTheDayOfTheReservation(end: SubmissionEvent) throws {
        let book = try Book()
        try book.ledger.set(.money("10", .day), at: .start)
        let id = try book.accepted("2.00")
        _ = try book.ledger.record(end, of: id, at: .start)
        let later = Instant.start.advanced(bySeconds: 86_400)
        let charge = Charge(usd: .dollars("1.50"), source: .transactions)
        _ = try book.ledger.record(.adjusted(charge, reason: "bill"), of: id, at: later)
        #expect(try book.holding(of: "all").spent == .dollars("1.50"))
        #expect(try book.holding(of: "all", at: later) == .nothing)
        #expect(
            try book.ledger.spend(matching: SubmissionFilter()).rows.map(\.key.day) == [
                Day("2026-11-21")!
            ])
        #expect(try book.ledger.verify().problems == [])
    }

    @Test func aKeptPromptCanBeErasedWithoutATrace() throws {
        let book = try Book()
        var options = ReservationOptions()
        options.keptPrompt = "a dancing bear"
        _ = try book.ledger.reserve(book.proposal("1"), options, at: .start)
        #expect(try Shell(book.path).rows("SELECT text FROM prompt") == ["a dancing bear"])
        try Shell(book.path).rows("DELETE FROM prompt")
        #expect(try book.ledger.verify().problems == [])
    }
}
