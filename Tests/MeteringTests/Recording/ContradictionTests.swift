import Accounting
import LedgerStore
import Provider
import TestSupport
import Testing

@testable import Metering

/// Dollars and credits that do not go together.
@Suite struct ContradictionTests {
    private static let contradiction = Usage(usdText: "0.25", creditsText: "1000000")!

    private func mismatches(_ fixture: TestMeter) throws -> [Alert] {
        try fixture.ledger.alerts(limit: 99).map(\.alert).filter { $0.event == .mismatch }
    }

    @Test func tenHalfDollarJobsWithAZeroInOneFieldDoNotPassADollar() async throws {
        let fixture = try TestMeter()
        try await fixture.set(.usd("4"))
        let zero = Usage(usdText: "0", creditsText: "1000000")!
        var refused = 0
        for number in 1...10 {
            let id = "g\(number)"
            fixture.provider.polls(of: id, bring: .answer(.completed(id, usage: zero)))
            fixture.provider.willAnswer(.accepted(.queued(id)))
            let result = try await fixture.submit(number)
            if case .refused = result {
                refused += 1
            } else {
                _ = try await fixture.follow(result.submission.id)
                #expect(try fixture.now(result.submission.id).charge?.usd == "0.5")
            }
        }
        // Each reserves $2.184: beside $2.00 that four have cost the fifth does not fit.
        #expect(refused == 6)
        #expect(try fixture.holding()?.spent == "2")
        #expect(try mismatches(fixture).isEmpty)
    }

    enum Place: String, CaseIterable { case body, headers, submit, running }

    @Test(arguments: Place.allCases)
    func aContradictionIsSaidOnceAndTheDollarsCount(place: Place) async throws {
        let fixture = try TestMeter()
        let usage = Self.contradiction
        let submission = try await fixture.accepted(
            as: "g", quotedCharge: place == .submit ? usage : nil)
        fixture.provider.polls(
            of: "g", bring: .answer(.queued("g", usage: place == .running ? usage : nil)),
            .answer(
                .completed(
                    "g", usage: place == .body ? usage : nil,
                    headers: place == .headers ? usage : nil)))
        _ = try await fixture.follow(submission.id)
        #expect(try fixture.now(submission.id).charge?.usd == "0.25")
        let alert = try #require(mismatches(fixture).first)
        #expect(try mismatches(fixture).count == 1)
        #expect(alert.submissionID == submission.id && alert.severity == .warning)
        #expect(alert.message.contains("$0.25") && alert.message.contains("1000000 credits"))
        #expect(fixture.log.alerts == [.mismatch])
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test(arguments: [("1.95", "3900001"), ("1.95", "3899999"), ("0.000000001", "0"), ("0", "0")])
    func oneCreditIsNoContradiction(usd: String, credits: String) async throws {
        let fixture = try TestMeter()
        let submission = try await fixture.accepted(as: "g")
        let usage = Usage(usdText: usd, creditsText: credits)
        fixture.provider.polls(of: "g", bring: .answer(.completed("g", usage: usage)))
        _ = try await fixture.follow(submission.id)
        #expect(try mismatches(fixture).isEmpty)
    }

    /// A bill that contradicts itself is taken at its dollars, and said; a zero in it takes nothing away.
    @Test func theBillIsReadByTheSameRule() async throws {
        let fixture = try TestMeter()
        let books = FakeBooks()
        for (id, usd) in [("g1", "0.5"), ("g2", "0.25")] {
            let submission = try await fixture.accepted(as: id, id == "g1" ? 1 : 2)
            fixture.provider.polls(of: id, bring: .answer(.completed(id, usage: .usd(usd))))
            _ = try await fixture.follow(submission.id)
        }
        let at = fixture.clock.now
        func line(_ id: String, _ usd: String) -> BillLine {
            let amount = BookedAmount(usdText: usd, creditsText: "1000000")!
            return BillLine(
                createdAt: at, direction: .charge, kind: .modelUsage, amount: amount.usd,
                credits: amount.credits, referenceID: id, remark: amount.contradiction)
        }
        books.set { $0.lines = [line("g1", "0"), line("g2", "0.2")] }
        fixture.clock.advance(by: .seconds(86_400))
        var options = ReconcileOptions()
        options.applies = true
        let day = Day("2026-11-21")!
        _ = try await fixture.meter.reconcile(
            from: day, to: day, over: books, options, observe: fixture.log.observe)
        #expect(try fixture.ledger.submission(generationID: "g1")?.charge?.usd == "0.5")
        let second = try #require(try fixture.ledger.submission(generationID: "g2"))
        #expect(second.charge?.usd == "0.2")
        #expect(second.charge?.remark == "usd 0.2 and credits 1000000 disagree")
        #expect(try mismatches(fixture).map(\.submissionID) == [second.id])
    }

    @Test func anExportOfAContradictionSaysThatItIsOne() async throws {
        let fixture = try TestMeter()
        let submission = try await fixture.accepted(as: "g")
        fixture.provider.polls(of: "g", bring: .answer(.completed("g", usage: Self.contradiction)))
        _ = try await fixture.follow(submission.id)
        let record = HistoryRecord(try fixture.now(submission.id))
        #expect(record.usd == "0.25" && record.credits == 1_000_000)
        // With the word about it, import takes both as they are.
        #expect(record.remark?.contains("disagree") == true, "\(record.remark ?? "")")
    }
}
