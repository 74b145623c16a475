import Accounting
import LedgerStore
import Provider
import TestSupport
import Testing

@testable import Metering

/// A failure without usage costs nothing, as the provider's pages say, and is asked after once in the
/// bill, as other pages of it say that it costs.
@Suite struct FailedChargeTests {
    private let books = FakeBooks()

    private func failed(_ fixture: TestMeter, _ id: String = "g", _ number: Int = 1) async throws
        -> Submission
    {
        fixture.provider.polls(of: id, bring: .answer(.failed(id)))
        let submission = try await fixture.accepted(as: id, number)
        _ = try await fixture.follow(submission.id)
        let end = try fixture.now(submission.id)
        #expect(end.state == .voided)
        return end
    }

    private func sync(_ fixture: TestMeter, afterHours hours: Int = 0) async throws -> SyncSummary {
        fixture.clock.advance(by: .seconds(hours * 3600 + 1))
        try await fixture.ledger.cache("", as: "catalogue", at: fixture.clock.now)
        return try await fixture.meter.sync(
            over: fixture.provider, books: books, observe: fixture.log.observe)
    }

    @Test func aChargeOfAFailureIsFoundADayLater() async throws {
        let fixture = try TestMeter()
        try await fixture.set(.usd("10"))
        let submission = try await failed(fixture)
        books.set { $0.lines = [.charge("g", "1.5", at: submission.reservedAt)] }
        #expect(try await sync(fixture, afterHours: 20).billed == 0)
        #expect(books.calls == 0)
        #expect(try await sync(fixture, afterHours: 4).billed == 1)
        let charged = try fixture.now(submission.id)
        #expect(charged.state == .voided)
        #expect(charged.charge == Charge(usd: "1.5", source: .transactions))
        #expect(try fixture.holding()?.spent == "1.5")
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func itIsAskedAfterOnce() async throws {
        let fixture = try TestMeter()
        let submission = try await failed(fixture)
        let head = try fixture.ledger.head()
        _ = try await sync(fixture, afterHours: 24)
        #expect(books.calls == 1)
        books.set { $0.lines = [.charge("g", "1.5", at: submission.reservedAt)] }
        for hours in [0, 1, 24, 240] { _ = try await sync(fixture, afterHours: hours) }
        #expect(books.calls == 1)
        #expect(try fixture.ledger.head() == head)
        // Another one is asked after at its own time, and it alone.
        _ = try await failed(fixture, "h", 2)
        _ = try await sync(fixture, afterHours: 24)
        #expect(books.calls == 2)
        #expect(try fixture.now(submission.id).charge == nil)
    }

    @Test func aBillThatIsNotReadToItsEndIsReadAgain() async throws {
        let fixture = try TestMeter()
        let submission = try await failed(fixture)
        let fault = Fault(name: "http_500", message: "the provider answered 500")
        books.set {
            $0.lines = [.charge("g", "1.5", at: submission.reservedAt)]
            $0.failures = Array(repeating: fault, count: 4)
        }
        #expect(try await sync(fixture, afterHours: 24).bookFailure == fault)
        #expect(try await sync(fixture).billed == 1)
    }

    @Test func whatAPersonEndedIsLeftToThem() async throws {
        let fixture = try TestMeter()
        let submission = try await fixture.accepted(as: "g")
        _ = try await fixture.meter.resolve(
            submission.id, as: .notCharged, reason: "credited by mail", observe: fixture.log.observe
        )
        books.set { $0.lines = [.charge("g", "1.5", at: submission.reservedAt)] }
        _ = try await sync(fixture, afterHours: 25)
        #expect(try fixture.now(submission.id).charge == nil)
    }

    @Test func oneThatTheLogHadAsFailedIsAskedAfterToo() async throws {
        let fixture = try TestMeter()
        fixture.provider.willAnswer(.unknown(Fault(name: "timeout", message: "no answer")))
        let submission = try await fixture.submit().submission
        books.set { $0.rows = [.of(submission, as: .failed, generation: "g", cost: .zero)] }
        _ = try await sync(fixture)
        #expect(try fixture.now(submission.id).state == .voided)
        books.set { $0.lines = [.charge("g", "1.5", at: submission.reservedAt)] }
        _ = try await sync(fixture, afterHours: 24)
        #expect(try fixture.now(submission.id).charge?.usd == "1.5")
    }

    @Test func aProvisionalChargeIsWhatTheLogSays() async throws {
        let fixture = try TestMeter()
        let submission = try await fixture.accepted(as: "g")
        fixture.provider.polls(of: "g", bring: .answer(.completed("g")))
        _ = try await fixture.follow(submission.id)
        books.set { $0.rows = [.of(submission, generation: "g", cost: "1.2")] }
        #expect(try await sync(fixture, afterHours: 20).unpriced == 1)
        #expect(try await sync(fixture, afterHours: 4).provisional == 1)
        let charge = try #require(try fixture.now(submission.id).charge)
        #expect(charge.usd == "1.2" && charge.source == .logs && charge.isProvisional)
        #expect(try fixture.ledger.provisional().map(\.id) == [submission.id])
        books.set { $0.lines = [.charge("g", "1.4", at: submission.reservedAt)] }
        _ = try await sync(fixture)
        #expect(
            try fixture.now(submission.id).charge == Charge(usd: "1.4", source: .transactions))
    }

    @Test(arguments: [nil, .zero] as [USD?])
    func aLogWithoutACostLeavesTheReservation(cost: USD?) async throws {
        let fixture = try TestMeter()
        let submission = try await fixture.accepted(as: "g")
        fixture.provider.polls(of: "g", bring: .answer(.completed("g")))
        _ = try await fixture.follow(submission.id)
        books.set { $0.rows = [.of(submission, generation: "g", cost: cost)] }
        #expect(try await sync(fixture, afterHours: 24).provisional == 1)
        #expect(try fixture.now(submission.id).charge?.source == .estimate)
        // The log catches up.
        books.set { $0.rows = [.of(submission, generation: "g", cost: "1.2")] }
        _ = try await sync(fixture, afterHours: 1)
        let charge = try #require(try fixture.now(submission.id).charge)
        #expect(charge.usd == "1.2" && charge.source == .logs && charge.isProvisional)
    }
}
