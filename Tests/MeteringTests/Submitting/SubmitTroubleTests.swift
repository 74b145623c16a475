import Accounting
import LedgerStore
import Provider
import TestSupport
import Testing

@testable import Metering

@Suite("When submitting meets trouble")
struct SubmitTroubleTests {
    static let fault = Fault(name: "timeout", message: "no answer")

    /// Lets the provider answer, and breaks the ledger before the answer can be recorded.
    private func submit(_ outcome: SubmitOutcome, breaking update: String = "submission")
        async throws -> (Desk, UnrecordedAnswer?)
    {
        let desk = try Desk()
        try desk.set(.usd("100"))
        let shell = try SQLiteShell(desk.ledger.path)
        desk.provider.willAnswer { _ in
            shell.execute(
                """
                CREATE TRIGGER gone BEFORE UPDATE ON \(update)
                BEGIN SELECT raise(ABORT, 'the disk is gone'); END
                """)
            return outcome
        }
        defer { shell.execute("DROP TRIGGER gone") }
        do {
            _ = try await desk.submit()
            return (desk, nil)
        } catch let error as UnrecordedAnswer {
            return (desk, error)
        }
    }

    @Test(
        "An answer that cannot be recorded is an error of its own, which names the submission",
        arguments: [
            SubmitOutcome.accepted(.queued("gen-7")), .unknown(fault),
            .refused(status: 400, fault), .notSent(fault),
        ])
    func unrecorded(_ outcome: SubmitOutcome) async throws {
        let (desk, error) = try await submit(outcome)
        let unrecorded = try #require(error)
        let id = try #require(desk.provider.posts.first)
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
        #expect(try desk.now(id).state == .dispatched)
        #expect(try desk.holding()?.reserved == Desk.reservation)
        desk.clock.advance(.seconds(3600))
        #expect(try desk.meter.recoverDead(desk.log.observe).map(\.state) == [.unknown])
        #expect(try desk.holding()?.reserved == Desk.reservation)
    }

    @Test func whatABusyLedgerSaysOfSendingNothingIsNotRepeatedAfterASend() {
        let proposal = Proposal(
            id: .random(at: Desk.start),
            subject: Subject(model: "m", mode: nil, orientation: nil),
            estimate: Estimate(maxCost: "1", length: nil))
        let submission = Submission(
            proposal, event: .reserved, day: Day("2026-11-21")!, at: Desk.start)!
        let error = UnrecordedAnswer(
            submission: submission, outcome: .accepted(.queued("g")),
            cause: LedgerError(.busy, "the ledger is busy; nothing was sent, try again"))
        #expect(!error.description.contains("nothing was sent"))
        #expect(error.description.contains("Do not submit it again"))
    }

    @Test func anEndThatCannotBeRecordedLeavesTheAcceptanceForTheNextPoll() async throws {
        // Only the second commit, which settles, updates the rollup's and the budget's spending.
        let desk = try Desk()
        let shell = try SQLiteShell(desk.ledger.path)
        shell.execute(
            """
            CREATE TRIGGER gone BEFORE UPDATE ON submission WHEN NEW.state = 'settled'
            BEGIN SELECT raise(ABORT, 'the disk is gone'); END
            """)
        desk.provider.willAnswer(.accepted(.completed("g", usage: .usd("1.5"))))
        let result = try await desk.submit()
        #expect(result.submission.state == .accepted)
        #expect(desk.log.troubles == ["ledger"])

        shell.execute("DROP TRIGGER gone")
        desk.provider.polls(of: "g", bring: .answer(.completed("g", usage: .usd("1.5"))))
        #expect(try await desk.sync().ended == 1)
        #expect(try desk.now(result.submission.id).charge?.usd == "1.5")
    }

    @Test func aGenerationThatBelongsToAnotherSubmissionIsNotChargedTwice() async throws {
        let desk = try Desk()
        try desk.set(.usd("100"))
        desk.provider.willAnswer(.accepted(.completed("g", usage: .usd("1.5"))))
        desk.provider.willAnswer(.accepted(.completed("g", usage: .usd("1.5"))))
        _ = try await desk.submit(1)
        let second = try await desk.submit(2)
        #expect(second.submission.state == .unknown)
        #expect(second.submission.fault?.name == "generation_taken")
        #expect(try desk.holding()?.spent == "1.5")
        #expect(try desk.holding()?.reserved == Desk.reservation)
    }

    @Test func aSubmitterThatStoodStillAfterItsCommitSendsNothing() async throws {
        let desk = try Desk()
        let meter = desk.meter
        // Stopped right after the commit, and woken when others have taken it for lost.
        let result = try await meter.submit(desk.order(), over: desk.provider) { observation in
            desk.log.observe(observation)
            if case .changed(let submission) = observation, submission.state == .dispatched {
                desk.clock.advance(.seconds(3600))
                _ = try? meter.recoverDead(desk.log.observe)
            }
        }
        guard case .notSent(let submission) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(submission.state == .voided)
        #expect(submission.fault?.name == "stalled")
        #expect(desk.provider.posts == [])
        #expect(desk.log.states(of: submission.id) == [.dispatched, .unknown, .voided])
    }

    @Test func aFrozenReservationThatRecoveryVoidedCannotBeDispatched() async throws {
        let desk = try Desk()
        let proposal = desk.order().proposal(
            id: .random(at: desk.clock.now), prices: try desk.ledger.priceBook(),
            digest: String(repeating: "a", count: 64), at: desk.clock.now)
        var options = ReservationOptions()
        options.dispatches = false
        _ = try desk.ledger.reserve(proposal, options, at: desk.clock.now)
        desk.clock.advance(.seconds(61))
        #expect(try desk.meter.recoverDead(desk.log.observe).map(\.state) == [.voided])
        #expect(
            try desk.ledger.record(.dispatched, of: proposal.id, at: desk.clock.now) == nil)
    }
}
