import Accounting
import LedgerStore
import Provider
import TestSupport
import Testing

@testable import Metering

@Suite("Following a submission", .timeLimit(.minutes(5)))
struct FollowTests {
    static let fault = Fault(name: "server_error", message: "HTTP 503")

    @Test func itIsPolledToItsEndHoweverItsStatusWanders() async throws {
        let fixture = try TestMeter()
        try await fixture.set(.usd("100"))
        let submission = try await fixture.accepted(as: "g")
        fixture.provider.polls(
            of: "g",
            bring: .answer(.queued("g")),
            .answer(Generation(id: "g", status: .running("generating"))),
            .answer(.queued("g")),
            .answer(Generation(id: "g", status: .unrecognized("dreaming"))),
            .answer(.completed("g", usage: .usd("1.5"))))
        guard case .ended(let ended) = try await fixture.follow(submission.id) else {
            Issue.record("not ended")
            return
        }
        #expect(ended.state == .settled)
        #expect(ended.charge == Charge(usd: "1.5", source: .body))
        #expect(ended.videoURL == "https://cdn.example/v.mp4")
        #expect(fixture.log.statuses == ["queued", "generating", "queued", "dreaming"])
        #expect(fixture.log.unknownStatuses == ["dreaming"])
        #expect(fixture.clock.naps == Array(repeating: .seconds(15), count: 4))
        #expect(try fixture.holding()?.spent == "1.5")
        #expect(try fixture.holding()?.reserved == .zero)
        #expect(fixture.provider.posts.count == 1)
    }

    @Test func failuresAreAskedAgainAfterLongerPauses() async throws {
        let fixture = try TestMeter()
        let submission = try await fixture.accepted(as: "g")
        fixture.provider.polls(
            of: "g",
            bring: .unavailable(FollowTests.fault, retryAfterSeconds: nil),
            .unavailable(FollowTests.fault, retryAfterSeconds: 90),
            .rejected(status: 404, FollowTests.fault),
            .rejected(status: 400, FollowTests.fault),
            .answer(.queued("g")),
            .answer(.completed("g", usage: .usd("1.5"))))
        _ = try await fixture.follow(submission.id)
        #expect(try fixture.now(submission.id).state == .settled)
        #expect(fixture.clock.naps.map(\.components.seconds) == [30, 90, 60, 60, 15])
        #expect(fixture.log.failures.count == 4)
    }

    @Test("A refused key ends the following and nothing else", arguments: [401, 403])
    func refusedKey(_ status: Int) async throws {
        let fixture = try TestMeter()
        let submission = try await fixture.accepted(as: "g")
        fixture.provider.polls(of: "g", bring: .rejected(status: status, FollowTests.fault))
        guard case .rejected(let still, let fault) = try await fixture.follow(submission.id) else {
            Issue.record("not rejected")
            return
        }
        #expect(still.state == .accepted)
        #expect(fault == FollowTests.fault)
        #expect(try fixture.now(submission.id).openReservation == TestMeter.reservation)
        #expect(fixture.provider.polls == ["g"])
    }

    @Test func whenTheTimeIsUpItIsAskedOnceMoreAndTheMoneyStays() async throws {
        let fixture = try TestMeter()
        let submission = try await fixture.accepted(as: "g")
        guard
            case .stillRunning(let still) = try await fixture.follow(submission.id, forSeconds: 40)
        else {
            Issue.record("ended")
            return
        }
        #expect(still.openReservation == TestMeter.reservation)
        #expect(fixture.clock.naps.map(\.components.seconds) == [15, 15, 10])
        #expect(fixture.provider.polls.count == 4)
    }

    @Test("No deadline overflows", arguments: [Int64.min, -1, 0, 1])
    func pastDeadlines(_ microseconds: Int64) async throws {
        let fixture = try TestMeter()
        let submission = try await fixture.accepted(as: "g")
        let result = try await fixture.meter.follow(
            submission.id, over: fixture.provider, until: Instant(microseconds: microseconds),
            interval: .zero, observe: fixture.log.observe)
        guard case .stillRunning = result else {
            Issue.record("\(result)")
            return
        }
        #expect(fixture.provider.polls.count == 1)
    }

    @Test func aDeadlineAtTheEndOfTimeIsHonoured() async throws {
        let fixture = try TestMeter(at: Instant(microseconds: -1))
        let submission = try await fixture.accepted(as: "g")
        fixture.provider.polls(
            of: "g", bring: .answer(.queued("g")), .answer(.completed("g", usage: .usd("1"))))
        let result = try await fixture.meter.follow(
            submission.id, over: fixture.provider, until: Instant(microseconds: .max),
            interval: .seconds(Int64.max), observe: fixture.log.observe)
        guard case .ended = result else {
            Issue.record("\(result)")
            return
        }
    }

    @Test func aClockThatIsSetBackGivesNoTimeAnew() async throws {
        let clock = ManualClock(TestMeter.start)
        let provider = FakeProvider { _ in clock.set(TestMeter.start) }
        let fixture = try TestMeter(provider: provider)
        let submission = try await fixture.accepted(as: "g")
        let meter = Meter(ledger: fixture.ledger, clock: WallClock(clock), jitter: { 0.5 })
        let result = try await meter.follow(
            submission.id, over: provider, until: TestMeter.start.advanced(bySeconds: 60),
            interval: .seconds(15), observe: fixture.log.observe)
        guard case .stillRunning = result else {
            Issue.record("\(result)")
            return
        }
        #expect(clock.naps.count == 4)
    }

    @Test func anInterruptStopsTheFollowingAndTheSubmissionGoesOn() async throws {
        let (polled, signal) = AsyncStream.makeStream(of: Void.self)
        let provider = FakeProvider { _ in signal.finish() }
        let fixture = try TestMeter(provider: provider)
        let submission = try await fixture.accepted(as: "g")
        let task = Task { try await fixture.follow(submission.id, forSeconds: 1_000_000_000) }
        for await _ in polled {}
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try fixture.now(submission.id).state == .accepted)
        #expect(try fixture.now(submission.id).openReservation == TestMeter.reservation)
    }

    @Test func aPollThatWasInterruptedIsNoFailureOfTheProvider() async throws {
        let (polled, signal) = AsyncStream.makeStream(of: Void.self)
        let provider = FakeProvider { _ in
            signal.finish()
            await untilCancelled()
        }
        let fixture = try TestMeter(provider: provider)
        let submission = try await fixture.accepted(as: "g")
        provider.polls(
            of: "g",
            bring: .unavailable(Fault(name: "cancelled", message: ""), retryAfterSeconds: nil))
        let task = Task { try await fixture.follow(submission.id, forSeconds: 0) }
        for await _ in polled {}
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(fixture.log.failures == [])
    }

    @Test func anAnswerThatCameBeforeTheInterruptIsRecorded() async throws {
        let (polled, signal) = AsyncStream.makeStream(of: Void.self)
        let provider = FakeProvider { _ in
            signal.finish()
            await untilCancelled()
        }
        let fixture = try TestMeter(provider: provider)
        let submission = try await fixture.accepted(as: "g")
        provider.polls(of: "g", bring: .answer(.completed("g", usage: .usd("1.5"))))
        let task = Task { try await fixture.follow(submission.id) }
        for await _ in polled {}
        task.cancel()
        _ = try? await task.value
        #expect(try fixture.now(submission.id).state == .settled)
    }

    @Test func anAnswerAboutAnotherSubmissionsGenerationSettlesNothing() async throws {
        let fixture = try TestMeter()
        _ = try await fixture.accepted(as: "other", 2)
        let submission = try await fixture.accepted(as: "g")
        fixture.provider.polls(of: "g", bring: .answer(.completed("other", usage: .usd("1.5"))))
        guard case .stillRunning = try await fixture.follow(submission.id, forSeconds: 20) else {
            Issue.record("ended")
            return
        }
        #expect(fixture.log.failures == ["other_generation", "other_generation"])

        fixture.provider.polls(of: "g", bring: .answer(.completed(nil, usage: .usd("1.5"))))
        _ = try await fixture.follow(submission.id)
        #expect(try fixture.now(submission.id).state == .settled)
    }

    @Test func anIDThatIsSpeltDifferentlyInThePollSettles() async throws {
        let fixture = try TestMeter()
        let submission = try await fixture.accepted(as: "349865017168125:minimax/hailuo-2.3")
        fixture.provider.polls(
            of: "349865017168125:minimax/hailuo-2.3",
            bring: .answer(.completed("349865017168125", usage: .usd("1.5"))))
        _ = try await fixture.follow(submission.id)
        #expect(try fixture.now(submission.id).state == .settled)
    }

    @Test func aPollTakesNoLongerThanThereIsTime() async throws {
        let fixture = try TestMeter()
        let submission = try await fixture.accepted(as: "g")
        fixture.provider.polls(of: "g", bring: .answer(.queued("g")))
        _ = try await fixture.follow(submission.id, forSeconds: 5)
        #expect(!fixture.provider.pollTimeouts.isEmpty)
        #expect(fixture.provider.pollTimeouts.allSatisfy { $0 <= .seconds(5) })
    }

    @Test func twoPollersSettleOnce() async throws {
        let fixture = try TestMeter()
        try await fixture.set(.usd("100"))
        let submission = try await fixture.accepted(as: "g")
        fixture.provider.polls(of: "g", bring: .answer(.completed("g", usage: .usd("1.5"))))
        let ends = try await withThrowingTaskGroup(of: SubmissionState?.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    guard case .ended(let ended) = try await fixture.follow(submission.id) else {
                        return nil
                    }
                    return ended.state
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(ends == Array(repeating: .settled, count: 8))
        #expect(fixture.log.states(of: submission.id) == [.dispatched, .accepted, .settled])
        #expect(try fixture.holding()?.spent == "1.5")
        #expect(try fixture.holding()?.posted == 1)
    }

    @Test func aChargeAboveTheReservationIsRecordedInFullAndSaidAloud() async throws {
        let fixture = try TestMeter()
        try await fixture.set(.usd("3"))
        let submission = try await fixture.accepted(as: "g")
        fixture.provider.polls(of: "g", bring: .answer(.completed("g", usage: .usd("4"))))
        _ = try await fixture.follow(submission.id)
        #expect(try fixture.now(submission.id).charge?.usd == "4")
        #expect(try fixture.holding()?.spent == "4")
        #expect(fixture.log.alerts.contains(.overrun))
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func nobodyCanFollowWhatDoesNotExist() async throws {
        let fixture = try TestMeter()
        await #expect(throws: LedgerError.self) {
            _ = try await fixture.follow(.random(at: TestMeter.start))
        }
    }
}
