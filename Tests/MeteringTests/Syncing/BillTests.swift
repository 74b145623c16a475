import Accounting
import LedgerStore
import Provider
import Testing

@testable import Metering

/// What the provider's bill says of submissions that nobody else has priced.
@Suite struct BillTests {
    private let books = FakeBooks()

    private func unpriced(_ desk: Desk, _ number: Int = 1) async throws -> Submission {
        let submission = try await desk.accepted(as: "g\(number)", number)
        desk.provider.polls(of: "g\(number)", bring: .answer(.completed("g\(number)")))
        _ = try await desk.follow(submission.id)
        return try desk.now(submission.id)
    }

    private func sync(_ desk: Desk, afterHours hours: Int = 0) async throws -> SyncSummary {
        desk.clock.advance(.seconds(hours * 3600 + 1))
        return try await desk.meter.sync(
            over: desk.provider, books: books, observe: desk.log.observe)
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
        let desk = try Desk()
        try desk.set(.usd("10"))
        let submission = try await unpriced(desk)
        #expect(submission.state == .unpriced)
        let at = desk.clock.now
        books.set { state in
            state.lines = lines.map { line in
                line.kind == "charge"
                    ? .charge("g1", line.usd, at: at) : .refund("g1", line.usd, at: at)
            }
        }
        #expect(try await sync(desk).billed == 1)
        let charge = try #require(try desk.now(submission.id).charge)
        #expect(charge.usd == usd && charge.source == .transactions && charge.remark == remark)
        #expect(try desk.holding() == Holding(spent: usd, reserved: .zero, posted: 1, open: 0))
        let head = try desk.ledger.head()
        #expect(try await sync(desk).billed == 0)
        #expect(try desk.ledger.head() == head)
    }

    @Test func aRefundWithoutItsChargeSaysNothing() async throws {
        let desk = try Desk()
        let submission = try await unpriced(desk)
        let at = desk.clock.now
        books.set { $0.lines = [.refund("g1", "1", at: at)] }
        #expect(try await sync(desk).unpriced == 1)
        #expect(try desk.now(submission.id).charge == nil)
    }

    @Test func whatOnlyStoodInIsCorrectedWhenTheTruthArrives() async throws {
        let desk = try Desk()
        let submission = try await unpriced(desk)
        #expect(try await sync(desk, afterHours: 25).provisional == 1)
        #expect(try desk.now(submission.id).charge?.isProvisional == true)
        let at = desk.clock.now
        books.set { $0.lines = [.charge("g1", Desk.reservation, at: at)] }
        #expect(try await sync(desk).billed == 1)
        let charge = try desk.now(submission.id).charge
        #expect(charge == Charge(usd: Desk.reservation, source: .transactions))
        #expect(try desk.ledger.provisional().isEmpty)
    }

    @Test func hundredsOfPagesOfALogAreReadAtADecentPace() async throws {
        let desk = try Desk()
        desk.provider.willAnswer(.unknown(Fault(name: "timeout", message: "no answer")))
        let submission = try await desk.submit().submission
        let at = submission.reservedAt
        books.set { state in
            state.rows =
                (0..<40_000).map {
                    LogRow(created: at, status: .failed, inferenceID: "other-\($0)")
                } + [.of(submission)]
        }
        let began = desk.clock.now
        #expect(try await sync(desk).found == 1)
        let calls = books.calls
        #expect(calls >= 400)
        let minutes = Double(desk.clock.now.seconds(since: began)) / 60
        #expect(Double(calls) <= Double(CallPace.mostCallsAMinute) * (minutes + 1))
    }

    @Test(arguments: ["repeats", "429", "429 for long"])
    func aBookThatWillNotAnswerIsLeftAlone(trouble: String) async throws {
        let desk = try Desk()
        let submission = try await unpriced(desk)
        let at = desk.clock.now
        books.set { state in
            state.lines = [.charge("g1", "1", at: at)]
            state.repeats = trouble == "repeats"
            let fault = Fault(name: "http_429", message: "too many requests")
            if trouble != "repeats" { state.troubles = Array(repeating: fault, count: 100) }
            state.retryAfterSeconds = trouble == "429" ? 30 : 3600
        }
        let began = desk.clock.now
        let summary = try await sync(desk)
        #expect(summary.bookTrouble != nil && summary.billed == 0)
        #expect(books.calls < 20)
        #expect(desk.clock.now.seconds(since: began) < 300)
        #expect(try desk.now(submission.id).state == .unpriced)
    }

    @Test func aPauseThatIsAskedForIsMade() async throws {
        let desk = try Desk()
        let submission = try await unpriced(desk)
        let at = desk.clock.now
        books.set { state in
            state.lines = [.charge("g1", "1", at: at)]
            state.troubles = [Fault(name: "http_429", message: "too many requests")]
            state.retryAfterSeconds = 45
        }
        let began = desk.clock.now
        #expect(try await sync(desk).billed == 1)
        #expect(desk.clock.now.seconds(since: began) >= 45)
        #expect(try desk.now(submission.id).charge?.usd == "1")
    }
}
