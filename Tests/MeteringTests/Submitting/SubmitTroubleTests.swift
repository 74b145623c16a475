import Accounting
import LedgerStore
import Provider
import TestSupport
import Testing

@testable import Metering

@Suite("When submitting meets trouble", .timeLimit(.minutes(5)))
struct SubmitTroubleTests {
    static let fault = Fault(name: "timeout", message: "no answer")

    /// Lets the provider answer, and breaks the ledger before the answer can be recorded.
    private func submit(_ outcome: SubmitOutcome, breaking update: String = "submission")
        async throws -> (TestMeter, UnrecordedAnswer?)
    {
        let fixture = try TestMeter()
        try await fixture.set(.usd("100"))
        let shell = try SQLiteShell(fixture.ledger.path)
        fixture.provider.willAnswer { _ in
            shell.execute(
                """
                CREATE TRIGGER gone BEFORE UPDATE ON \(update)
                BEGIN SELECT raise(ABORT, 'the disk is gone'); END
                """)
            return outcome
        }
        defer { shell.execute("DROP TRIGGER gone") }
        do {
            _ = try await fixture.submit()
            return (fixture, nil)
        } catch let error as UnrecordedAnswer {
            return (fixture, error)
        }
    }

    @Test(
        "An answer that cannot be recorded is an error of its own, which names the submission",
        arguments: [
            SubmitOutcome.accepted(.queued("gen-7")), .unknown(fault),
            .refused(status: 400, fault), .notSent(fault),
        ])
    func unrecorded(_ outcome: SubmitOutcome) async throws {
        let (fixture, error) = try await submit(outcome)
        let unrecorded = try #require(error)
        let id = try #require(fixture.provider.posts.first)
        #expect(unrecorded.submission.id == id)
        #expect(unrecorded.outcome == outcome)
        #expect(unrecorded.description.contains(id.description))
        #expect(unrecorded.description.contains("$2.184"))
        if case .notSent = outcome {
            #expect(!unrecorded.wasSent)
        } else {
            #expect(unrecorded.wasSent)
            #expect(!unrecorded.description.contains("nothing was sent"))
        }
        if case .accepted = outcome { #expect(unrecorded.description.contains("gen-7")) }
        // Never lost and never zero: the money stays, and recovery finds it.
        #expect(try fixture.now(id).state == .dispatched)
        #expect(try fixture.holding()?.reserved == TestMeter.reservation)
        fixture.clock.advance(by: .seconds(3600))
        #expect(try await fixture.meter.recoverDead(fixture.log.observe).map(\.state) == [.unknown])
        #expect(try fixture.holding()?.reserved == TestMeter.reservation)
    }

    @Test func whatABusyLedgerSaysOfSendingNothingIsNotRepeatedAfterASend() {
        let proposal = Proposal(
            id: .random(at: TestMeter.start),
            subject: Subject(model: "m", mode: nil, orientation: nil),
            estimate: Estimate(maxCost: "1", length: nil))
        let submission = Submission(
            proposal, event: .reserved, day: Day("2026-11-21")!, at: TestMeter.start)!
        let error = UnrecordedAnswer(
            submission: submission, outcome: .accepted(.queued("g")),
            cause: LedgerError(.busy, "the ledger is busy; nothing was sent, try again"))
        #expect(!error.description.contains("nothing was sent"))
        #expect(error.description.contains("Do not submit it again"))
    }

    @Test func anEndThatCannotBeRecordedLeavesTheAcceptanceForTheNextPoll() async throws {
        // Only the second commit, which settles, updates the rollup's and the budget's spending.
        let fixture = try TestMeter()
        let shell = try SQLiteShell(fixture.ledger.path)
        shell.execute(
            """
            CREATE TRIGGER gone BEFORE UPDATE ON submission WHEN NEW.state = 'settled'
            BEGIN SELECT raise(ABORT, 'the disk is gone'); END
            """)
        fixture.provider.willAnswer(.accepted(.completed("g", usage: .usd("1.5"))))
        let result = try await fixture.submit()
        #expect(result.submission.state == .accepted)
        #expect(fixture.log.failures == ["ledger"])

        shell.execute("DROP TRIGGER gone")
        fixture.provider.polls(of: "g", bring: .answer(.completed("g", usage: .usd("1.5"))))
        #expect(try await fixture.sync().ended == 1)
        #expect(try fixture.now(result.submission.id).charge?.usd == "1.5")
    }

    @Test func aGenerationThatBelongsToAnotherSubmissionIsNotChargedTwice() async throws {
        let fixture = try TestMeter()
        try await fixture.set(.usd("100"))
        fixture.provider.willAnswer(.accepted(.completed("g", usage: .usd("1.5"))))
        fixture.provider.willAnswer(.accepted(.completed("g", usage: .usd("1.5"))))
        _ = try await fixture.submit(1)
        let second = try await fixture.submit(2)
        #expect(second.submission.state == .unknown)
        #expect(second.submission.fault?.name == "generation_taken")
        #expect(try fixture.holding()?.spent == "1.5")
        #expect(try fixture.holding()?.reserved == TestMeter.reservation)
    }

    @Test func aSubmitterThatStoodStillAfterItsCommitSendsNothing() async throws {
        let fixture = try TestMeter()
        let meter = fixture.meter
        // Stopped right after the commit, and woken when others have taken it for lost.
        let result = try await withTaskExecutorPreference(OwnExecutor()) {
            try await meter.submit(fixture.order(), over: fixture.provider) { observation in
                fixture.log.observe(observation)
                if case .changed(let submission) = observation, submission.state == .dispatched {
                    fixture.clock.advance(by: .seconds(3600))
                    OwnExecutor.hold { _ = try? await meter.recoverDead(fixture.log.observe) }
                }
            }
        }
        guard case .notSent(let submission) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(submission.state == .voided)
        #expect(submission.fault?.name == "stalled")
        #expect(fixture.provider.posts == [])
        #expect(fixture.log.states(of: submission.id) == [.dispatched, .unknown, .voided])
    }

    @Test func aFrozenReservationThatRecoveryVoidedCannotBeDispatched() async throws {
        let fixture = try TestMeter()
        let proposal = fixture.order().proposal(
            id: .random(at: fixture.clock.now), prices: try fixture.ledger.priceBook(),
            digest: String(repeating: "a", count: 64), at: fixture.clock.now)
        var options = ReservationOptions()
        options.dispatches = false
        _ = try await fixture.ledger.reserve(proposal, options, at: fixture.clock.now)
        fixture.clock.advance(by: .seconds(61))
        #expect(try await fixture.meter.recoverDead(fixture.log.observe).map(\.state) == [.voided])
        #expect(
            try await fixture.ledger.record(.dispatched, of: proposal.id, at: fixture.clock.now)
                == nil)
    }
}
