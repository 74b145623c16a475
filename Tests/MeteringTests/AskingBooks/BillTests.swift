import Accounting
import LedgerStore
import Provider
import TestSupport
import Testing

@testable import Metering

/// What the provider's bill says of submissions that nobody else has priced.
@Suite struct BillTests {
    private let books = FakeBooks()

    private func unpriced(_ fixture: TestMeter, _ number: Int = 1) async throws -> Submission {
        let submission = try await fixture.accepted(as: "g\(number)", number)
        fixture.provider.polls(of: "g\(number)", bring: .answer(.completed("g\(number)")))
        _ = try await fixture.follow(submission.id)
        return try fixture.now(submission.id)
    }

    private func sync(_ fixture: TestMeter, afterHours hours: Int = 0) async throws -> SyncSummary {
        fixture.clock.advance(by: .seconds(hours * 3600 + 1))
        return try await fixture.meter.sync(
            over: fixture.provider, books: books, observe: fixture.log.observe)
    }

    @Test(
        arguments: [
            ([("charge", "1.5288")], "1.5288", nil),
            ([("charge", "1.5288"), ("refund", "0.5288")], "1", "$0.5288 of $1.5288 was refunded"),
            ([("refund", "1"), ("charge", "1")], "0", "$1.00 of $1.00 was refunded"),
            ([("charge", "1"), ("charge", "1")], "2", "the bill has 2 charges of it"),
        ] as [([(String, USD)], USD, String?)])
    func whatIsBilledIsTheCharge(lines: [(kind: String, usd: USD)], usd: USD, remark: String?)
        async throws
    {
        let fixture = try TestMeter()
        try await fixture.set(.usd("10"))
        let submission = try await unpriced(fixture)
        #expect(submission.state == .unpriced)
        let at = fixture.clock.now
        books.set { state in
            state.lines = lines.map { line in
                line.kind == "charge"
                    ? .charge("g1", line.usd, at: at) : .refund("g1", line.usd, at: at)
            }
        }
        #expect(try await sync(fixture).billed == 1)
        let charge = try #require(try fixture.now(submission.id).charge)
        #expect(charge.usd == usd && charge.source == .transactions && charge.remark == remark)
        #expect(try fixture.holding() == Holding(spent: usd, reserved: .zero, posted: 1, open: 0))
        let head = try fixture.ledger.head()
        #expect(try await sync(fixture).billed == 0)
        #expect(try fixture.ledger.head() == head)
    }

    @Test func aRefundWithoutItsChargeSaysNothing() async throws {
        let fixture = try TestMeter()
        let submission = try await unpriced(fixture)
        let at = fixture.clock.now
        books.set { $0.lines = [.refund("g1", "1", at: at)] }
        #expect(try await sync(fixture).unpriced == 1)
        #expect(try fixture.now(submission.id).charge == nil)
    }

    @Test func whatOnlyStoodInIsCorrectedWhenTheTruthArrives() async throws {
        let fixture = try TestMeter()
        let submission = try await unpriced(fixture)
        #expect(try await sync(fixture, afterHours: 25).provisional == 1)
        #expect(try fixture.now(submission.id).charge?.isProvisional == true)
        let at = fixture.clock.now
        books.set { $0.lines = [.charge("g1", TestMeter.reservation, at: at)] }
        #expect(try await sync(fixture).billed == 1)
        let charge = try fixture.now(submission.id).charge
        #expect(charge == Charge(usd: TestMeter.reservation, source: .transactions))
        #expect(try fixture.ledger.provisional().isEmpty)
    }

    @Test func hundredsOfPagesOfALogAreReadAtADecentPace() async throws {
        let fixture = try TestMeter()
        fixture.provider.willAnswer(.unknown(Fault(name: "timeout", message: "no answer")))
        let submission = try await fixture.submit().submission
        let at = submission.reservedAt
        books.set { state in
            state.rows =
                (0..<40_000).map {
                    LogRow(created: at, status: .failed, inferenceID: "other-\($0)")
                } + [.of(submission)]
        }
        let began = fixture.clock.now
        #expect(try await sync(fixture).found == 1)
        let calls = books.calls
        #expect(calls >= 400)
        let minutes = Double(fixture.clock.now.seconds(since: began)) / 60
        #expect(Double(calls) <= Double(CallPace.mostCallsAMinute) * (minutes + 1))
    }

    @Test(arguments: ["repeats", "429", "429 for long"])
    func aBookThatWillNotAnswerIsLeftAlone(failure: String) async throws {
        let fixture = try TestMeter()
        let submission = try await unpriced(fixture)
        let at = fixture.clock.now
        books.set { state in
            state.lines = [.charge("g1", "1", at: at)]
            state.repeats = failure == "repeats"
            let fault = Fault(name: "http_429", message: "too many requests")
            if failure != "repeats" { state.failures = Array(repeating: fault, count: 100) }
            state.retryAfterSeconds = failure == "429" ? 30 : 3600
        }
        let began = fixture.clock.now
        let summary = try await sync(fixture)
        #expect(summary.bookFailure != nil && summary.billed == 0)
        #expect(books.calls < 20)
        #expect(fixture.clock.now.seconds(since: began) < 300)
        #expect(try fixture.now(submission.id).state == .unpriced)
    }

    @Test func aPauseThatIsAskedForIsMade() async throws {
        let fixture = try TestMeter()
        let submission = try await unpriced(fixture)
        let at = fixture.clock.now
        books.set { state in
            state.lines = [.charge("g1", "1", at: at)]
            state.failures = [Fault(name: "http_429", message: "too many requests")]
            state.retryAfterSeconds = 45
        }
        let began = fixture.clock.now
        #expect(try await sync(fixture).billed == 1)
        #expect(fixture.clock.now.seconds(since: began) >= 45)
        #expect(try fixture.now(submission.id).charge?.usd == "1")
    }
}
