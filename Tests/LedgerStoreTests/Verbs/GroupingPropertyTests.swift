import Accounting
import Foundation
import LedgerStore
import Reporting
import TestSupport
import Testing

/// Every grouping of random ledgers against sums over their export, which share no code with reports.
@Suite struct GroupingPropertyTests {
    private static let zones = [
        "UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Kiritimati", "Australia/Lord_Howe",
    ]
    private static let names = [
        "day", "week", "month", "model", "mode", "orientation", "project", "key", "label:scene",
        "state",
    ]

    @Test(arguments: RandomLedgers.seeds(few: 15)) func everyGroupingIsTheSumOfTheExport(
        seed: UInt64
    )
        async throws
    {
        var random = SplitMix64(seed: seed)
        let zone = GroupingPropertyTests.zones.randomElement(using: &random)!
        let fixture = try TestLedger(timeZone: zone, at: .at("2026-10-25T00:00:00Z"))
        try await fixture.ledger.set(.money("40", .total), at: .at("2026-10-25T00:00:00Z"))
        try await GroupingPropertyTests.fill(fixture, &random)
        let plain = try await PlainExport(of: fixture.ledger, zone: zone)
        var groupings = GroupingPropertyTests.names.map { [$0] }
        for _ in 0..<12 {
            let count = Int.random(in: 2...5, using: &random)
            groupings.append(
                Array(GroupingPropertyTests.names.shuffled(using: &random).prefix(count)))
        }
        for grouping in groupings {
            let context: Comment = "seed \(seed), \(zone), by \(grouping)"
            let dimensions = grouping.compactMap { ReportDimension($0) }
            let report = try await GroupingPropertyTests.report(fixture.ledger, by: dimensions)
            let due = plain.sums(by: grouping)
            let csv = report.rendered(as: .csv, by: dimensions, style: TextStyle())
            #expect(try PlainSums(csv: csv, by: grouping) == due, context)
            let json = report.rendered(as: .json, by: dimensions, style: TextStyle())
            #expect(try PlainSums(json: json, by: grouping) == due, context)
        }
        #expect(try await fixture.ledger.verify().problems == [], "seed \(seed)")
    }

    private static func report(_ ledger: Ledger, by dimensions: [ReportDimension]) async throws
        -> SpendReport
    {
        var request = SpendRequest(SubmissionFilter())
        request.parts = SpendDetail.Parts(for: dimensions)
        let facts = try await ledger.spendFacts(request)
        return SpendReport(
            span: SpendReport.Span(from: nil, to: nil, in: ledger.calendar),
            generatedAt: .start, calendar: ledger.calendar, filters: .init(), rows: facts.rows,
            ledgerHead: facts.head)
    }

    /// Ends of every kind: charged less and more than reserved, corrected, refused, lost, imported.
    private static func fill(_ fixture: TestLedger, _ random: inout SplitMix64) async throws {
        var now = Instant.at("2026-10-25T00:00:00Z")
        for _ in 0..<Int.random(in: 10...60, using: &random) {
            now = now.advanced(bySeconds: Int.random(in: 0...90_000, using: &random))
            if Int.random(in: 0..<5, using: &random) == 0 {
                try await take(in: fixture, at: now, &random)
            } else {
                try await submit(in: fixture, at: now, &random)
            }
            if Int.random(in: 0..<3, using: &random) == 0 {
                try await edit(in: fixture, at: now, &random)
            }
        }
    }

    /// Up to three of them, filed elsewhere.
    private static func edit(in fixture: TestLedger, at now: Instant, _ random: inout SplitMix64)
        async throws
    {
        let all = try await fixture.ledger.submissions(matching: SubmissionFilter()).map(\.id)
        var change = FilingChange()
        change.project = subject(&random).project.map { .named($0) } ?? .removed
        change.labels = labels(&random)
        change.removedLabels = [[], ["scene"]].randomElement(using: &random)!
            .filter { key in !change.labels.contains { $0.key == key } }
        _ = try await fixture.ledger.refile(
            Array(all.shuffled(using: &random).prefix(3)), change, reason: "edit", at: now)
    }

    private static func submit(
        in fixture: TestLedger, at now: Instant, _ random: inout SplitMix64
    ) async throws {
        let proposal = Proposal(
            id: fixture.ids.id(at: now), subject: subject(&random), labels: labels(&random),
            estimate: Estimate(
                usd: amount(&random), seconds: 9,
                secondsSource: [.stated, .cap].randomElement(using: &random)!,
                unitPrice: amount(&random), pricePer: .second, priceSource: .user))
        guard case .reserved = try await fixture.ledger.reserve(proposal, at: now) else { return }
        let end = Int.random(in: 0..<7, using: &random)
        if end == 0 { return }
        var events = [
            SubmissionEvent.accepted(generationID: "gen-\(proposal.id)", quotedCharge: nil)
        ]
        let fault = Fault(name: "failed", message: "it failed")
        switch end {
        case 1: events = [.lost]
        case 2: events.append(.failed)
        case 3: events.append(.unpriced(videoURL: nil))
        case 4: events += [.failed, .adjusted(charge(&random), reason: "late")]
        default:
            events.append(
                .settled(charge(&random), videoURL: nil, fault: end == 5 ? fault : nil))
            if Bool.random(using: &random) {
                events.append(.adjusted(charge(&random), reason: "the bill"))
            }
        }
        for event in events {
            _ = try await fixture.ledger.record(event, of: proposal.id, at: now)
        }
    }

    private static func take(
        in fixture: TestLedger, at now: Instant, _ random: inout SplitMix64
    ) async throws {
        let usd = amount(&random)
        let state = SubmissionState.allCases.randomElement(using: &random)!
        let records = Feed([
            HistoryRecord(
                reservedAt: now, subject: subject(&random), generationID: nil, state: state,
                usd: state == .refused ? .zero : usd,
                credits: state == .refused ? 0 : usd.credits, labels: labels(&random),
                seconds: 4, hasFailed: Bool.random(using: &random),
                sourceID: "row \(fixture.ids.next())")
        ])
        _ = try await fixture.ledger.importHistory(at: now) { records.next() }
    }

    private static func subject(_ random: inout SplitMix64) -> Subject {
        Subject(
            model: ["m", "caf\u{E9}", "cafe\u{301}"].randomElement(using: &random)!,
            mode: [.std, .pro, nil].randomElement(using: &random)!,
            orientation: [.image, .video, nil].randomElement(using: &random)!,
            project: ["p", "=1+1", "(none)", nil].randomElement(using: &random)!,
            key: ["ci", "a,b\"c", nil].randomElement(using: &random)!)
    }

    private static func labels(_ random: inout SplitMix64) -> [Label] {
        [[], [Label(key: "scene", value: "1")], [Label(key: "take", value: "2")]]
            .randomElement(using: &random)!
    }

    private static func amount(_ random: inout SplitMix64) -> USD {
        USD(nanos: Int64.random(in: 1...2_000_000, using: &random) * 1000)
    }

    private static func charge(_ random: inout SplitMix64) -> Charge {
        Charge(
            usd: amount(&random), source: .body, isProvisional: Bool.random(using: &random))
    }
}
