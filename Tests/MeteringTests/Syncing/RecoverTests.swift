import Accounting
import LedgerStore
import Provider
import TestSupport
import Testing

@testable import Metering

@Suite("Recovering what dead processes left", .timeLimit(.minutes(5)))
struct RecoverTests {
    /// A submission of a process that died after its reservation, or after its dispatch.
    private func left(_ fixture: TestMeter, dispatched: Bool) async throws -> SubmissionID {
        let id = SubmissionID.random(at: fixture.clock.now)
        let proposal = fixture.order().proposal(
            id: id, prices: try fixture.ledger.priceBook(),
            digest: String(repeating: "a", count: 64),
            at: fixture.clock.now)
        var options = ReservationOptions()
        options.dispatches = dispatched
        options.allowsDuplicate = true
        _ = try await fixture.ledger.reserve(proposal, options, at: fixture.clock.now)
        return id
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let dispatched: Bool
        let seconds: Int
        let state: SubmissionState
        var testDescription: String {
            "\(dispatched ? "dispatched" : "reserved") \(seconds) s ago is \(state.rawValue)"
        }
    }

    /// 61 s is the longest that the POST of so small an order may take, and 60 s the grace.
    static let rows: [Row] = [
        Row(dispatched: false, seconds: 0, state: .reserved),
        Row(dispatched: false, seconds: 60, state: .reserved),
        Row(dispatched: false, seconds: 61, state: .voided),
        Row(dispatched: true, seconds: 61, state: .dispatched),
        Row(dispatched: true, seconds: 121, state: .dispatched),
        Row(dispatched: true, seconds: 122, state: .unknown),
        Row(dispatched: true, seconds: 1_000_000, state: .unknown),
        // A clock that was a little ahead says nothing; one that was far ahead must not lock money.
        Row(dispatched: false, seconds: -300, state: .reserved),
        Row(dispatched: true, seconds: -300, state: .dispatched),
        Row(dispatched: false, seconds: -1_000_000, state: .voided),
        Row(dispatched: true, seconds: -1_000_000, state: .unknown),
    ]

    @Test("Age decides, and only age", arguments: rows)
    func age(_ row: Row) async throws {
        let fixture = try TestMeter()
        try await fixture.set(.usd("100"))
        let id = try await left(fixture, dispatched: row.dispatched)
        fixture.clock.advance(by: .seconds(row.seconds))
        let recovered = try await fixture.meter.recoverDead(fixture.log.observe)
        #expect(try fixture.now(id).state == row.state)
        #expect(recovered.map(\.id) == (row.state.wasLeft ? [] : [id]))
        #expect(try await fixture.meter.recoverDead(fixture.log.observe) == [])
        let holds = row.state != .voided
        #expect(try fixture.holding()?.reserved == (holds ? TestMeter.reservation : .zero))
        #expect(try await fixture.ledger.verify().problems == [])
        #expect(fixture.provider.posts == [] && fixture.provider.polls == [])
    }

    /// The sizes of prompt, image and video, and how many seconds a dispatched one is waited for.
    static let sizes: [([Int]?, Int)] = [
        ([0, 0, 0], 60 + 60), ([1, 0, 0], 61 + 60), ([0, 1 << 20, 1 << 20], 68 + 60),
        ([0, 64 << 20, 0], 316 + 60), ([.max, .max, .max], 316 + 60), (nil, 316 + 60),
    ]

    @Test("Each is given the time of its own POST, and a grace", arguments: sizes)
    func ownTimeout(_ sizes: [Int]?, _ seconds: Int) async throws {
        let fingerprint = sizes.map {
            Fingerprint(digest: "", promptBytes: $0[0], imageBytes: $0[1], videoBytes: $0[2])
        }
        let proposal = Proposal(
            id: .random(at: TestMeter.start),
            subject: Subject(model: "m", mode: nil, orientation: nil),
            estimate: Estimate(maxCost: "1", length: nil), fingerprint: fingerprint)
        let dispatched = try #require(
            Submission(proposal, event: .reserved, day: Day("2026-11-21")!, at: TestMeter.start)?
                .applying(.dispatched, at: TestMeter.start))
        let end = TestMeter.start.advanced(bySeconds: seconds)
        #expect(Recovery.event(for: dispatched, at: end) == nil)
        let after = Recovery.event(for: dispatched, at: Instant(microseconds: end.microseconds + 1))
        #expect(after?.kind == .lost)
        // Whoever sends it is given no more time than that.
        #expect(proposal.submitTimeout == .seconds(seconds - 60))
    }

    @Test func oneThatTheLedgerWillNotRecordIsNotInTheWayOfOthers() async throws {
        let fixture = try TestMeter()
        let absent = try await TestMeter().accepted(as: "elsewhere")
        let dead = try await fixture.now(left(fixture, dispatched: false))
        let event = SubmissionEvent.voided(Fault(name: "x", message: "x"))
        let batch = try await fixture.meter.recordEach(
            [(absent, event), (dead, event)], fixture.log.observe)
        #expect(batch.failed == 1)
        #expect(batch.recorded.map(\.id) == [dead.id])
        #expect(fixture.log.failures == ["ledger"])
    }

    @Test func everySubmitRecoversFirstSoThatTheDeadHoldNothing() async throws {
        let fixture = try TestMeter()
        try await fixture.set(.usd("3"))
        let dead = try await left(fixture, dispatched: false)
        fixture.clock.advance(by: .seconds(61))
        #expect(try await fixture.submit().submission.state == .accepted)
        #expect(try fixture.now(dead).state == .voided)
    }

    @Test func severalRecoverAtOnceAndEachSubmissionIsRecoveredOnce() async throws {
        let fixture = try TestMeter()
        for _ in 0..<20 { _ = try await left(fixture, dispatched: true) }
        fixture.clock.advance(by: .seconds(1000))
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<6 {
                group.addTask { try await fixture.meter.recoverDead(fixture.log.observe).count }
            }
            return try await group.reduce(0, +)
        }
        #expect(counts == 20)
    }

    @Test func aClockThatGoesBackwardsHarmsNoAccount() async throws {
        let fixture = try TestMeter()
        try await fixture.set(.usd("100"))
        let submission = try await fixture.accepted(as: "g")
        fixture.clock.advance(by: .seconds(-40 * 86_400))
        fixture.provider.polls(of: "g", bring: .answer(.completed("g", usage: .usd("1.5"))))
        _ = try await fixture.follow(submission.id)
        let settled = try fixture.now(submission.id)
        #expect(settled.state == .settled)
        #expect(settled.day == submission.day)
        #expect(settled.finishedAt == submission.acceptedAt, "never before what went before")
        #expect(try fixture.holding()?.spent == "1.5")
        let error = await #expect(throws: LedgerError.self) { try await fixture.submit(2) }
        #expect(error?.kind == .clockBehind)
        #expect(fixture.provider.posts.count == 1)
        #expect(try await fixture.ledger.verify().problems == [])
    }

    /// Three hours slow: yesterday's window, which is full, must not be opened again.
    @Test func aClockThatIsSlowOpensNoDayAgain() async throws {
        let fixture = try TestMeter(at: Instant("2026-11-21T23:59:00Z")!)
        try await fixture.ledger.set(
            Budget(name: "day", scope: .everything, unit: .day, limit: .usd("2.184")),
            at: fixture.clock.now)
        #expect(try await fixture.submit(1).submission.state == .accepted)
        fixture.clock.set(Instant("2026-11-22T00:30:00Z")!)
        #expect(try await fixture.submit(2).submission.state == .accepted)
        for seconds in [-601, -11_000] {
            fixture.clock.set(Instant("2026-11-22T00:30:00Z")!.advanced(bySeconds: seconds))
            let error = await #expect(throws: LedgerError.self) { try await fixture.submit(3) }
            #expect(error?.kind == .clockBehind)
        }
        // What clocks may differ by is added: it counts in the day that has begun.
        fixture.clock.set(Instant("2026-11-22T00:20:00Z")!)
        let refused = try await fixture.submit(3).submission
        #expect(refused.state == .refused && refused.day == Day("2026-11-22")!)
        #expect(fixture.provider.posts.count == 2)
        #expect(try await fixture.ledger.verify().problems == [])
    }
}

extension SubmissionState {
    fileprivate var wasLeft: Bool { self == .reserved || self == .dispatched }
}
