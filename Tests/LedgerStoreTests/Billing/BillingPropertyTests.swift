import Accounting
import Foundation
import LedgerStore
import Reporting
import TestSupport
import Testing

/// Random ledgers, written in every format of charges and read back by a reader that shares nothing with
/// the writers, against a plain sum over the records of an export.
@Suite struct BillingPropertyTests {
    static let zones = [
        "UTC", "Europe/Berlin", "Asia/Kolkata", "Pacific/Apia", "America/St_Johns",
        "Australia/Lord_Howe",
    ]
    private static let projects: [Name?] = [nil, "spring", "=1+1", "a,\"b\"", "é🎬", "x; y  z"]

    @Test(arguments: RandomLedgers.seeds(few: 12)) func everyFormatAddsUpToTheExport(seed: UInt64)
        async throws
    {
        var random = SplitMix64(seed: seed)
        let zone = Self.zones.randomElement(using: &random)!
        let fixture = try TestLedger(timeZone: zone, at: .at("2026-10-01T00:00:00Z"))
        for index in 0..<40 { try await Self.submit(index, to: fixture, &random) }

        var filter = SubmissionFilter()
        if seed % 3 == 1 { filter.mode = .pro }
        if seed % 3 == 2 { filter.firstDay = Day("2026-11-01") }
        let records = try await fixture.ledger.readSubmissions(matching: filter) { reading in
            var records: [HistoryRecord] = []
            try reading.forEach { records.append(HistoryRecord($0)) }
            return records
        }
        let newest = try await fixture.ledger.readSubmissions(matching: filter, newestFirst: true) {
            var listed: [ListedSubmission] = []
            try $0.forEach { listed.append(ListedSubmission($0)) }
            return listed
        }
        let listed = try await fixture.ledger.readListing(matching: filter) {
            var listed: [ListedSubmission] = []
            try $0.forEach { listed.append($0) }
            return listed
        }
        #expect(listed == newest && listed.count == records.count, "seed \(seed)")
        let charged = records.filter { !$0.state.holdsMoney }.reduce(0) { $0 + $1.usd.nanos }
        let held = records.filter { $0.state.holdsMoney }.reduce(0) { $0 + $1.usd.nanos }
        let credits = records.filter { !$0.state.holdsMoney }.reduce(0) { $0 + $1.credits }

        for version in FocusVersion.allCases {
            let text = try await Self.written(fixture.ledger, filter) { FocusCSV(version, of: $0) }
            let rows = try #require(CSVReader.rows(text), "seed \(seed)")
            let costs = try rows.map { try Self.nanos($0["BilledCost"]) }
            #expect(costs.reduce(0, +) == charged, "seed \(seed), \(zone)")
            #expect(
                rows.reduce(0) { $0 + (Int64($1["x_CreditsUsed"] ?? "") ?? .max / 2) } == credits)
            for row in rows { try Self.checkPeriods(row, fixture.ledger.calendar) }
        }
        let text = try await Self.written(fixture.ledger, filter) { HledgerJournal(of: $0) }
        let balances = try Self.balances(text)
        func sum(_ start: String) -> Int64 {
            balances.filter { $0.key.hasPrefix(start) }.reduce(0) { $0 + $1.value }
        }
        #expect(sum("Expenses:") == charged, "seed \(seed), \(zone)")
        #expect(sum("Assets:AIML-API:Reserved:") == held, "seed \(seed), \(zone)")
        #expect(sum("") == 0, "seed \(seed)")
    }

    /// One submission in any state, with any number of corrections.
    private static func submit(
        _ index: Int, to fixture: TestLedger, _ random: inout SplitMix64
    ) async throws {
        // Two days for three of them, in order: across the end of a month and of summer time.
        let at = Instant.at("2026-10-20T00:00:00Z")
            .advanced(bySeconds: index * 57_600 + .random(in: 0..<57_600, using: &random))
        let estimate = USD(nanos: .random(in: 1...3_000_000_000, using: &random))
        let proposal = Proposal(
            id: fixture.ids.id(at: at),
            subject: Subject(
                model: ["klingai/video-v3-motion-control", "é/x y"].randomElement(using: &random)!,
                mode: [nil, .std, .pro].randomElement(using: &random)!,
                orientation: [nil, .image, .video].randomElement(using: &random)!,
                project: projects.randomElement(using: &random)!),
            labels: Bool.random(using: &random) ? [Label(key: "k y", value: "a,\"b\": [c]")] : [],
            estimate: Estimate(
                usd: estimate, seconds: [nil, 1, 7, 30].randomElement(using: &random)!,
                secondsSource: nil, unitPrice: estimate, pricePer: .second, priceSource: .user))
        guard case .reserved(let submission, _) = try await fixture.ledger.reserve(proposal, at: at)
        else { return }
        let ledger = fixture.ledger
        // Charges above the reservation too.
        func charge() -> Charge {
            Charge(usd: USD(nanos: .random(in: 0...4_000_000_000, using: &random)), source: .body)
        }
        let fate = Int.random(in: 0..<6, using: &random)
        guard fate > 0 else { return }
        _ = try await ledger.record(
            .accepted(generationID: "g-\(submission.id)", quotedCharge: nil), of: submission.id,
            at: at)
        switch fate {
        case 1: _ = try await ledger.record(.unpriced(videoURL: nil), of: submission.id, at: at)
        case 2:
            let fault = Fault(name: "error", message: "no")
            _ = try await ledger.record(.voided(fault), of: submission.id, at: at)
        default:
            _ = try await ledger.record(
                .settled(charge(), videoURL: nil, fault: nil), of: submission.id, at: at)
        }
        guard fate > 1 else { return }
        for _ in 0..<Int.random(in: 0...3, using: &random) where Bool.random(using: &random) {
            _ = try await ledger.record(
                .adjusted(charge(), reason: "a,\"b\"; [x]"), of: submission.id, at: at)
        }
    }

    private static func written(
        _ ledger: Ledger, _ filter: SubmissionFilter,
        _ make: @escaping @Sendable (BillingScope) -> any BillingFormatter
    ) async throws -> String {
        let calendar = ledger.calendar
        return try await ledger.readBilling(matching: filter) { reading in
            var formatter = make(
                BillingScope(
                    span: SpendReport.Span(
                        label: "all", firstDay: nil, lastDay: nil, start: .distantPast,
                        end: .distantFuture, timeZone: calendar.identifier), filters: .init(),
                    calendar: calendar, ledgerID: reading.ledgerID, ledgerHead: reading.head))
            var text = ""
            try reading.forEach {
                formatter.add($0)
                text += formatter.take()
            }
            return text + formatter.take()
        }
    }

    /// Digit by digit, without what the program reads amounts with.
    private static func nanos(_ text: String?) throws -> Int64 {
        let value = try #require(text.flatMap { Decimal(string: $0) }) * 1_000_000_000
        return try #require(Int64("\(value)"))
    }

    private static func checkPeriods(_ row: [String: String], _ calendar: LedgerCalendar) throws {
        func instant(_ column: String) throws -> Instant {
            try #require(row[column].flatMap { Instant($0) })
        }
        let start = try instant("ChargePeriodStart")
        let day = calendar.day(of: start)
        #expect(try calendar.start(of: day) == start && instant("ChargePeriodEnd") > start)
        #expect(try calendar.start(of: day.startOfMonth) == instant("BillingPeriodStart"))
        #expect(try instant("BillingPeriodStart") <= start)
        #expect(try instant("ChargePeriodEnd") <= instant("BillingPeriodEnd"))
    }

    /// The postings of a journal, summed by account; each transaction adds up to nothing.
    private static func balances(_ text: String) throws -> [String: Int64] {
        var balances: [String: Int64] = [:]
        var open: Int64 = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("    "), !line.hasPrefix("    ;"), line.hasSuffix(" USD"),
                !line.hasPrefix("    format")
            {
                let parts = line.dropFirst(4).split(separator: " ", omittingEmptySubsequences: true)
                #expect(parts.count == 3)
                let amount = try nanos(String(parts[1]))
                balances[String(parts[0]), default: 0] += amount
                open += amount
            } else {
                #expect(line.isEmpty == false || open == 0)
            }
        }
        return balances
    }
}
