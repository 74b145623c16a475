import Accounting
import LedgerStore
import Reporting
import TestSupport
import Testing

/// Random years of submissions that end early, late and never and are filed elsewhere, with months that are
/// closed in any order: the statements add up to the accounts, and of each project and label too.
@Suite struct ClosingPropertyTests {
    private static let months = (1...6).map { Month("2026-0\($0)")! }

    @Test(arguments: RandomLedgers.seeds(few: 16))
    func everyChargeIsInOneStatement(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let fixture = try TestLedger(
            timeZone: ["UTC", "Europe/Berlin", "America/St_Johns"].randomElement(using: &random)!,
            at: .at("2026-01-01T12:00:00Z"))
        let ledger = fixture.ledger
        var ids: [SubmissionID] = []
        var due = USD.zero
        var reserved = USD.zero
        var closed: [ClosedMonth] = []
        /// How many edits there were of submissions whose month was closed by then.
        var lateEdits = 0
        var waiting = Self.months
        for step in 0..<160 {
            let at = Instant.at("2026-01-01T13:00:00Z").advanced(bySeconds: step * 100_000)
            if Bool.random(using: &random) || ids.isEmpty {
                ids.append(
                    try await fixture.accepted("\(Int.random(in: 1...9, using: &random))", at: at))
            } else if Int.random(in: 0..<3, using: &random) == 0 {
                let edited = try await ledger.refile(
                    Array(Set((0..<3).compactMap { _ in ids.randomElement(using: &random) })),
                    Self.change(&random), reason: "step \(step)", at: at)
                let months = Set(closed.map(\.month))
                lateEdits += edited.submissions.count {
                    $0.isChanged && months.contains(Month(of: $0.after.day))
                }
            } else {
                try await Self.move(ids.randomElement(using: &random)!, in: ledger, at, &random)
            }
            guard step % 8 == 7 || step > 140, let month = waiting.randomElement(using: &random)
            else { continue }
            let end = month.end(in: ledger.calendar)
            guard end <= at, closed.isEmpty || Int.random(in: 0..<3, using: &random) > 0 else {
                continue
            }
            let statement = try await ledger.close(month, anyway: true, at: at) { _ in "\(step)" }
            due += statement.closing.due
            reserved +=
                statement.closing.totals.reserved + statement.closing.adjustments.amount.reserved
            closed.append(statement)
            waiting.removeAll { $0 == month }
        }
        let last = try #require(closed.last)
        let later = try await ledger.lateChanges(after: last.entry).sum.amount
        let months = Set(closed.map(\.month))
        let spend = try await ledger.spend(matching: .init()).rows
            .filter { months.contains(Month(of: $0.key.day)) }
            .reduce(Spend.nothing) { $0 + $1.spend }
        #expect(due + later.usd == spend.usd, "seed \(seed)")
        #expect(reserved + later.reserved == spend.reserved, "seed \(seed)")
        #expect(try await ledger.verify().problems == [], "seed \(seed)")
        for (previous, next) in zip(closed, closed.dropFirst()) {
            try await Self.expectExcerpts(of: ledger, after: previous, through: next, seed)
        }
        // Each can be read again as it was, and together they have each project and label as it is now.
        var sums = FilingSums()
        var listed = 0
        for statement in closed {
            let (again, part, edits) = try await ledger.readStatement(of: statement) {
                var sums = FilingSums()
                try sums.add($0)
                return (
                    $0.closing(manifest: statement.closing.manifest), sums,
                    $0.adjustments.count { $0.kind == .refiled }
                )
            }
            #expect(again == statement.closing, "seed \(seed)")
            sums.add(part)
            listed += edits
        }
        let waitingChanges = try await ledger.lateChanges(after: last.entry)
        waitingChanges.forEach { sums.add($0) }
        listed += waitingChanges.count { $0.kind == .refiled }
        #expect(listed == lateEdits, "seed \(seed)")
        #expect(try await sums == Self.live(ledger, months), "seed \(seed)")
    }

    /// What a statement listed, and each project's part of it.
    private static func expectExcerpts(
        of ledger: Ledger, after previous: ClosedMonth, through next: ClosedMonth, _ seed: UInt64
    ) async throws {
        let all = try await ledger.lateChanges(after: previous.entry, through: next.entry)
        #expect(all.sum == next.closing.adjustments, "seed \(seed)")
        for project in ["p", "q"] as [Name] {
            var filter = SubmissionFilter()
            filter.project = project
            let found = try await ledger.lateChanges(
                after: previous.entry, through: next.entry, matching: filter)
            let due = all.flatMap(\.parts).filter { $0.submission.subject.project == project }
            #expect(
                found.sum.amount == due.reduce(.zero) { $0 + $1.amount }, "seed \(seed)")
            #expect(Set(found.map(\.submission.id)) == Set(due.map(\.submission.id)))
        }
    }

    /// What is true now of some months.
    private static func live(_ ledger: Ledger, _ months: Set<Month>) async throws -> FilingSums {
        try await ledger.readBilling(matching: SubmissionFilter()) {
            var sums = FilingSums()
            try $0.forEach { if months.contains(Month(of: $0.day)) { sums.add($0) } }
            return sums
        }
    }

    private static func change(_ random: inout SplitMix64) -> FilingChange {
        var change = FilingChange()
        change.project = [.unchanged, .removed, .named("p"), .named("q")]
            .randomElement(using: &random)!
        let scene = Label(key: "scene", value: "\(Int.random(in: 1...3, using: &random))")
        change.labels = [[], [scene]].randomElement(using: &random)!
        return change
    }

    /// Whatever may happen to it next; what may not is dropped by the ledger.
    private static func move(
        _ id: SubmissionID, in ledger: Ledger, _ at: Instant, _ random: inout SplitMix64
    ) async throws {
        let charge = Charge(
            usd: USD(nanos: .random(in: 0...9_000_000_000, using: &random)), source: .body,
            isProvisional: Bool.random(using: &random))
        let events: [SubmissionEvent] = [
            .settled(charge, videoURL: nil, fault: nil), .failed, .unpriced(videoURL: nil),
            .adjusted(charge, reason: "why"), .settled(charge, videoURL: nil, fault: nil),
        ]
        _ = try await ledger.record(events.randomElement(using: &random)!, of: id, at: at)
    }
}
