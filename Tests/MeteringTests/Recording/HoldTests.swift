import Accounting
import LedgerStore
import Provider
import Testing

@testable import Metering

@Suite("Usage that is named while a generation runs")
struct HoldTests {
    static let quotedCharge = Charge(usd: "1.95", source: .submit)

    static let table: [(String, Generation, Charge?, SubmissionEvent?)] = [
        ("no usage", .queued("g"), nil, nil),
        ("usage", .queued("g", usage: .usd("1.95")), nil, .held(quotedCharge)),
        ("usage that names no money", .queued("g", usage: .usd("0")), nil, nil),
        (
            "headers", Generation(id: "g", status: .running("active"), headerUsage: .usd("1.95")),
            nil, .held(quotedCharge)
        ),
        (
            "a word that nobody knows",
            Generation(id: "g", status: .unrecognized("dreaming"), usage: .usd("1.95")), nil,
            .held(quotedCharge)
        ),
        ("the same again", .queued("g", usage: .usd("1.95")), quotedCharge, nil),
        ("less", .queued("g", usage: .usd("1.9")), quotedCharge, nil),
        (
            "more", .queued("g", usage: .usd("2")), quotedCharge,
            .held(Charge(usd: "2", source: .submit))
        ),
        (
            "a hold from a worse source", .queued("g", usage: .usd("1.95")),
            Charge(usd: "1", source: .logs), .held(quotedCharge)
        ),
        (
            "a hold of nothing", .queued("g", usage: .usd("1.95")),
            Charge(usd: "0", source: .submit), .held(quotedCharge)
        ),
        ("completed", .completed("g", usage: .usd("1.95")), nil, nil),
        ("failed", .failed("g", usage: .usd("1.95")), nil, nil),
    ]

    @Test("Usage while it runs is a hold, once", arguments: table.indices)
    func whileItRuns(_ index: Int) {
        let (name, generation, present, event) = HoldTests.table[index]
        #expect(
            AnswerInterpretation.quotedCharge(namedBy: generation, over: present) == event,
            "\(name)")
    }

    @Test func usageWhileItRunsIsNotedOnceAndIsNoChargeYet() async throws {
        let fixture = try TestMeter()
        try await fixture.set(.usd("100"))
        let submission = try await fixture.accepted(as: "g")
        let entries = try await fixture.ledger.verify().entries
        fixture.provider.polls(
            of: "g", bring: .answer(.queued("g", usage: .usd("0"))),
            .answer(
                Generation(id: "g", status: .unrecognized("dreaming"), headerUsage: .usd("1.6"))),
            .answer(.queued("g", usage: .usd("1.6"))), .answer(.queued("g", usage: .usd("1.7"))))
        for _ in 0..<6 { _ = try await fixture.sync() }

        let running = try fixture.now(submission.id)
        #expect(running.state == .accepted)
        #expect(running.quotedCharge == Charge(usd: "1.7", source: .submit))
        #expect(running.charge == nil)
        #expect(try fixture.holding()?.spent == .zero)
        #expect(try fixture.holding()?.reserved == TestMeter.reservation)
        #expect(try await fixture.ledger.verify().entries == entries + 2)
        #expect(fixture.log.states(of: submission.id) == [.dispatched, .accepted])
    }

    @Test func usageThatGrowsIsChargedAtItsLargest() async throws {
        let fixture = try TestMeter()
        let submission = try await fixture.accepted(as: "g", quotedCharge: .usd("0.5"))
        fixture.provider.polls(
            of: "g", bring: .answer(.queued("g", usage: .usd("0.5"))),
            .answer(.queued("g", usage: .usd("1.2"))), .answer(.queued("g", usage: .usd("0.9"))),
            .answer(.completed("g")))
        _ = try await fixture.follow(submission.id)
        #expect(try fixture.now(submission.id).charge == Charge(usd: "1.2", source: .submit))
    }

    @Test func manyPollersNoteAHoldOnce() async throws {
        let fixture = try TestMeter()
        let submission = try await fixture.accepted(as: "g")
        let entries = try await fixture.ledger.verify().entries
        fixture.provider.polls(of: "g", bring: .answer(.queued("g", usage: .usd("1.6"))))
        // As it was before anybody noted the hold.
        for _ in 0..<4 {
            _ = try await Poller(fixture.meter, over: fixture.provider, fixture.log.observe)
                .poll(submission, within: .seconds(1))
        }
        #expect(try await fixture.ledger.verify().entries == entries + 1)
        #expect(try fixture.now(submission.id).quotedCharge?.usd == "1.6")
    }

    @Test func aFailureAfterAHoldIsNoCharge() async throws {
        let fixture = try TestMeter()
        let submission = try await fixture.accepted(as: "g")
        fixture.provider.polls(
            of: "g", bring: .answer(.queued("g", usage: .usd("1.6"))), .answer(.failed("g")))
        _ = try await fixture.follow(submission.id)
        #expect(try fixture.now(submission.id).state == .voided)
        #expect(try fixture.now(submission.id).charge == nil)
    }
}
