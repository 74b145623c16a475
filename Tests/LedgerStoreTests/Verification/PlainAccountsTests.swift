import Accounting
import Foundation
import TestSupport
import Testing

@testable import LedgerStore

/// The ledger against accounts that share no code with it, over months in which clocks change.
@Suite(.timeLimit(.minutes(5))) struct PlainAccountsTests {
    private static let rules: [PlainAccounts.Rule] = [
        .init(name: "day", unit: .day, money: 6_000_000_000),
        .init(name: "week", mode: "pro", unit: .weekOfYear, money: 9_000_000_000),
        .init(name: "month", orientation: "image", unit: .month, money: 25_000_000_000),
        .init(name: "year", project: "p", unit: .year, number: 10),
        .init(name: "total", mode: "std", project: "q", money: 40_000_000_000),
    ]

    /// Over the end of summer time in the north or in the south, and over the end of a year.
    @Test(arguments: [
        ("Europe/Berlin", "2026-10-01T10:00:00Z"), ("America/New_York", "2026-10-10T10:00:00Z"),
        ("Australia/Lord_Howe", "2026-09-10T10:00:00Z"), ("Africa/Cairo", "2027-04-01T10:00:00Z"),
        ("Asia/Kathmandu", "2026-12-01T10:00:00Z"),
    ])
    func windowsRollupsAndAnswersAgree(zone: String, start: String) async throws {
        let seed = UInt64.random(in: .min ... .max)
        print("plain accounts in \(zone): seed \(seed)")
        var random = SplitMix64(seed: seed)
        var now = Instant.at(start)
        let fixture = try TestLedger(timeZone: zone, at: now)
        for rule in Self.rules { try await fixture.ledger.set(Budget(rule), at: now) }
        var accounts = PlainAccounts(zone: zone, rules: Self.rules)
        var refused = 0
        for step in 1...420 {
            now = now.advanced(bySeconds: Int.random(in: 1...30_000, using: &random))
            if step.isMultiple(of: 6),
                let id = accounts.videos.keys.sorted().randomElement(using: &random)
            {
                try await file(id, at: now, fixture, &accounts, &random)
            } else if Bool.random(using: &random),
                let id = accounts.videos.keys.sorted().randomElement(using: &random)
            {
                try await happen(to: id, at: now, fixture, &accounts, &random)
            } else {
                var video = Self.video(at: now, &random)
                if !accounts.admits(video) { video.state = "refused" }
                let proposal = fixture.proposal(
                    Self.text(video.reserved), at: now, mode: Mode(rawValue: video.mode),
                    orientation: Orientation(rawValue: video.orientation),
                    project: video.project.map { Name($0) })
                let outcome = try await fixture.ledger.reserve(proposal, at: now)
                let isRefused = Refusal.reason(outcome) != nil
                #expect(isRefused == (video.state == "refused"), "seed \(seed), step \(step)")
                refused += isRefused ? 1 : 0
                accounts.videos[proposal.id.description] = video
            }
            guard step.isMultiple(of: 50) else { continue }
            try expectWindows(accounts, fixture, at: now, "seed \(seed), step \(step)")
            let rows = try await fixture.ledger.spend(matching: SubmissionFilter()).rows
            #expect(Self.plain(rows) == accounts.rollup, "seed \(seed), step \(step)")
        }
        #expect(refused > 10 && accounts.videos.count - refused > 30)
    }

    private func file(
        _ id: String, at now: Instant, _ fixture: TestLedger, _ accounts: inout PlainAccounts,
        _ random: inout SplitMix64
    ) async throws {
        let project = [nil, "p", "q"].randomElement(using: &random)!
        var change = FilingChange()
        change.project = project.map { .named(Name($0)) } ?? .removed
        _ = try await fixture.ledger.refile(
            [#require(SubmissionID(id))], change, reason: "a test", at: now)
        accounts.videos[id]!.project = project
    }

    private func happen(
        to id: String, at now: Instant, _ fixture: TestLedger, _ accounts: inout PlainAccounts,
        _ random: inout SplitMix64
    ) async throws {
        let video = accounts.videos[id]!
        // One charge in eight is more than was set aside.
        let most = video.reserved * (Int.random(in: 0..<8, using: &random) == 0 ? 3 : 1)
        let charged = Int64.random(in: 0...most, using: &random)
        let charge = Charge(usd: USD(nanos: charged), source: .operator)
        let events: [(SubmissionEvent, state: String?, charged: Int64?)] = [
            (.accepted(generationID: "gen-\(id)", quotedCharge: nil), nil, nil),
            (.lost(Fault(name: "timeout", message: "no answer")), nil, nil),
            (.settled(charge, videoURL: nil, fault: nil), "settled", charged),
            (.failed, "failed", nil), (.unpriced(videoURL: nil), "unpriced", nil),
            (.adjusted(charge, reason: "a test"), nil, charged),
        ]
        let event = events.randomElement(using: &random)!
        guard
            try await fixture.ledger.record(event.0, of: #require(SubmissionID(id)), at: now) != nil
        else { return }
        accounts.videos[id]!.state = event.state ?? video.state
        accounts.videos[id]!.charged = event.charged ?? video.charged
    }

    /// The window of now, and every one that is stored.
    private func expectWindows(
        _ accounts: PlainAccounts, _ fixture: TestLedger, at now: Instant, _ context: Comment
    ) throws {
        for rule in accounts.rules {
            let standing = try fixture.standing(of: Name(rule.name), at: now)
            let stored = try fixture.ledger.file.read { database in
                try Budgets(database: database).windows.stored(of: standing.budget)
            }
            for window in stored + [standing.window] {
                let begin = rule.unit == nil ? now : window.period.start
                let span = accounts.span(of: rule, at: begin.seconds)
                if rule.unit != nil {
                    #expect(window.period.start == Instant(seconds: span.lowerBound), context)
                    #expect(window.period.end == Instant(seconds: span.upperBound), context)
                }
                let holding = window.holding
                let sums = PlainAccounts.Sums(
                    spent: holding.spent.nanos, reserved: holding.reserved.nanos,
                    posted: holding.posted, open: holding.open)
                #expect(sums == accounts.sums(of: rule, in: span), "\(rule.name), \(context)")
            }
        }
    }

    private static func video(at now: Instant, _ random: inout SplitMix64) -> PlainAccounts.Video {
        PlainAccounts.Video(
            at: now.seconds, mode: ["std", "pro"].randomElement(using: &random)!,
            orientation: ["image", "video"].randomElement(using: &random)!,
            project: [nil, "p", "q"].randomElement(using: &random)!,
            reserved: Int64.random(in: 1...2_000_000_000, using: &random))
    }

    private static func text(_ nanos: Int64) -> String {
        String(format: "%d.%09d", nanos / 1_000_000_000, nanos % 1_000_000_000)
    }

    private static func plain(_ rows: [SpendRow]) -> [String: PlainAccounts.Row] {
        rows.reduce(into: [:]) { plain, row in
            let key =
                "\(row.key.day) \(row.key.mode!.rawValue) \(row.key.orientation!.rawValue)"
                + " \(row.key.project?.text ?? "-")"
            let spend = row.spend
            let counts = [
                "settled": spend.settled, "failed": spend.failed, "open": spend.open,
                "unpriced": spend.unpriced, "refused": spend.refused,
            ]
            plain[key] = PlainAccounts.Row(
                counts: counts.filter { $0.value != 0 }, charged: spend.usd.nanos,
                reserved: spend.reserved.nanos)
        }
    }
}

extension Budget {
    fileprivate init(_ rule: PlainAccounts.Rule) {
        let unit: PeriodUnit =
            switch rule.unit {
            case .day: .day
            case .weekOfYear: .week
            case .month: .month
            case .year: .year
            default: .total
            }
        self.init(
            name: Name(rule.name),
            scope: Scope(
                mode: rule.mode.flatMap { Mode(rawValue: $0) },
                orientation: rule.orientation.flatMap { Orientation(rawValue: $0) },
                project: rule.project.map { Name($0) }),
            unit: unit,
            limit: rule.money.map { .usd(USD(nanos: $0)) } ?? .submissions(rule.number!))
    }
}
