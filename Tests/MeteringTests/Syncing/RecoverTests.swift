import Accounting
import LedgerStore
import Provider
import Testing

@testable import Metering

@Suite("Recovering what dead processes left")
struct RecoverTests {
    /// A submission of a process that died after its reservation, or after its dispatch.
    private func left(_ desk: Desk, dispatched: Bool) throws -> SubmissionID {
        let id = SubmissionID.random(at: desk.clock.now)
        let proposal = desk.order().proposal(
            id: id, prices: try desk.ledger.priceBook(), digest: String(repeating: "a", count: 64),
            at: desk.clock.now)
        var options = ReservationOptions()
        options.dispatches = dispatched
        options.allowsDuplicate = true
        _ = try desk.ledger.reserve(proposal, options, at: desk.clock.now)
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
        let desk = try Desk()
        try desk.set(.usd("100"))
        let id = try left(desk, dispatched: row.dispatched)
        desk.clock.advance(.seconds(row.seconds))
        let recovered = try desk.meter.recoverDead(desk.log.observe)
        #expect(try desk.now(id).state == row.state)
        #expect(recovered.map(\.id) == (row.state.wasLeft ? [] : [id]))
        #expect(try desk.meter.recoverDead(desk.log.observe) == [])
        let holds = row.state != .voided
        #expect(try desk.holding()?.reserved == (holds ? Desk.reservation : .zero))
        #expect(try desk.ledger.verify().problems == [])
        #expect(desk.provider.posts == [] && desk.provider.polls == [])
    }

    /// The sizes of prompt, image and video, and how many seconds a dispatched one is waited for.
    static let sizes: [([Int]?, Int)] = [
        ([0, 0, 0], 60 + 60), ([1, 0, 0], 61 + 60), ([0, 1 << 20, 1 << 20], 68 + 60),
        ([0, 64 << 20, 0], 316 + 60), ([.max, .max, .max], 316 + 60), (nil, 316 + 60),
    ]

    @Test("Each is given the time of its own POST, and a grace", arguments: sizes)
    func ownTimeout(_ sizes: [Int]?, _ seconds: Int) throws {
        let fingerprint = sizes.map {
            Fingerprint(digest: "", promptBytes: $0[0], imageBytes: $0[1], videoBytes: $0[2])
        }
        let proposal = Proposal(
            id: .random(at: Desk.start), subject: Subject(model: "m", mode: nil, orientation: nil),
            estimate: Estimate(maxCost: "1", length: nil), fingerprint: fingerprint)
        let dispatched = try #require(
            Submission(proposal, event: .reserved, day: Day("2026-11-21")!, at: Desk.start)?
                .applying(.dispatched, at: Desk.start))
        let end = Desk.start.advanced(bySeconds: seconds)
        #expect(Recovery.event(for: dispatched, at: end) == nil)
        let after = Recovery.event(for: dispatched, at: Instant(microseconds: end.microseconds + 1))
        #expect(after?.name == "unknown")
        // Whoever sends it is given no more time than that.
        #expect(proposal.submitTimeout == .seconds(seconds - 60))
    }

    @Test func oneThatTheLedgerWillNotRecordIsNotInTheWayOfOthers() async throws {
        let desk = try Desk()
        let absent = try await Desk().accepted(as: "elsewhere")
        let dead = try desk.now(left(desk, dispatched: false))
        let event = SubmissionEvent.voided(Fault(name: "x", message: "x"))
        let batch = try desk.meter.recordEach([(absent, event), (dead, event)], desk.log.observe)
        #expect(batch.troubled == 1)
        #expect(batch.recorded.map(\.id) == [dead.id])
        #expect(desk.log.troubles == ["ledger"])
    }

    @Test func everySubmitRecoversFirstSoThatTheDeadHoldNothing() async throws {
        let desk = try Desk()
        try desk.set(.usd("3"))
        let dead = try left(desk, dispatched: false)
        desk.clock.advance(.seconds(61))
        #expect(try await desk.submit().submission.state == .accepted)
        #expect(try desk.now(dead).state == .voided)
    }

    @Test func severalRecoverAtOnceAndEachSubmissionIsRecoveredOnce() async throws {
        let desk = try Desk()
        for _ in 0..<20 { _ = try left(desk, dispatched: true) }
        desk.clock.advance(.seconds(1000))
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<6 {
                group.addTask { try desk.meter.recoverDead(desk.log.observe).count }
            }
            return try await group.reduce(0, +)
        }
        #expect(counts == 20)
    }

    @Test func aClockThatGoesBackwardsHarmsNoAccount() async throws {
        let desk = try Desk()
        try desk.set(.usd("100"))
        let submission = try await desk.accepted(as: "g")
        desk.clock.advance(.seconds(-40 * 86_400))
        desk.provider.polls(of: "g", bring: .answer(.completed("g", usage: .usd("1.5"))))
        _ = try await desk.follow(submission.id)
        let settled = try desk.now(submission.id)
        #expect(settled.state == .settled)
        #expect(settled.day == submission.day)
        #expect(settled.finishedAt == submission.acceptedAt, "never before what went before")
        #expect(try desk.holding()?.spent == "1.5")
        let error = await #expect(throws: LedgerError.self) { try await desk.submit(2) }
        #expect(error?.kind == .clockBehind)
        #expect(desk.provider.posts.count == 1)
        #expect(try desk.ledger.verify().problems == [])
    }

    /// Three hours slow: yesterday's window, which is full, must not be opened again.
    @Test func aClockThatIsSlowOpensNoDayAgain() async throws {
        let desk = try Desk(at: Instant("2026-11-21T23:59:00Z")!)
        try desk.ledger.set(
            Budget(name: "day", scope: .everything, unit: .day, limit: .usd("2.184")),
            at: desk.clock.now)
        #expect(try await desk.submit(1).submission.state == .accepted)
        desk.clock.set(Instant("2026-11-22T00:30:00Z")!)
        #expect(try await desk.submit(2).submission.state == .accepted)
        for seconds in [-601, -11_000] {
            desk.clock.set(Instant("2026-11-22T00:30:00Z")!.advanced(bySeconds: seconds))
            let error = await #expect(throws: LedgerError.self) { try await desk.submit(3) }
            #expect(error?.kind == .clockBehind)
        }
        // What clocks may differ by is added: it counts in the day that has begun.
        desk.clock.set(Instant("2026-11-22T00:20:00Z")!)
        let refused = try await desk.submit(3).submission
        #expect(refused.state == .refused && refused.day == Day("2026-11-22")!)
        #expect(desk.provider.posts.count == 2)
        #expect(try desk.ledger.verify().problems == [])
    }
}

extension SubmissionState {
    fileprivate var wasLeft: Bool { self == .reserved || self == .dispatched }
}
