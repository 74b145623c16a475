import Accounting
import LedgerStore
import TestSupport
import Testing

@Suite struct BillingReadingTests {
    private func billed(_ ledger: Ledger, _ filter: SubmissionFilter = .init()) async throws
        -> [BilledSubmission]
    {
        try await ledger.readBilling(matching: filter) { reading in
            var found: [BilledSubmission] = []
            try reading.forEach { found.append($0) }
            return found
        }
    }

    private func adjusted(_ usd: String, _ source: ChargeSource, credits: Int64? = nil)
        -> SubmissionEvent
    {
        let usd = USD.dollars(usd)
        return .adjusted(
            Charge(usd: usd, credits: credits ?? usd.credits, source: source), reason: "why \(usd)")
    }

    @Test func eachCorrectionIsTheDifferenceFromTheChargeBefore() async throws {
        let fixture = try TestLedger()
        let ledger = fixture.ledger
        let id = try await fixture.accepted("2")
        try await fixture.settle(id, "1.5")
        let later = Instant.start.advanced(bySeconds: 60)
        _ = try await ledger.record(adjusted("1.75", .transactions), of: id, at: later)
        _ = try await ledger.record(adjusted("1.25", .operator), of: id, at: later)
        let plain = try await fixture.accepted("1")
        try await fixture.settle(plain, "0.5")

        let found = try await billed(ledger)
        #expect(found.map(\.id) == [id, plain])
        #expect(found[0].firstCharge == .init(usd: .dollars("1.5"), credits: 3_000_000))
        #expect(found[0].corrections.map(\.amount.usd) == [.dollars("0.25"), -.dollars("0.5")])
        #expect(found[0].corrections.map(\.reason) == ["why 1.75", "why 1.25"])
        #expect(found[0].corrections.map(\.recordedAt) == [later, later])
        #expect(found[1].firstCharge?.usd == .dollars("0.5") && found[1].corrections == [])
    }

    @Test func whatWasImportedOrFailedIsCorrectedFromThere() async throws {
        let fixture = try TestLedger()
        let record = HistoryRecord(
            reservedAt: .start, subject: Subject(model: "m", mode: nil, orientation: nil),
            generationID: "g", usd: .dollars("3"), credits: 6_000_000)
        let records = Feed([record])
        _ = try await fixture.ledger.importHistory(at: .start) { records.next() }
        let imported = try #require(try fixture.ledger.submission(generationID: "g")).id
        let failed = try await fixture.accepted("2")
        _ = try await fixture.ledger.record(
            .voided(Fault(name: "error", message: "no")), of: failed, at: .start)
        _ = try await fixture.ledger.record(adjusted("1", .transactions), of: failed, at: .start)
        _ = try await fixture.ledger.record(adjusted("2", .transactions), of: imported, at: .start)

        let found = try await billed(fixture.ledger)
        let amounts = found.reduce(into: [:]) { amounts, submission in
            amounts[submission.id] =
                [submission.firstCharge?.usd] + submission.corrections.map(\.amount.usd)
        }
        #expect(amounts[imported] == [.dollars("3"), -.dollars("1")])
        #expect(amounts[failed] == [.zero, .dollars("1")])
    }

    @Test func everyFilterGivesTheSumOfTheReport() async throws {
        let fixture = try await TamperingTests.busyBook()
        var filters = [SubmissionFilter()]
        for state in SubmissionState.allCases {
            var filter = SubmissionFilter()
            filter.state = state
            filters.append(filter)
        }
        var pro = SubmissionFilter()
        pro.mode = .pro
        filters.append(pro)
        for filter in filters {
            let sum = try await billed(fixture.ledger, filter).reduce(USD.zero) { sum, submission in
                submission.corrections.reduce(sum + (submission.firstCharge?.usd ?? .zero)) {
                    $0 + $1.amount.usd
                }
            }
            let spend = try await fixture.ledger.spend(matching: filter).rows
            #expect(sum == spend.reduce(USD.zero) { $0 + $1.spend.usd }, "\(filter)")
        }
    }

    @Test func aLedgerKeepsItsNameAndAnotherHasAnother() async throws {
        func name(_ ledger: Ledger) async throws -> String {
            try await ledger.readBilling(matching: .init()) { $0.ledgerID }
        }
        let fixture = try TestLedger()
        let before = try await name(fixture.ledger)
        _ = try await fixture.accepted("2")
        let other = try TestLedger(at: .at("2026-11-20T09:00:00Z"))
        #expect(try await name(fixture.ledger) == before)
        #expect(before.count == 12)
        #expect(try await name(other.ledger) != before)
    }
}
