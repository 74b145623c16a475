import Accounting
import LedgerStore
import Provider
import Testing

@testable import Metering

/// No refusal may be undue: what ended unnoticed is not in the way.
@Suite("Making room before a refusal")
struct RoomTests {
    @Test func moneyOfOneThatHasEndedUnnoticedIsNotInTheWay() async throws {
        let desk = try Desk()
        try desk.set(.usd("3"))
        let first = try await desk.accepted(as: "g")
        desk.provider.polls(of: "g", bring: .answer(.completed("g", usage: .usd("0.5"))))
        let second = try await desk.submit(2)
        #expect(second.submission.state == .accepted)
        #expect(try desk.now(first.id).state == .settled)
        #expect(desk.provider.posts.count == 2)
        // Nothing of it stands in the journal as a refusal.
        var refused = SubmissionFilter()
        refused.state = .refused
        #expect(try desk.ledger.submissions(matching: refused) == [])
    }

    @Test func moneyThatIsStillInFlightIsInTheWay() async throws {
        let desk = try Desk()
        try desk.set(.usd("3"))
        _ = try await desk.accepted(as: "g")
        let second = try await desk.submit(2)
        #expect(second.submission.refusal?.reason == .inFlightBudgetExhausted)
        #expect(desk.provider.polls == ["g"])
        #expect(desk.provider.posts.count == 1)
    }

    @Test func oneThatCostTooMuchAfterAllIsStillInTheWay() async throws {
        let desk = try Desk()
        try desk.set(.usd("3"))
        _ = try await desk.accepted(as: "g")
        desk.provider.polls(of: "g", bring: .answer(.completed("g", usage: .usd("2"))))
        #expect(try await desk.submit(2).submission.refusal?.reason == .budgetExhausted)
    }

    @Test func theSameRequestIsADuplicateWhileItRunsAndNotAfterItsEnd() async throws {
        let desk = try Desk()
        _ = try await desk.accepted(as: "g")
        #expect(try await desk.submit().submission.refusal?.reason == .duplicate)
        desk.provider.polls(of: "g", bring: .answer(.completed("g", usage: .usd("0.5"))))
        #expect(try await desk.submit().submission.state == .accepted)
        #expect(desk.provider.posts.count == 2)
    }

    @Test func anUnknownOneStaysADuplicate() async throws {
        let desk = try Desk()
        desk.provider.willAnswer(.unknown(Fault(name: "timeout", message: "")))
        _ = try await desk.submit()
        #expect(try await desk.submit().submission.refusal?.reason == .duplicate)
        #expect(desk.provider.posts.count == 1)
    }

    @Test func nobodyIsPolledWhenThereIsRoom() async throws {
        let desk = try Desk()
        try desk.set(.usd("100"))
        _ = try await desk.accepted(as: "g", 1)
        _ = try await desk.submit(2)
        #expect(desk.provider.polls == [])
    }

    @Test func thePollsEndOnceThereIsRoom() async throws {
        let desk = try Desk()
        try desk.set(.usd("100"))
        for number in 1...40 {
            _ = try await desk.accepted(as: "g-\(number)", number)
            desk.provider.polls(
                of: "g-\(number)", bring: .answer(.completed("g-\(number)", usage: .usd("0.1"))))
        }
        #expect(try await desk.submit(41).submission.state == .accepted, "87.36 of 100")
        try desk.set(.usd("90"))
        #expect(try await desk.submit(42).submission.state == .accepted)
        #expect(desk.provider.polls.count < 20)
    }

    @Test func aSlowProviderHoldsUpARefusalForSecondsAndNotForever() async throws {
        let clock = ManualClock(Desk.start)
        let provider = FakeProvider { _ in clock.advance(.seconds(3)) }
        let folder = try Desk(provider: provider)
        let meter = Meter(ledger: folder.ledger, clock: clock.wall, jitter: { 0 })
        try folder.set(.usd("110"))
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
            while !Task.isCancelled { await Task.yield() }
        }
        let desk = try Desk(provider: provider)
        try desk.set(.usd("3"))
        _ = try await desk.accepted(as: "g")
        provider.polls(of: "g", bring: .answer(.completed("g", usage: .usd("0.5"))))
        let task = Task { try await desk.submit(2) }
        for await _ in polled {}
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(provider.posts.count == 1)
    }
}
