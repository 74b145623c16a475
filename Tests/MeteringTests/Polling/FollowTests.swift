import Accounting
import LedgerStore
import Provider
import Testing

@testable import Metering

@Suite("Following a submission")
struct FollowTests {
    static let fault = Fault(name: "server_error", message: "HTTP 503")

    @Test func itIsPolledToItsEndHoweverItsStatusWanders() async throws {
        let desk = try Desk()
        try desk.set(.usd("100"))
        let submission = try await desk.accepted(as: "g")
        desk.provider.polls(
            of: "g",
            bring: .answer(.queued("g")),
            .answer(Generation(id: "g", status: .running("generating"))),
            .answer(.queued("g")),
            .answer(Generation(id: "g", status: .unrecognized("dreaming"))),
            .answer(.completed("g", usage: .usd("1.5"))))
        guard case .ended(let ended) = try await desk.follow(submission.id) else {
            Issue.record("not ended")
            return
        }
        #expect(ended.state == .settled)
        #expect(ended.charge == Charge(usd: "1.5", source: .body))
        #expect(ended.videoURL == "https://cdn.example/v.mp4")
        #expect(desk.log.statuses == ["queued", "generating", "queued", "dreaming"])
        #expect(desk.log.unknownStatuses == ["dreaming"])
        #expect(desk.clock.naps == Array(repeating: .seconds(15), count: 4))
        #expect(try desk.holding()?.spent == "1.5")
        #expect(try desk.holding()?.reserved == .zero)
        #expect(desk.provider.posts.count == 1)
    }

    @Test func failuresAreAskedAgainAfterLongerPauses() async throws {
        let desk = try Desk()
        let submission = try await desk.accepted(as: "g")
        desk.provider.polls(
            of: "g",
            bring: .unavailable(FollowTests.fault, retryAfterSeconds: nil),
            .unavailable(FollowTests.fault, retryAfterSeconds: 90),
            .rejected(status: 404, FollowTests.fault),
            .rejected(status: 400, FollowTests.fault),
            .answer(.queued("g")),
            .answer(.completed("g", usage: .usd("1.5"))))
        _ = try await desk.follow(submission.id)
        #expect(try desk.now(submission.id).state == .settled)
        #expect(desk.clock.naps.map(\.components.seconds) == [30, 90, 60, 60, 15])
        #expect(desk.log.troubles.count == 4)
    }

    @Test("A refused key ends the following and nothing else", arguments: [401, 403])
    func refusedKey(_ status: Int) async throws {
        let desk = try Desk()
        let submission = try await desk.accepted(as: "g")
        desk.provider.polls(of: "g", bring: .rejected(status: status, FollowTests.fault))
        guard case .rejected(let still, let fault) = try await desk.follow(submission.id) else {
            Issue.record("not rejected")
            return
        }
        #expect(still.state == .accepted)
        #expect(fault == FollowTests.fault)
        #expect(try desk.now(submission.id).openReservation == Desk.reservation)
        #expect(desk.provider.polls == ["g"])
    }

    @Test func whenTheTimeIsUpItIsAskedOnceMoreAndTheMoneyStays() async throws {
        let desk = try Desk()
        let submission = try await desk.accepted(as: "g")
        guard case .stillRunning(let still) = try await desk.follow(submission.id, forSeconds: 40)
        else {
            Issue.record("ended")
            return
        }
        #expect(still.openReservation == Desk.reservation)
        #expect(desk.clock.naps.map(\.components.seconds) == [15, 15, 10])
        #expect(desk.provider.polls.count == 4)
    }

    @Test("No deadline overflows", arguments: [Int64.min, -1, 0, 1])
    func pastDeadlines(_ microseconds: Int64) async throws {
        let desk = try Desk()
        let submission = try await desk.accepted(as: "g")
        let result = try await desk.meter.follow(
            submission.id, over: desk.provider, until: Instant(microseconds: microseconds),
            interval: .zero, observe: desk.log.observe)
        guard case .stillRunning = result else {
            Issue.record("\(result)")
            return
        }
        #expect(desk.provider.polls.count == 1)
    }

    @Test func aDeadlineAtTheEndOfTimeIsHonoured() async throws {
        let desk = try Desk(at: Instant(microseconds: -1))
        let submission = try await desk.accepted(as: "g")
        desk.provider.polls(
            of: "g", bring: .answer(.queued("g")), .answer(.completed("g", usage: .usd("1"))))
        let result = try await desk.meter.follow(
            submission.id, over: desk.provider, until: Instant(microseconds: .max),
            interval: .seconds(Int64.max), observe: desk.log.observe)
        guard case .ended = result else {
            Issue.record("\(result)")
            return
        }
    }

    @Test func aClockThatIsSetBackGivesNoTimeAnew() async throws {
        let clock = ManualClock(Desk.start)
        let provider = FakeProvider { _ in clock.set(Desk.start) }
        let desk = try Desk(provider: provider)
        let submission = try await desk.accepted(as: "g")
        let meter = Meter(ledger: desk.ledger, clock: clock.wall, jitter: { 0.5 })
        let result = try await meter.follow(
            submission.id, over: provider, until: Desk.start.advanced(bySeconds: 60),
            interval: .seconds(15), observe: desk.log.observe)
        guard case .stillRunning = result else {
            Issue.record("\(result)")
            return
        }
        #expect(clock.naps.count == 4)
    }

    @Test func anInterruptStopsTheFollowingAndTheSubmissionGoesOn() async throws {
        let (polled, signal) = AsyncStream.makeStream(of: Void.self)
        let provider = FakeProvider { _ in signal.finish() }
        let desk = try Desk(provider: provider)
        let submission = try await desk.accepted(as: "g")
        let task = Task { try await desk.follow(submission.id, forSeconds: 1_000_000_000) }
        for await _ in polled {}
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try desk.now(submission.id).state == .accepted)
        #expect(try desk.now(submission.id).openReservation == Desk.reservation)
    }

    @Test func aPollThatWasInterruptedIsNoTroubleOfTheProvider() async throws {
        let (polled, signal) = AsyncStream.makeStream(of: Void.self)
        let provider = FakeProvider { _ in
            signal.finish()
            while !Task.isCancelled { await Task.yield() }
        }
        let desk = try Desk(provider: provider)
        let submission = try await desk.accepted(as: "g")
        provider.polls(
            of: "g",
            bring: .unavailable(Fault(name: "cancelled", message: ""), retryAfterSeconds: nil))
        let task = Task { try await desk.follow(submission.id, forSeconds: 0) }
        for await _ in polled {}
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(desk.log.troubles == [])
    }

    @Test func anAnswerThatCameBeforeTheInterruptIsRecorded() async throws {
        let (polled, signal) = AsyncStream.makeStream(of: Void.self)
        let provider = FakeProvider { _ in
            signal.finish()
            while !Task.isCancelled { await Task.yield() }
        }
        let desk = try Desk(provider: provider)
        let submission = try await desk.accepted(as: "g")
        provider.polls(of: "g", bring: .answer(.completed("g", usage: .usd("1.5"))))
        let task = Task { try await desk.follow(submission.id) }
        for await _ in polled {}
        task.cancel()
        _ = try? await task.value
        #expect(try desk.now(submission.id).state == .settled)
    }

    @Test func anAnswerAboutAnotherSubmissionsGenerationSettlesNothing() async throws {
        let desk = try Desk()
        _ = try await desk.accepted(as: "other", 2)
        let submission = try await desk.accepted(as: "g")
        desk.provider.polls(of: "g", bring: .answer(.completed("other", usage: .usd("1.5"))))
        guard case .stillRunning = try await desk.follow(submission.id, forSeconds: 20) else {
            Issue.record("ended")
            return
        }
        #expect(desk.log.troubles == ["other_generation", "other_generation"])

        desk.provider.polls(of: "g", bring: .answer(.completed(nil, usage: .usd("1.5"))))
        _ = try await desk.follow(submission.id)
        #expect(try desk.now(submission.id).state == .settled)
    }

    @Test func anIDThatIsSpeltDifferentlyInThePollSettles() async throws {
        let desk = try Desk()
        let submission = try await desk.accepted(as: "349865017168125:minimax/hailuo-2.3")
        desk.provider.polls(
            of: "349865017168125:minimax/hailuo-2.3",
            bring: .answer(.completed("349865017168125", usage: .usd("1.5"))))
        _ = try await desk.follow(submission.id)
        #expect(try desk.now(submission.id).state == .settled)
    }

    @Test func aPollTakesNoLongerThanThereIsTime() async throws {
        let desk = try Desk()
        let submission = try await desk.accepted(as: "g")
        desk.provider.polls(of: "g", bring: .answer(.queued("g")))
        _ = try await desk.follow(submission.id, forSeconds: 5)
        #expect(!desk.provider.pollTimeouts.isEmpty)
        #expect(desk.provider.pollTimeouts.allSatisfy { $0 <= .seconds(5) })
    }

    @Test func twoPollersSettleOnce() async throws {
        let desk = try Desk()
        try desk.set(.usd("100"))
        let submission = try await desk.accepted(as: "g")
        desk.provider.polls(of: "g", bring: .answer(.completed("g", usage: .usd("1.5"))))
        let ends = try await withThrowingTaskGroup(of: SubmissionState?.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    guard case .ended(let ended) = try await desk.follow(submission.id) else {
                        return nil
                    }
                    return ended.state
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(ends == Array(repeating: .settled, count: 8))
        #expect(desk.log.states(of: submission.id) == [.dispatched, .accepted, .settled])
        #expect(try desk.holding()?.spent == "1.5")
        #expect(try desk.holding()?.posted == 1)
    }

    @Test func aChargeAboveTheReservationIsRecordedInFullAndSaidAloud() async throws {
        let desk = try Desk()
        try desk.set(.usd("3"))
        let submission = try await desk.accepted(as: "g")
        desk.provider.polls(of: "g", bring: .answer(.completed("g", usage: .usd("4"))))
        _ = try await desk.follow(submission.id)
        #expect(try desk.now(submission.id).charge?.usd == "4")
        #expect(try desk.holding()?.spent == "4")
        #expect(desk.log.alerts.contains(.overrun))
        #expect(try desk.ledger.verify().problems == [])
    }

    @Test func nobodyCanFollowWhatDoesNotExist() async throws {
        let desk = try Desk()
        await #expect(throws: LedgerError.self) {
            _ = try await desk.follow(.random(at: Desk.start))
        }
    }
}
