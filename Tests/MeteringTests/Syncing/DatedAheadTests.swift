import Accounting
import LedgerStore
import Provider
import TestSupport
import Testing

@testable import Metering

/// Submissions that were made while a clock was ahead, and one bad row among good ones.
struct DatedAheadTests {
    private let books = FakeBooks()
    private static let twoDays = 2 * 86_400

    private func lost(_ desk: Desk, _ number: Int) async throws -> Submission {
        desk.provider.willAnswer(.unknown(Fault(name: "timeout", message: "no answer")))
        return try await desk.submit(number).submission
    }

    /// A sync by a clock that the provider's confirms.
    private func sync(_ desk: Desk, afterHours hours: Int = 0) async throws -> SyncSummary {
        desk.clock.advance(.seconds(hours * 3600 + 1))
        books.set { $0.date = desk.clock.now }
        return try await desk.meter.sync(
            over: desk.provider, books: books, observe: desk.log.observe)
    }

    /// One that is accepted, then one that is lost while the clock is two days ahead; then it is right.
    private func desk() async throws -> (Desk, accepted: Submission, lost: Submission) {
        let desk = try Desk()
        let accepted = try await desk.accepted(as: "a", 1)
        desk.clock.advance(.seconds(Self.twoDays))
        let lost = try await lost(desk, 2)
        desk.clock.advance(.seconds(-Self.twoDays))
        return (desk, accepted, lost)
    }

    @Test func itEndsNoRoundForTheOthers() async throws {
        let (desk, accepted, lost) = try await desk()
        desk.provider.polls(of: "a", bring: .answer(.completed("a", usage: .usd("1.5"))))
        let summary = try await sync(desk)
        #expect(summary.ended == 1 && summary.unknown == 1)
        #expect(summary.ledgerTroubles.isEmpty && summary.bookTrouble == nil)
        #expect(try desk.now(accepted.id).charge?.usd == "1.5")
        #expect(try desk.now(lost.id).state == .unknown)
        // Nobody knows how old it is: a person hears of it at once.
        #expect(desk.log.alerts.contains(.unresolved))
        #expect(try desk.ledger.verify().problems == [])
    }

    @Test func itIsFoundWhereItWasReallyMade() async throws {
        let (desk, _, lost) = try await desk()
        books.set { state in
            state.rows = [
                LogRow(
                    created: Desk.start, status: .succeeded, origin: "api",
                    model: lost.subject.model, inferenceID: "found",
                    clientRequestID: lost.id.description)
            ]
        }
        // Also where a day or more has passed, and when its date has come.
        #expect(try await sync(desk, afterHours: 30).found == 1)
        #expect(try desk.now(lost.id).generationID == "found")
    }

    @Test func itIsReleasedADayAfterItWasKnownToBeMadeAndNoSooner() async throws {
        let (desk, _, lost) = try await desk()
        for hours in [0, 2, 20] {
            #expect(try await sync(desk, afterHours: hours).absent == 0, "\(hours)")
        }
        #expect(try await sync(desk, afterHours: 2).absent == 1)
        #expect(try desk.now(lost.id).state == .voided)
        #expect(try desk.ledger.verify().problems == [])
    }

    @Test func aChargeSinceTheEntryBeforeItMayBeItsOwn() async throws {
        let (desk, _, lost) = try await desk()
        books.set { $0.lines = [.charge("stranger", "1.5", at: Desk.start)] }
        for hours in [0, 2, 20, 2, 24, 24] {
            #expect(try await sync(desk, afterHours: hours).absent == 0, "\(hours)")
        }
        #expect(try desk.now(lost.id).state == .unknown)
        #expect(desk.log.troubles.contains("unclaimed_generation"))
        // The same rule keeps it from being imported.
        let taken = try await desk.meter.importBooks(
            from: Day("2026-11-20")!, to: Day("2026-11-25")!, over: books)
        #expect(taken.imported == 0 && taken.doubtful == 1)
    }

    @Test func whatIsPricedLaterIsLookedForFromNow() async throws {
        let desk = try Desk()
        desk.clock.advance(.seconds(Self.twoDays))
        let submission = try await desk.accepted(as: "a")
        desk.provider.polls(of: "a", bring: .answer(.completed("a")))
        _ = try await desk.follow(submission.id)
        desk.clock.advance(.seconds(-Self.twoDays))
        books.set { $0.lines = [.charge("a", "1.5", at: Desk.start)] }
        #expect(try await sync(desk).billed == 1)
        #expect(try desk.now(submission.id).charge?.usd == "1.5")
    }

    /// What a sync records while the clock is ahead keeps no submission back when it is right again.
    @Test(arguments: [299, 301, 2 * 86_400, -2 * 86_400])
    func whatTheProviderSaysIsNotDatedAheadOfIt(ahead: Int) async throws {
        let desk = try Desk()
        let submission = try await desk.accepted(as: "a")
        desk.provider.polls(of: "a", bring: .answer(.completed("a", usage: .usd("1.5"))))
        desk.provider.secondsAhead = Int64(ahead)
        desk.clock.advance(.seconds(ahead))
        _ = try await desk.sync()
        let isCorrected = ahead > 300
        let charged = try #require(try desk.now(submission.id).finishedAt)
        #expect(try desk.now(submission.id).charge?.usd == "1.5")
        #expect(charged == max(Desk.start, isCorrected ? Desk.start : desk.clock.now))
        desk.clock.advance(.seconds(-ahead))
        #expect(try await desk.submit(2).submission.state == .accepted)
    }

    /// A row of a submission that cannot be read, and one that cannot be written.
    @Test(arguments: [
        "UPDATE submission SET labels = '{' WHERE generation_id = 'bad'",
        "UPDATE submission SET price_source = NULL, day = '0000000000' WHERE generation_id = 'bad'",
        "UPDATE submission SET hold = 'x' WHERE generation_id = 'bad'",
    ])
    func oneDamagedRowEndsNoRound(damage: String) async throws {
        let desk = try Desk()
        _ = try await desk.accepted(as: "bad", 1)
        let good = try await desk.accepted(as: "good", 2)
        _ = try await lost(desk, 3)
        try SQLiteShell(desk.ledger.path).execute(damage)
        desk.provider.polls(of: "good", bring: .answer(.completed("good", usage: .usd("1"))))
        let summary = try await sync(desk, afterHours: 2)
        #expect(summary.ended == 1 && summary.ledgerTroubles.count == 1)
        #expect(try desk.now(good.id).state == .settled)
        #expect(desk.log.alerts.contains(.unresolved))
    }

    @Test func oneDamagedRowKeepsNoOtherFromBeingReconciled() async throws {
        let desk = try Desk()
        for (number, id) in ["bad", "good"].enumerated() {
            _ = try await desk.accepted(as: id, number)
            desk.provider.polls(of: id, bring: .answer(.completed(id, usage: .usd("1"))))
        }
        _ = try await desk.sync()
        try SQLiteShell(desk.ledger.path).execute(
            "UPDATE submission SET labels = '{' WHERE generation_id = 'bad'")
        books.set { state in
            state.lines = ["bad", "good", "new"].map { .charge($0, "1.5", at: Desk.start) }
        }
        desk.clock.advance(.seconds(60))
        var options = ReconcileOptions()
        (options.applies, options.imports) = (true, true)
        let day = Day("2026-11-21")!
        let result = try await desk.meter.reconcile(
            from: day, to: day, over: books, options, observe: desk.log.observe)
        #expect(result.statement.applied == 1 && !result.statement.isComplete)
        #expect(result.statement.trouble?.contains("cannot be read") == true)
        #expect(try desk.ledger.submission(generationID: "good")?.charge?.usd == "1.5")
        #expect(try desk.ledger.submission(generationID: "new") == nil, "it may be the other's")
    }

    @Test func whatOneRowWillNotTakeKeepsNoOtherFromIt() async throws {
        let desk = try Desk()
        for (number, id) in ["bad", "good"].enumerated() {
            _ = try await desk.accepted(as: id, number)
            desk.provider.polls(of: id, bring: .answer(.completed(id, usage: .usd("1"))))
        }
        try SQLiteShell(desk.ledger.path).execute(
            "CREATE UNIQUE INDEX one_charge ON submission (charge_nanos)"
                + " WHERE charge_nanos IS NOT NULL")
        let summary = try await sync(desk)
        #expect(summary.ended == 1 && summary.troubled == 1)
        #expect(desk.log.troubles == ["ledger"])
    }
}
