import Accounting
import LedgerStore
import Provider
import TestSupport
import Testing

@testable import Metering

/// No refusal may be undue: what ended unnoticed is not in the way.
@Suite("Making room before a refusal", .timeLimit(.minutes(5)))
struct RoomTests {
    @Test func moneyOfOneThatHasEndedUnnoticedIsNotInTheWay() async throws {
        let fixture = try TestMeter()
        try await fixture.set(.usd("3"))
        let first = try await fixture.accepted(as: "g")
        fixture.provider.polls(of: "g", bring: .answer(.completed("g", usage: .usd("0.5"))))
        let second = try await fixture.submit(2)
        #expect(second.submission.state == .accepted)
        #expect(try fixture.now(first.id).state == .settled)
        #expect(fixture.provider.posts.count == 2)
        // Nothing of it stands in the journal as a refusal.
        var refused = SubmissionFilter()
        refused.state = .refused
        #expect(try await fixture.ledger.submissions(matching: refused) == [])
    }

    @Test func moneyThatIsStillInFlightIsInTheWay() async throws {
        let fixture = try TestMeter()
        try await fixture.set(.usd("3"))
        _ = try await fixture.accepted(as: "g")
        let second = try await fixture.submit(2)
        #expect(second.submission.refusal?.reason == .inFlightBudgetExhausted)
        #expect(fixture.provider.polls == ["g"])
        #expect(fixture.provider.posts.count == 1)
    }

    @Test func oneThatCostTooMuchAfterAllIsStillInTheWay() async throws {
        let fixture = try TestMeter()
        try await fixture.set(.usd("3"))
        _ = try await fixture.accepted(as: "g")
        fixture.provider.polls(of: "g", bring: .answer(.completed("g", usage: .usd("2"))))
        #expect(try await fixture.submit(2).submission.refusal?.reason == .budgetExhausted)
    }

    @Test func theSameRequestIsADuplicateWhileItRunsAndNotAfterItsEnd() async throws {
        let fixture = try TestMeter()
        _ = try await fixture.accepted(as: "g")
        #expect(try await fixture.submit().submission.refusal?.reason == .duplicate)
        fixture.provider.polls(of: "g", bring: .answer(.completed("g", usage: .usd("0.5"))))
        #expect(try await fixture.submit().submission.state == .accepted)
        #expect(fixture.provider.posts.count == 2)
    }

    @Test func anUnknownOneStaysADuplicate() async throws {
        let fixture = try TestMeter()
        fixture.provider.willAnswer(.unknown(Fault(name: "timeout", message: "")))
        _ = try await fixture.submit()
        #expect(try await fixture.submit().submission.refusal?.reason == .duplicate)
        #expect(fixture.provider.posts.count == 1)
    }

    @Test func nobodyIsPolledWhenThereIsRoom() async throws {
        let fixture = try TestMeter()
        try await fixture.set(.usd("100"))
        _ = try await fixture.accepted(as: "g", 1)
        _ = try await fixture.submit(2)
        #expect(fixture.provider.polls == [])
    }

    @Test func thePollsEndOnceThereIsRoom() async throws {
        let fixture = try TestMeter()
        try await fixture.set(.usd("100"))
        for number in 1...40 {
            _ = try await fixture.accepted(as: "g-\(number)", number)
            fixture.provider.polls(
                of: "g-\(number)", bring: .answer(.completed("g-\(number)", usage: .usd("0.1"))))
        }
        #expect(try await fixture.submit(41).submission.state == .accepted, "87.36 of 100")
        try await fixture.set(.usd("90"))
        #expect(try await fixture.submit(42).submission.state == .accepted)
        #expect(fixture.provider.polls.count < 20)
    }

    @Test func aSlowProviderHoldsUpARefusalForSecondsAndNotForever() async throws {
        let clock = ManualClock(TestMeter.start)
        let provider = FakeProvider { _ in clock.advance(by: .seconds(3)) }
        let folder = try TestMeter(provider: provider)
        let meter = Meter(ledger: folder.ledger, clock: WallClock(clock), jitter: { 0 })
        try await folder.set(.usd("110"))
        for number in 1...50 { _ = try await folder.accepted(as: "g-\(number)", number) }
        let started = clock.now
        let result = try await meter.submit(
            folder.order(51), over: provider, observe: folder.log.observe)
        #expect(result.submission.refusal?.reason == .inFlightBudgetExhausted)
        // Polls that have begun are waited for; no further ones begin.
        #expect(clock.now.seconds(since: started) <= 20 + 8 * 3)
    }

    @Test func anInterruptWhileRoomIsMadeSendsNothing() async throws {
        let (polled, signal) = AsyncStream.makeStream(of: Void.self)
        let provider = FakeProvider { _ in
            signal.finish()
            await untilCancelled()
        }
        let fixture = try TestMeter(provider: provider)
        try await fixture.set(.usd("3"))
        _ = try await fixture.accepted(as: "g")
        provider.polls(of: "g", bring: .answer(.completed("g", usage: .usd("0.5"))))
        let task = Task { try await fixture.submit(2) }
        for await _ in polled {}
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(provider.posts.count == 1)
    }
}
