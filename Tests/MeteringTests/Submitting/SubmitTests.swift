import Accounting
import LedgerStore
import Metering
import Provider
import TestSupport
import Testing

@Suite("Submitting", .timeLimit(.minutes(5)))
struct SubmitTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let outcome: SubmitOutcome
        let state: SubmissionState
        let reserved: USD
        var spent: USD = .zero

        init(
            _ name: String, _ outcome: SubmitOutcome, _ state: SubmissionState, reserved: USD,
            spent: USD = .zero
        ) {
            testDescription = name
            self.outcome = outcome
            self.state = state
            self.reserved = reserved
            self.spent = spent
        }
    }

    static let fault = Fault(name: "timeout", message: "no answer")

    static let rows: [Row] = [
        Row("not sent", .notSent(fault), .voided, reserved: "0"),
        Row("refused", .refused(status: 403, fault), .voided, reserved: "0"),
        Row("no usable answer", .unknown(fault), .unknown, reserved: TestMeter.reservation),
        Row("queued", .accepted(.queued("g")), .accepted, reserved: TestMeter.reservation),
        Row(
            "queued with a hold", .accepted(.queued("g", usage: .usd("1.5"))), .accepted,
            reserved: TestMeter.reservation),
        Row(
            "completed at once", .accepted(.completed("g", usage: .usd("1.5"))), .settled,
            reserved: "0", spent: "1.5"),
        Row(
            "completed at once, no price", .accepted(.completed("g")), .unpriced,
            reserved: TestMeter.reservation),
        Row("failed at once", .accepted(.failed("g")), .voided, reserved: "0"),
        Row(
            "failed at once, charged", .accepted(.failed("g", usage: .usd("0.25"))), .settled,
            reserved: "0", spent: "0.25"),
        Row(
            "no id after all", .accepted(.queued(nil)), .unknown, reserved: TestMeter.reservation),
    ]

    @Test(
        "Every outcome of the POST moves the state and the money, after one POST", arguments: rows)
    func outcome(_ row: Row) async throws {
        let fixture = try TestMeter()
        try await fixture.set(.usd("100"))
        fixture.provider.willAnswer(row.outcome)
        let result = try await fixture.submit()

        #expect(result.submission.state == row.state)
        #expect(try fixture.now(result.submission.id) == result.submission)
        let holding = try #require(try fixture.holding())
        #expect(holding.reserved == row.reserved)
        #expect(holding.spent == row.spent)
        #expect(fixture.provider.posts == [result.submission.id])
        #expect(fixture.log.states(of: result.submission.id).last == row.state)
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func theReservationIsDurableBeforeTheFirstByteLeaves() async throws {
        let fixture = try TestMeter()
        let path = fixture.ledger.path
        fixture.provider.willAnswer { id in
            // As another process sees it at the moment of the POST.
            let other = try? Ledger(path: path, at: TestMeter.start)
            let state = try? other?.submission(id)?.state
            return .accepted(.queued(state == .dispatched ? "durable" : "not durable"))
        }
        #expect(try await fixture.submit().submission.generationID == "durable")
    }

    @Test func aRefusalOfTheGuardSendsNothing() async throws {
        let fixture = try TestMeter()
        try await fixture.set(.usd("1"))
        let result = try await fixture.submit()
        guard case .refused(let submission) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(submission.refusal?.reason == .requestExceedsBudget)
        #expect(fixture.provider.posts == [])
        #expect(try fixture.holding()?.submissions == 0)
    }

    @Test func aSubmissionThatIsCancelledBeforeItsReservationSendsNothing() async throws {
        let fixture = try TestMeter()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await fixture.submit()
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(fixture.provider.posts == [])
        #expect(try await fixture.ledger.submissions(matching: SubmissionFilter()) == [])
    }

    @Test func aSubmissionThatIsCancelledDuringThePOSTStillRecordsTheAnswer() async throws {
        let fixture = try TestMeter()
        let (sent, signal) = AsyncStream.makeStream(of: Void.self)
        let (answered, answer) = AsyncStream.makeStream(of: Void.self)
        fixture.provider.willAnswer { _ in
            signal.finish()
            for await _ in answered {}
            return .accepted(.queued(Task.isCancelled ? "hindered" : "unhindered"))
        }
        let task = Task { try await fixture.submit() }
        for await _ in sent {}
        task.cancel()
        answer.finish()
        let submission = try await task.value.submission
        #expect(submission.state == .accepted)
        #expect(submission.generationID == "unhindered")
    }

    @Test func theTimeOutOfThePOSTIsTheUsualOneUnlessAShorterIsAskedFor() async throws {
        let fixture = try TestMeter()
        for timeout in [nil, Duration.seconds(5), .seconds(100_000)] {
            var order = fixture.order()
            order.allowsDuplicate = true
            _ = try await fixture.meter.submit(
                order, over: fixture.provider, timeout: timeout, observe: fixture.log.observe)
        }
        #expect(fixture.provider.timeouts == [.seconds(61), .seconds(5), .seconds(61)])
    }

    @Test func previewRecordsAndSendsNothing() async throws {
        let fixture = try TestMeter()
        try await fixture.set(.usd("2"))
        let head = try fixture.ledger.head()
        let preview = try fixture.meter.preview(fixture.order())
        let (proposal, refusal) = (preview.proposal, preview.refusal)
        #expect(proposal.estimate.usd == TestMeter.reservation)
        #expect(refusal?.reason == .requestExceedsBudget)
        #expect(try fixture.ledger.head() == head)
    }
}
