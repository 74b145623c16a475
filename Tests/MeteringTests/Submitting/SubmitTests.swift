import Accounting
import LedgerStore
import Metering
import Provider
import Testing

@Suite("Submitting")
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
        Row("no usable answer", .unknown(fault), .unknown, reserved: Desk.reservation),
        Row("queued", .accepted(.queued("g")), .accepted, reserved: Desk.reservation),
        Row(
            "queued with a hold", .accepted(.queued("g", usage: .usd("1.5"))), .accepted,
            reserved: Desk.reservation),
        Row(
            "completed at once", .accepted(.completed("g", usage: .usd("1.5"))), .settled,
            reserved: "0", spent: "1.5"),
        Row(
            "completed at once, no price", .accepted(.completed("g")), .unpriced,
            reserved: Desk.reservation),
        Row("failed at once", .accepted(.failed("g")), .voided, reserved: "0"),
        Row(
            "failed at once, charged", .accepted(.failed("g", usage: .usd("0.25"))), .settled,
            reserved: "0", spent: "0.25"),
        Row(
            "no id after all", .accepted(.queued(nil)), .unknown, reserved: Desk.reservation),
    ]

    @Test(
        "Every outcome of the POST moves the state and the money, after one POST", arguments: rows)
    func outcome(_ row: Row) async throws {
        let desk = try Desk()
        try desk.set(.usd("100"))
        desk.provider.willAnswer(row.outcome)
        let result = try await desk.submit()

        #expect(result.submission.state == row.state)
        #expect(try desk.now(result.submission.id) == result.submission)
        let holding = try #require(try desk.holding())
        #expect(holding.reserved == row.reserved)
        #expect(holding.spent == row.spent)
        #expect(desk.provider.posts == [result.submission.id])
        #expect(desk.log.states(of: result.submission.id).last == row.state)
        #expect(try desk.ledger.verify().problems == [])
    }

    @Test func theReservationIsDurableBeforeTheFirstByteLeaves() async throws {
        let desk = try Desk()
        let path = desk.ledger.path
        desk.provider.willAnswer { id in
            // As another process sees it at the moment of the POST.
            let other = try? Ledger(path: path, at: Desk.start)
            let state = try? other?.submission(id)?.state
            return .accepted(.queued(state == .dispatched ? "durable" : "not durable"))
        }
        #expect(try await desk.submit().submission.generationID == "durable")
    }

    @Test func aRefusalOfTheGuardSendsNothing() async throws {
        let desk = try Desk()
        try desk.set(.usd("1"))
        let result = try await desk.submit()
        guard case .refused(let submission) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(submission.refusal?.reason == .requestExceedsBudget)
        #expect(desk.provider.posts == [])
        #expect(try desk.holding()?.submissions == 0)
    }

    @Test func aSubmissionThatIsCancelledBeforeItsReservationSendsNothing() async throws {
        let desk = try Desk()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await desk.submit()
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(desk.provider.posts == [])
        #expect(try desk.ledger.submissions(matching: SubmissionFilter()) == [])
    }

    @Test func aSubmissionThatIsCancelledDuringThePOSTStillRecordsTheAnswer() async throws {
        let desk = try Desk()
        let (sent, signal) = AsyncStream.makeStream(of: Void.self)
        let (answered, answer) = AsyncStream.makeStream(of: Void.self)
        desk.provider.willAnswer { _ in
            signal.finish()
            for await _ in answered {}
            return .accepted(.queued(Task.isCancelled ? "hindered" : "unhindered"))
        }
        let task = Task { try await desk.submit() }
        for await _ in sent {}
        task.cancel()
        answer.finish()
        let submission = try await task.value.submission
        #expect(submission.state == .accepted)
        #expect(submission.generationID == "unhindered")
    }

    @Test func theTimeOutOfThePOSTIsTheUsualOneUnlessAShorterIsAskedFor() async throws {
        let desk = try Desk()
        for timeout in [nil, Duration.seconds(5), .seconds(100_000)] {
            var order = desk.order()
            order.allowsDuplicate = true
            _ = try await desk.meter.submit(
                order, over: desk.provider, timeout: timeout, observe: desk.log.observe)
        }
        #expect(desk.provider.timeouts == [.seconds(61), .seconds(5), .seconds(61)])
    }

    @Test func previewRecordsAndSendsNothing() throws {
        let desk = try Desk()
        try desk.set(.usd("2"))
        let head = try desk.ledger.head()
        let preview = try desk.meter.preview(desk.order())
        let (proposal, refusal) = (preview.proposal, preview.refusal)
        #expect(proposal.estimate.usd == Desk.reservation)
        #expect(refusal?.reason == .requestExceedsBudget)
        #expect(try desk.ledger.head() == head)
    }
}
