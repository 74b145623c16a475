import Accounting
import LedgerStore
import Provider
import TestSupport
import Testing

@testable import Metering

@Suite("Where the cost is learned from")
struct MeteredUsageTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var submit: Usage?
        var running: Usage?
        var body: Usage?
        var headers: Usage?
        let charge: Charge?
    }

    static let rows: [Row] = [
        Row(testDescription: "nowhere", charge: nil),
        Row(
            testDescription: "submit alone", submit: .usd("1.9"),
            charge: Charge(usd: "1.9", source: .submit)),
        Row(
            testDescription: "a running poll alone", running: .usd("1.6"),
            charge: Charge(usd: "1.6", source: .submit)),
        Row(
            testDescription: "a running poll after the submit", submit: .usd("1.9"),
            running: .usd("1.6"), charge: Charge(usd: "1.9", source: .submit)),
        Row(
            testDescription: "a running poll before the headers", running: .usd("1.6"),
            headers: .usd("1.8"), charge: Charge(usd: "1.8", source: .headers)),
        Row(testDescription: "a running poll that names a zero", running: .usd("0"), charge: nil),
        Row(
            testDescription: "headers alone", headers: .usd("1.8"),
            charge: Charge(usd: "1.8", source: .headers)),
        Row(
            testDescription: "poll alone", body: .usd("1.7"),
            charge: Charge(usd: "1.7", source: .body)),
        Row(
            testDescription: "everywhere, and different", submit: .usd("1.9"),
            running: .usd("1.6"), body: .usd("1.7"), headers: .usd("1.8"),
            charge: Charge(usd: "1.7", source: .body)),
    ]

    @Test("Usage counts once, from the best source that has it", arguments: rows)
    func source(_ row: Row) async throws {
        let fixture = try TestMeter()
        try await fixture.set(.usd("100"))
        let submission = try await fixture.accepted(as: "g", quotedCharge: row.submit)
        fixture.provider.polls(
            of: "g",
            bring: .answer(.queued("g", usage: row.running)),
            .answer(.queued("g")),
            .answer(.completed("g", usage: row.body, headers: row.headers)))
        _ = try await fixture.follow(submission.id)
        _ = try await fixture.follow(submission.id)
        _ = try await fixture.sync()

        let ended = try fixture.now(submission.id)
        #expect(ended.charge == row.charge)
        #expect(ended.state == (row.charge == nil ? .unpriced : .settled))
        let holding = try #require(try fixture.holding())
        #expect(holding.spent == row.charge?.usd ?? .zero)
        #expect(holding.reserved == (row.charge == nil ? TestMeter.reservation : .zero))
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func anUnpricedOneIsPricedByALaterAnswerAndByNothingElse() async throws {
        let fixture = try TestMeter()
        let submission = try await fixture.accepted(as: "g")
        _ = try await fixture.accepted(as: "other", 2)
        fixture.provider.polls(
            of: "g",
            bring: .answer(.completed("g")),
            .answer(.completed("g")), .answer(.failed("g")), .answer(.queued("g")),
            .answer(.completed("other", usage: .usd("9"))),
            .unavailable(Fault(name: "x", message: "x"), retryAfterSeconds: nil),
            .answer(.completed("g", usage: .usd("1.5"))))
        for _ in 0..<6 {
            _ = try await fixture.sync()
            #expect(try fixture.now(submission.id).state == .unpriced)
        }
        #expect(try await fixture.sync().ended == 1)
        #expect(try fixture.now(submission.id).charge == Charge(usd: "1.5", source: .body))
        #expect(
            fixture.log.states(of: submission.id) == [.dispatched, .accepted, .unpriced, .settled])
    }

    @Test func afterADayWithoutAPriceTheReservationStandsInMarkedAsSuch() async throws {
        let fixture = try TestMeter()
        try await fixture.set(.usd("100"))
        let submission = try await fixture.accepted(as: "g")
        fixture.provider.polls(of: "g", bring: .answer(.completed("g")))
        _ = try await fixture.follow(submission.id)

        fixture.clock.advance(by: .seconds(24 * 3600))
        #expect(try await fixture.sync().provisional == 0)
        #expect(try await fixture.sync().unpriced == 1)
        fixture.clock.advance(by: .seconds(1))
        let summary = try await fixture.meter.sync(over: nil, observe: fixture.log.observe)
        #expect(summary.provisional == 1)
        #expect(summary.unpriced == 0)
        let charge = try #require(try fixture.now(submission.id).charge)
        #expect(charge.isProvisional)
        #expect(charge.usd == TestMeter.reservation)
        #expect(charge.source == .estimate)
        #expect(try fixture.holding()?.spent == TestMeter.reservation)
        #expect(try await fixture.sync() == SyncSummary())
    }
}
