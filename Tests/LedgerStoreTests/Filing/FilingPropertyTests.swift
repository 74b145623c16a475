import Accounting
import TestSupport
import Testing

@testable import LedgerStore

/// Months of submissions that are filed elsewhere again and again, whatever became of them.
@Suite(.timeLimit(.minutes(5))) struct FilingPropertyTests {
    private static let seeds = [1, 2, 3, 20_261_130, UInt64.random(in: .min ... .max)]
    private static let projects: [Name?] = ["p", "q", "=1+1", nil]

    @Test(arguments: seeds) func rowsAreTheSumsOfSubmissionsAndLimitsHold(seed: UInt64) async throws
    {
        print("filing: seed \(seed)")
        var random = SplitMix64(seed: seed)
        var now = Instant.at("2026-10-20T08:00:00Z")
        let fixture = try TestLedger(at: now)
        for budget in [
            Budget.money("3", .week, name: "p", scope: Scope(project: "p"), alertAt: [50, 100]),
            .money("5", name: "q", scope: Scope(mode: .pro, project: "q")),
            .count(25, name: "all"),
        ] { try await fixture.ledger.set(budget, at: now) }
        var open: Set<SubmissionID> = []
        var known: [SubmissionID] = []
        for step in 1...250 {
            now = now.advanced(bySeconds: Int.random(in: 1...20_000, using: &random))
            switch Int.random(in: 0..<5, using: &random) {
            case 0, 1:
                let proposal = fixture.proposal(
                    "\(USD(nanos: Int64.random(in: 1...2_000_000, using: &random) * 1000))",
                    at: now,
                    mode: [.std, .pro].randomElement(using: &random)!,
                    project: Self.projects.randomElement(using: &random)!)
                known.append(proposal.id)
                if case .reserved = try await fixture.ledger.reserve(proposal, at: now) {
                    open.insert(proposal.id)
                }
            case 2:
                guard let id = known.randomElement(using: &random) else { continue }
                try await Self.happen(to: id, at: now, fixture, &open, &random)
            default:
                guard let id = known.randomElement(using: &random),
                    let other = known.randomElement(using: &random)
                else { continue }
                _ = try await fixture.ledger.refile(
                    [id, other], Self.change(&random), reason: "step \(step)", at: now)
            }
            if step.isMultiple(of: 50) {
                try await Self.expectRows(of: fixture.ledger, "seed \(seed), step \(step)")
            }
        }
        for id in open.sorted(by: { $0.description < $1.description }) {
            try await Self.end(id, .charged("0.25"), at: now, fixture)
        }
        try await Self.expectRows(of: fixture.ledger, "seed \(seed)")
        let audit = try Audit(of: fixture.ledger)
        #expect(audit.findings == [], "seed \(seed)")
        #expect(audit.reserved > 20 && audit.refused > 3, "seed \(seed)")
        #expect(try await fixture.ledger.verify().problems == [], "seed \(seed)")
        #expect(try fixture.ledger.refilings(after: 0).count > 50)
    }

    private static func change(_ random: inout SplitMix64) -> FilingChange {
        var change = FilingChange()
        change.project = [.unchanged, .removed, .named("p"), .named("q"), .named("=1+1")]
            .randomElement(using: &random)!
        change.labels = [[], [Label(key: "take", value: "2")]].randomElement(using: &random)!
        change.removedLabels = [[], ["take"]].randomElement(using: &random)!
        return change
    }

    private static func happen(
        to id: SubmissionID, at now: Instant, _ fixture: TestLedger,
        _ open: inout Set<SubmissionID>, _ random: inout SplitMix64
    ) async throws {
        let charge = Charge(
            usd: .dollars("\(Int.random(in: 0...3, using: &random)).75"), source: .body)
        guard open.contains(id) else {
            _ = try await fixture.ledger.record(
                .adjusted(charge, reason: "the bill"), of: id, at: now)
            return
        }
        let event: SubmissionEvent = [
            .settled(charge, videoURL: nil, fault: nil), .failed, .unpriced(videoURL: nil),
        ].randomElement(using: &random)!
        try await end(id, event, at: now, fixture)
        if try fixture.ledger.submission(id)?.state.holdsMoney == false { open.remove(id) }
    }

    private static func end(
        _ id: SubmissionID, _ event: SubmissionEvent, at now: Instant, _ fixture: TestLedger
    ) async throws {
        for event in [.accepted(generationID: "gen-\(id)", quotedCharge: nil), event] {
            _ = try await fixture.ledger.record(event, of: id, at: now)
        }
    }

    /// Each row is the sum of what its submissions come to and of the corrections that the journal has of
    /// them; a row without any is not there.
    private static func expectRows(of ledger: Ledger, _ context: Comment) async throws {
        let submissions = try await ledger.submissions(matching: SubmissionFilter())
        let due = try ledger.file.read { database in
            try submissions.reduce(into: [SpendRow.Key: Spend]()) { rows, submission in
                let corrections = try PostedCharge.corrections(of: submission.id, in: database)
                rows[SpendRow.Key(submission), default: .nothing] =
                    rows[SpendRow.Key(submission), default: .nothing]
                    + (Spend(submission) + corrections)
            }
        }
        let rows = try await ledger.spend(matching: SubmissionFilter()).rows
        let found = Dictionary(uniqueKeysWithValues: rows.map { ($0.key, $0.spend) })
        #expect(found == due, context)
    }
}
