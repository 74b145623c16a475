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

    /// 316 s is the longest POST, and 60 s the grace.
    static let rows: [Row] = [
        Row(dispatched: false, seconds: 0, state: .reserved),
        Row(dispatched: false, seconds: 60, state: .reserved),
        Row(dispatched: false, seconds: 61, state: .voided),
        Row(dispatched: true, seconds: 61, state: .dispatched),
        Row(dispatched: true, seconds: 376, state: .dispatched),
        Row(dispatched: true, seconds: 377, state: .unknown),
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
        #expect(try await desk.submit(2).submission.state == .accepted)
        let settled = try desk.now(submission.id)
        #expect(settled.state == .settled)
        #expect(settled.day == submission.day)
        #expect(try desk.holding()?.spent == "1.5")
        #expect(try desk.ledger.verify().problems == [])
    }
}

extension SubmissionState {
    fileprivate var wasLeft: Bool { self == .reserved || self == .dispatched }
}
