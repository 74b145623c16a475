import Accounting
import LedgerStore
import Provider
import Testing

@testable import Metering

@Suite("Usage that is named while a generation runs")
struct HoldTests {
    static let hold = Charge(usd: "1.95", source: .submit)

    static let table: [(String, Generation, Charge?, SubmissionEvent?)] = [
        ("no usage", .queued("g"), nil, nil),
        ("usage", .queued("g", usage: .usd("1.95")), nil, .held(hold)),
        ("usage that names no money", .queued("g", usage: .usd("0")), nil, nil),
        (
            "headers", Generation(id: "g", status: .running("active"), headerUsage: .usd("1.95")),
            nil, .held(hold)
        ),
        (
            "a word that nobody knows",
            Generation(id: "g", status: .unrecognized("dreaming"), usage: .usd("1.95")), nil,
            .held(hold)
        ),
        ("the same again", .queued("g", usage: .usd("1.95")), hold, nil),
        ("less", .queued("g", usage: .usd("1.9")), hold, nil),
        (
            "more", .queued("g", usage: .usd("2")), hold, .held(Charge(usd: "2", source: .submit))
        ),
        (
            "a hold from a worse source", .queued("g", usage: .usd("1.95")),
            Charge(usd: "1", source: .logs), .held(hold)
        ),
        (
            "a hold of nothing", .queued("g", usage: .usd("1.95")),
            Charge(usd: "0", source: .submit), .held(hold)
        ),
        ("completed", .completed("g", usage: .usd("1.95")), nil, nil),
        ("failed", .failed("g", usage: .usd("1.95")), nil, nil),
    ]

    @Test("Usage while it runs is a hold, once", arguments: table.indices)
    func whileItRuns(_ index: Int) {
        let (name, generation, present, event) = HoldTests.table[index]
        #expect(Verdict.hold(namedBy: generation, over: present) == event, "\(name)")
    }

    @Test func usageWhileItRunsIsNotedOnceAndIsNoChargeYet() async throws {
        let desk = try Desk()
        try desk.set(.usd("100"))
        let submission = try await desk.accepted(as: "g")
        let entries = try desk.ledger.verify().entries
        desk.provider.polls(
            of: "g", bring: .answer(.queued("g", usage: .usd("0"))),
            .answer(
                Generation(id: "g", status: .unrecognized("dreaming"), headerUsage: .usd("1.6"))),
            .answer(.queued("g", usage: .usd("1.6"))), .answer(.queued("g", usage: .usd("1.7"))))
        for _ in 0..<6 { _ = try await desk.sync() }

        let running = try desk.now(submission.id)
        #expect(running.state == .accepted)
        #expect(running.hold == Charge(usd: "1.7", source: .submit))
        #expect(running.charge == nil)
        #expect(try desk.holding()?.spent == .zero)
        #expect(try desk.holding()?.reserved == Desk.reservation)
        #expect(try desk.ledger.verify().entries == entries + 2)
        #expect(desk.log.states(of: submission.id) == [.dispatched, .accepted])
    }

    @Test func usageThatGrowsIsChargedAtItsLargest() async throws {
        let desk = try Desk()
        let submission = try await desk.accepted(as: "g", hold: .usd("0.5"))
        desk.provider.polls(
            of: "g", bring: .answer(.queued("g", usage: .usd("0.5"))),
            .answer(.queued("g", usage: .usd("1.2"))), .answer(.queued("g", usage: .usd("0.9"))),
            .answer(.completed("g")))
        _ = try await desk.follow(submission.id)
        #expect(try desk.now(submission.id).charge == Charge(usd: "1.2", source: .submit))
    }

    @Test func manyPollersNoteAHoldOnce() async throws {
        let desk = try Desk()
        let submission = try await desk.accepted(as: "g")
        let entries = try desk.ledger.verify().entries
        desk.provider.polls(of: "g", bring: .answer(.queued("g", usage: .usd("1.6"))))
        // As it was before anybody noted the hold.
        for _ in 0..<4 {
            _ = try await desk.meter.poll(
                submission, over: desk.provider, within: .seconds(1), desk.log.observe)
        }
        #expect(try desk.ledger.verify().entries == entries + 1)
        #expect(try desk.now(submission.id).hold?.usd == "1.6")
    }

    @Test func aFailureAfterAHoldIsNoCharge() async throws {
        let desk = try Desk()
        let submission = try await desk.accepted(as: "g")
        desk.provider.polls(
            of: "g", bring: .answer(.queued("g", usage: .usd("1.6"))), .answer(.failed("g")))
        _ = try await desk.follow(submission.id)
        #expect(try desk.now(submission.id).state == .voided)
        #expect(try desk.now(submission.id).charge == nil)
    }
}
