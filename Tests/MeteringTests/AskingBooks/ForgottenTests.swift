import Accounting
import LedgerStore
import Provider
import TestSupport
import Testing

@testable import Metering

/// Generations whose end no poll brings: forgotten by the provider, answered unreadably, or ended in a
/// word that nobody knows. After a day the books end them, and nothing else does.
@Suite struct ForgottenTests {
    private let books = FakeBooks()
    static let gone = PollOutcome.rejected(
        status: 404, Fault(name: "not_found", message: "Generation not found."))
    static let unreadable = PollOutcome.unavailable(
        Fault(name: "unreadable_answer", message: "its body is no JSON"), retryAfterSeconds: nil)
    static let odd = PollOutcome.answer(Generation(id: "g", status: .unrecognized("vollendet")))
    static let other = PollOutcome.answer(.completed("another", usage: .usd("9")))

    private func open(_ fixture: TestMeter, _ outcome: PollOutcome = gone) async throws
        -> Submission
    {
        fixture.provider.polls(of: "g", bring: outcome)
        return try await fixture.accepted(as: "g")
    }

    private func sync(_ fixture: TestMeter, afterHours hours: Int = 0) async throws -> SyncSummary {
        fixture.clock.advance(by: .seconds(hours * 3600 + 1))
        return try await fixture.meter.sync(
            over: fixture.provider, books: books, observe: fixture.log.observe)
    }

    @Test(arguments: [gone, unreadable, odd, other])
    func afterADayTheBillEndsIt(outcome: PollOutcome) async throws {
        let fixture = try TestMeter()
        try await fixture.set(.usd("10"))
        let submission = try await open(fixture, outcome)
        books.set { $0.lines = [.charge("g", "1.5288", at: submission.reservedAt)] }
        #expect(try await sync(fixture, afterHours: 23).endedByBooks == 0)
        #expect(try fixture.now(submission.id).state == .accepted)
        let summary = try await sync(fixture, afterHours: 1)
        #expect(summary.endedByBooks == 1 && summary.stillRunning == 0)
        let end = try fixture.now(submission.id)
        #expect(end.state == .settled)
        #expect(end.charge == Charge(usd: "1.5288", source: .transactions))
        #expect(
            try fixture.holding() == Holding(spent: "1.5288", reserved: .zero, posted: 1, open: 0))
        #expect(try await fixture.ledger.verify().problems == [])
        #expect(try await sync(fixture, afterHours: 1).endedByBooks == 0)
    }

    @Test func whatTheLogHasAsFailedAtNoCostIsReleased() async throws {
        let fixture = try TestMeter()
        try await fixture.set(.usd("10"))
        let submission = try await open(fixture)
        books.set { $0.rows = [.of(submission, as: .failed, generation: "g", cost: .zero)] }
        #expect(try await sync(fixture, afterHours: 24).endedByBooks == 1)
        #expect(try fixture.now(submission.id).state == .voided)
        #expect(try fixture.holding() == .nothing)
    }

    @Test func whatTheLogHasACostOfStandsInUntilTheBillHasIt() async throws {
        let fixture = try TestMeter()
        let submission = try await open(fixture)
        books.set { $0.rows = [.of(submission, generation: "g", cost: "1.2")] }
        #expect(try await sync(fixture, afterHours: 24).endedByBooks == 1)
        let charge = try #require(try fixture.now(submission.id).charge)
        #expect(charge.usd == "1.2" && charge.source == .logs && charge.isProvisional)
        books.set { $0.lines = [.charge("g", "1.3", at: submission.reservedAt)] }
        #expect(try await sync(fixture).billed == 1)
        #expect(
            try fixture.now(submission.id).charge == Charge(usd: "1.3", source: .transactions))
    }

    /// What may still be charged keeps its money, for as long as it takes; a person hears of it once.
    @Test(arguments: ["nowhere", "runs", "no cost", "failed, no cost named", "incomplete"])
    func whatTheBooksDoNotEndStaysOpen(how: String) async throws {
        let fixture = try TestMeter()
        try await fixture.set(.usd("10"))
        let submission = try await open(fixture)
        books.set { state in
            switch how {
            case "runs":
                state.rows = [.of(submission, as: .other("processing"), generation: "g", cost: "1")]
            case "no cost": state.rows = [.of(submission, generation: "g", cost: .zero)]
            case "failed, no cost named":
                state.rows = [.of(submission, as: .failed, generation: "g")]
            case "incomplete":
                state.rows = [.of(submission, as: .failed, generation: "g", cost: .zero)]
                state.unreadable = ["a log row without a time was left out"]
            default: break
            }
        }
        for _ in 0..<40 {
            let summary = try await sync(fixture, afterHours: 24)
            #expect(summary.stillRunning == 1 && summary.late == 1)
            #expect(summary.latest == submission.id)
        }
        #expect(try fixture.now(submission.id).state == .accepted)
        #expect(try fixture.holding()?.reserved == TestMeter.reservation)
        #expect(try fixture.ledger.alerts(limit: 9).map(\.alert.event) == [.unresolved])
    }

    @Test func sixHoursAreSaidOnce() async throws {
        let fixture = try TestMeter()
        let submission = try await open(fixture)
        _ = try await sync(fixture, afterHours: 5)
        #expect(try fixture.ledger.alerts(limit: 9).isEmpty)
        for _ in 0..<3 { _ = try await sync(fixture, afterHours: 1) }
        let alerts = try fixture.ledger.alerts(limit: 9).map(\.alert)
        #expect(alerts.map(\.event) == [.unresolved])
        #expect(alerts.first?.submissionID == submission.id)
        #expect(
            alerts.first?.message
                == "submission \(submission.id) has been running for over 6 hours, with $2.184"
                + " still held")
    }

    @Test func reconcilingEndsWhatTheBillCharges() async throws {
        let fixture = try TestMeter()
        let submission = try await open(fixture)
        books.set { $0.lines = [.charge("g", "1.5288", at: submission.reservedAt)] }
        var options = ReconcileOptions()
        options.applies = true
        let day = Day("2026-11-21")!
        func left() async throws -> Int {
            try await fixture.meter.reconcile(
                from: day, to: day, over: books, options, observe: fixture.log.observe
            ).statement.left
        }
        fixture.clock.advance(by: .seconds(3600))
        #expect(try await left() == 1)
        #expect(try fixture.now(submission.id).state == .accepted)
        fixture.clock.advance(by: .seconds(24 * 3600))
        #expect(try await left() == 0)
        #expect(try fixture.now(submission.id).charge?.usd == "1.5288")
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func reconcilingNamesWhatNoBookHas() async throws {
        let fixture = try TestMeter()
        let submission = try await open(fixture)
        fixture.clock.advance(by: .seconds(25 * 3600))
        let day = Day("2026-11-21")!
        let statement = try await fixture.meter.reconcile(
            from: day, to: day, over: books, observe: fixture.log.observe
        ).statement
        #expect(statement.left == 0 && statement.overdue.count == 1)
        #expect(statement.overdue.usd == TestMeter.reservation)
        #expect(statement.firstOverdue == submission.id)
    }

    /// What is old is asked after once an hour, however often somebody syncs.
    @Test func theBooksAreNotReadInEveryRoundForWhatIsOld() async throws {
        let fixture = try TestMeter()
        try await fixture.ledger.cache("", as: "catalogue", at: fixture.clock.now)
        _ = try await open(fixture)
        _ = try await sync(fixture, afterHours: 100)
        let calls = books.calls
        _ = try await sync(fixture)
        let after = books.calls
        #expect(after == calls)
        _ = try await sync(fixture, afterHours: 1)
        #expect(books.calls > after)
    }
}
