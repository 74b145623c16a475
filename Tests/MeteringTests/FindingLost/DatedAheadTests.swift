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

    private func lost(_ fixture: TestMeter, _ number: Int) async throws -> Submission {
        fixture.provider.willAnswer(.unknown(Fault(name: "timeout", message: "no answer")))
        return try await fixture.submit(number).submission
    }

    /// A sync by a clock that the provider's confirms.
    private func sync(_ fixture: TestMeter, afterHours hours: Int = 0) async throws -> SyncSummary {
        fixture.clock.advance(by: .seconds(hours * 3600 + 1))
        books.set { $0.date = fixture.clock.now }
        return try await fixture.meter.sync(
            over: fixture.provider, books: books, observe: fixture.log.observe)
    }

    /// One that is accepted, then one that is lost while the clock is two days ahead; then it is right.
    private func fixture() async throws -> (TestMeter, accepted: Submission, lost: Submission) {
        let fixture = try TestMeter()
        let accepted = try await fixture.accepted(as: "a", 1)
        fixture.clock.advance(by: .seconds(Self.twoDays))
        let lost = try await lost(fixture, 2)
        fixture.clock.advance(by: .seconds(-Self.twoDays))
        return (fixture, accepted, lost)
    }

    @Test func itEndsNoRoundForTheOthers() async throws {
        let (fixture, accepted, lost) = try await fixture()
        fixture.provider.polls(of: "a", bring: .answer(.completed("a", usage: .usd("1.5"))))
        let summary = try await sync(fixture)
        #expect(summary.ended == 1 && summary.unknown == 1)
        #expect(summary.ledgerFailures.isEmpty && summary.bookFailure == nil)
        #expect(try fixture.now(accepted.id).charge?.usd == "1.5")
        #expect(try fixture.now(lost.id).state == .unknown)
        // Nobody knows how old it is: a person hears of it at once.
        #expect(fixture.log.alerts.contains(.unresolved))
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func itIsFoundWhereItWasReallyMade() async throws {
        let (fixture, _, lost) = try await fixture()
        books.set { state in
            state.rows = [
                LogRow(
                    created: TestMeter.start, status: .succeeded, origin: "api",
                    model: lost.subject.model, inferenceID: "found",
                    clientRequestID: lost.id.description)
            ]
        }
        // Also where a day or more has passed, and when its date has come.
        #expect(try await sync(fixture, afterHours: 30).found == 1)
        #expect(try fixture.now(lost.id).generationID == "found")
    }

    @Test func itIsReleasedADayAfterItWasKnownToBeMadeAndNoSooner() async throws {
        let (fixture, _, lost) = try await fixture()
        for hours in [0, 2, 20] {
            #expect(try await sync(fixture, afterHours: hours).absent == 0, "\(hours)")
        }
        #expect(try await sync(fixture, afterHours: 2).absent == 1)
        #expect(try fixture.now(lost.id).state == .voided)
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func aChargeSinceTheEntryBeforeItMayBeItsOwn() async throws {
        let (fixture, _, lost) = try await fixture()
        books.set { $0.lines = [.charge("stranger", "1.5", at: TestMeter.start)] }
        for hours in [0, 2, 20, 2, 24, 24] {
            #expect(try await sync(fixture, afterHours: hours).absent == 0, "\(hours)")
        }
        #expect(try fixture.now(lost.id).state == .unknown)
        #expect(fixture.log.failures.contains("unclaimed_generation"))
        // The same rule keeps it from being imported.
        let taken = try await fixture.meter.importBooks(
            from: Day("2026-11-20")!, to: Day("2026-11-25")!, over: books)
        #expect(taken.imported == 0 && taken.doubtful == 1)
    }

    @Test func whatIsPricedLaterIsLookedForFromNow() async throws {
        let fixture = try TestMeter()
        fixture.clock.advance(by: .seconds(Self.twoDays))
        let submission = try await fixture.accepted(as: "a")
        fixture.provider.polls(of: "a", bring: .answer(.completed("a")))
        _ = try await fixture.follow(submission.id)
        fixture.clock.advance(by: .seconds(-Self.twoDays))
        books.set { $0.lines = [.charge("a", "1.5", at: TestMeter.start)] }
        #expect(try await sync(fixture).billed == 1)
        #expect(try fixture.now(submission.id).charge?.usd == "1.5")
    }

    /// What a sync records while the clock is ahead keeps no submission back when it is right again.
    @Test(arguments: [299, 301, 2 * 86_400, -2 * 86_400])
    func whatTheProviderSaysIsNotDatedAheadOfIt(ahead: Int) async throws {
        let fixture = try TestMeter()
        let submission = try await fixture.accepted(as: "a")
        fixture.provider.polls(of: "a", bring: .answer(.completed("a", usage: .usd("1.5"))))
        fixture.provider.secondsAhead = Int64(ahead)
        fixture.clock.advance(by: .seconds(ahead))
        _ = try await fixture.sync()
        let isCorrected = ahead > 300
        let charged = try #require(try fixture.now(submission.id).finishedAt)
        #expect(try fixture.now(submission.id).charge?.usd == "1.5")
        #expect(charged == max(TestMeter.start, isCorrected ? TestMeter.start : fixture.clock.now))
        fixture.clock.advance(by: .seconds(-ahead))
        #expect(try await fixture.submit(2).submission.state == .accepted)
    }

    /// A row of a submission that cannot be read, and one that cannot be written.
    @Test(arguments: [
        "UPDATE submission SET labels = '{' WHERE generation_id = 'bad'",
        "UPDATE submission SET price_source = NULL, day = '0000000000' WHERE generation_id = 'bad'",
        "UPDATE submission SET hold = 'x' WHERE generation_id = 'bad'",
    ])
    func oneDamagedRowEndsNoRound(damage: String) async throws {
        let fixture = try TestMeter()
        _ = try await fixture.accepted(as: "bad", 1)
        let good = try await fixture.accepted(as: "good", 2)
        _ = try await lost(fixture, 3)
        try SQLiteShell(fixture.ledger.path).execute(damage)
        fixture.provider.polls(of: "good", bring: .answer(.completed("good", usage: .usd("1"))))
        let summary = try await sync(fixture, afterHours: 2)
        #expect(summary.ended == 1 && summary.ledgerFailures.count == 1)
        #expect(try fixture.now(good.id).state == .settled)
        #expect(fixture.log.alerts.contains(.unresolved))
    }

    @Test func oneDamagedRowKeepsNoOtherFromBeingReconciled() async throws {
        let fixture = try TestMeter()
        for (number, id) in ["bad", "good"].enumerated() {
            _ = try await fixture.accepted(as: id, number)
            fixture.provider.polls(of: id, bring: .answer(.completed(id, usage: .usd("1"))))
        }
        _ = try await fixture.sync()
        try SQLiteShell(fixture.ledger.path).execute(
            "UPDATE submission SET labels = '{' WHERE generation_id = 'bad'")
        books.set { state in
            state.lines = ["bad", "good", "new"].map { .charge($0, "1.5", at: TestMeter.start) }
        }
        fixture.clock.advance(by: .seconds(60))
        var options = ReconcileOptions()
        (options.applies, options.imports) = (true, true)
        let day = Day("2026-11-21")!
        let result = try await fixture.meter.reconcile(
            from: day, to: day, over: books, options, observe: fixture.log.observe)
        #expect(result.statement.applied == 1 && !result.statement.isComplete)
        #expect(result.statement.failure?.contains("cannot be read") == true)
        #expect(try fixture.ledger.submission(generationID: "good")?.charge?.usd == "1.5")
        #expect(try fixture.ledger.submission(generationID: "new") == nil, "it may be the other's")
    }

    @Test func whatOneRowWillNotTakeKeepsNoOtherFromIt() async throws {
        let fixture = try TestMeter()
        for (number, id) in ["bad", "good"].enumerated() {
            _ = try await fixture.accepted(as: id, number)
            fixture.provider.polls(of: id, bring: .answer(.completed(id, usage: .usd("1"))))
        }
        try SQLiteShell(fixture.ledger.path).execute(
            "CREATE UNIQUE INDEX one_charge ON submission (charge_nanos)"
                + " WHERE charge_nanos IS NOT NULL")
        let summary = try await sync(fixture)
        #expect(summary.ended == 1 && summary.failed == 1)
        #expect(fixture.log.failures == ["ledger"])
    }
}
