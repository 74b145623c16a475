import Accounting
import LedgerStore
import Provider
import TestSupport
import Testing

@testable import Metering

@Suite("Answers that come when nobody waits for them any more", .timeLimit(.minutes(5)))
struct LateAnswerTests {
    @Test func anAnswerThatComesAfterRecoveryIsStillTaken() async throws {
        let fixture = try TestMeter()
        let (meter, clock, log) = (fixture.meter, fixture.clock, fixture.log)
        fixture.provider.willAnswer { _ in
            clock.advance(by: .seconds(3600))
            _ = try? await meter.recoverDead(log.observe)
            return .accepted(.queued("late"))
        }
        let submission = try await fixture.submit().submission
        #expect(log.states(of: submission.id) == [.dispatched, .unknown, .accepted])
        #expect(submission.generationID == "late")
    }

    @Test func anAnswerAfterAPersonHasEndedItIsSaidAloud() async throws {
        let fixture = try TestMeter()
        let (meter, clock, log) = (fixture.meter, fixture.clock, fixture.log)
        fixture.provider.willAnswer { id in
            clock.advance(by: .seconds(3600))
            _ = try? await meter.recoverDead(log.observe)
            _ = try? await meter.resolve(id, as: .notCharged, reason: "gone", observe: log.observe)
            return .accepted(.completed("late", usage: .usd("1.5")))
        }
        let submission = try await fixture.submit().submission
        #expect(submission.state == .voided)
        #expect(try fixture.now(submission.id) == submission)
        #expect(log.failures == ["late_answer"])
        // What it says it costs is money that the provider takes, whatever the person believed.
        #expect(submission.charge == Charge(usd: "1.5", source: .submit))
        #expect(try await fixture.ledger.verify().problems == [])
    }

    /// A person ends it before the answer comes, and the ledger fails when that is to be posted.
    private func submitLate(_ fixture: TestMeter, failing: @escaping @Sendable () -> Void)
        async throws
        -> SubmitResult
    {
        let (meter, clock, log) = (fixture.meter, fixture.clock, fixture.log)
        fixture.provider.willAnswer { id in
            clock.advance(by: .seconds(3600))
            _ = try? await meter.recoverDead(log.observe)
            _ = try? await meter.resolve(id, as: .notCharged, reason: "gone", observe: log.observe)
            failing()
            return .accepted(.completed("late", usage: .usd("1.5")))
        }
        return try await fixture.submit()
    }

    @Test func aLateAnswerThatCannotBePostedWasSentAllTheSame() async throws {
        let fixture = try TestMeter()
        let shell = try SQLiteShell(fixture.ledger.path)
        let error = await #expect(throws: UnrecordedAnswer.self) {
            try await submitLate(fixture) {
                shell.execute(
                    """
                    CREATE TRIGGER gone BEFORE INSERT ON entry WHEN NEW.kind = 'adjusted'
                    BEGIN SELECT raise(ABORT, 'the disk is gone'); END
                    """)
            }
        }
        let unrecorded = try #require(error)
        // Exit code 4, and not the 75 that promises that nothing was sent.
        #expect(unrecorded.wasSent)
        #expect(unrecorded.submission.state == .voided)
        #expect(try fixture.now(unrecorded.submission.id).charge == nil)
        // Nothing is reserved any more: a person has to say what it cost.
        let text = unrecorded.description
        #expect(text.contains("generation late, at $1.50"))
        #expect(!text.contains("stays reserved"))
        #expect(unrecorded.advice == .resolveAsChargedOnceTheLedgerWorks(unrecorded.submission.id))
    }

    @Test(.needs(.smallDisk), arguments: [false, true])
    func aLateAnswerIsPostedWhenTheDiskHasRoomAgain(hasRoomAgain: Bool) async throws {
        let disk = try SmallDisk(kilobytes: 2048)
        let fixture = try TestMeter(ledger: disk.path("ledger.sqlite")) {
            if hasRoomAgain { try? disk.empty() }
        }
        var submission: Submission?
        var failure: UnrecordedAnswer?
        do {
            submission = try await submitLate(fixture) { try? disk.fill(leavingKilobytes: 0) }
                .submission
        } catch let error as UnrecordedAnswer {
            failure = error
        }
        #expect((failure?.cause as? LedgerError)?.kind == (hasRoomAgain ? nil : .full))
        #expect(failure?.wasSent == (hasRoomAgain ? nil : true))
        #expect(submission?.charge?.usd == (hasRoomAgain ? "1.5" : nil))
    }
}
