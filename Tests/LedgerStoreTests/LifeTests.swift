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

    @Test func aKeptPromptCanBeErasedWithoutATrace() throws {
        let book = try Book()
        var options = ReservationOptions()
        options.keptPrompt = "a dancing bear"
        _ = try book.ledger.reserve(book.proposal("1"), options, at: .start)
        #expect(try Shell(book.path).rows("SELECT text FROM prompt") == ["a dancing bear"])
        try Shell(book.path).rows("DELETE FROM prompt")
        #expect(try book.ledger.verify().problems == [])
    }

    @Test func recoveryVoidsWhatNeverLeftAndKeepsWhatMayHave() throws {
        let book = try Book()
        try book.ledger.set(.money("10"), at: .start)
        var options = ReservationOptions()
        options.dispatches = false
        let held = book.proposal("1")
        _ = try book.ledger.reserve(held, options, at: .start)
        let sent = try #require(try book.reserve("2")).id
        let later = Instant.start.advanced(bySeconds: 600)
        let fresh = try #require(try book.reserve("3", at: later)).id
        let recovered = try book.ledger.recover(
            reservedBefore: later, dispatchedBefore: later, at: later)
        #expect(recovered.map(\.submission.state) == [.voided, .unknown])
        #expect(try book.ledger.submission(held.id)?.fault?.name == "not_dispatched")
        #expect(try book.ledger.submission(sent)?.fault?.name == "interrupted")
        #expect(try book.ledger.submission(fresh)?.state == .dispatched)
        #expect(try book.holding(of: "all", at: later).reserved == .dollars("5"))
        #expect(
            try book.ledger.record(.dispatched, of: held.id, at: later) == nil,
            "the submitter was frozen, and must not send")
    }
}
