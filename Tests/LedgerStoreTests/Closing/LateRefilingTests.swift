import Accounting
import LedgerStore
import TestSupport
import Testing

/// Edits of the filing in months that are closed: each in the statement that is closed next, and in no other.
@Suite struct LateRefilingTests {
    private static let months = (11...12).map { Month("2026-\($0)")! } + [Month("2027-01")!]
    private static let ends = ["2026-12-01", "2027-01-01", "2027-02-01"].map {
        Instant.at("\($0)T08:00:00Z")
    }
    private let fixture: TestLedger
    private var ledger: Ledger { fixture.ledger }

    init() throws { fixture = try TestLedger() }

    private func submitted(_ usd: String, project: Name?) async throws -> SubmissionID {
        let id = try #require(try await fixture.reserve(usd, project: project)).id
        _ = try await ledger.record(
            .accepted(generationID: "gen-\(id)", quotedCharge: nil), of: id, at: .start)
        return id
    }

    private func file(
        _ ids: SubmissionID..., under project: FilingChange.Project = .unchanged,
        _ labels: [Label] = [], at instant: Instant
    ) async throws {
        var change = FilingChange()
        (change.project, change.labels) = (project, labels)
        _ = try await ledger.refile(ids, change, reason: "a slip", at: instant)
    }

    private func adjust(_ id: SubmissionID, _ usd: String, at instant: Instant) async throws {
        let charge = Charge(usd: .dollars(usd), source: .transactions)
        _ = try await ledger.record(.adjusted(charge, reason: "refund"), of: id, at: instant)
    }

    private func close(_ number: Int) async throws -> ClosedMonth {
        try await ledger.close(Self.months[number], anyway: true, at: Self.ends[number]) { _ in "m"
        }
    }

    /// `adjusted a -0.50`: what changed, filed where, by how much; of an edit what moved.
    private static func line(_ change: LateChange) -> String {
        let filing = change.submission.filing
        let labels = filing.labels.map { " \($0.key)=\($0.value)" }.joined()
        let place = "\(filing.project?.text ?? "-")\(labels)"
        guard let refiling = change.refiling else {
            return "\(change.kind.rawValue) \(place) \(change.amount.usd)"
        }
        let from = refiling.from.project?.text ?? "-"
        return "\(from) → \(place) \(refiling.charged.usd) + \(refiling.reserved)"
    }

    private func lines(_ closed: ClosedMonth) async throws -> [String] {
        try await ledger.readStatement(of: closed) { $0.adjustments.map(Self.line) }
    }

    @Test func everyEditIsListedOnceWithTheFilingOfItsTime() async throws {
        let id = try await submitted("2", project: "a")
        let open = try await submitted("3", project: "a")
        try await fixture.settle(id, "1.5")
        // Before the closing: the statement of the month has it, and nothing is to be adjusted.
        try await file(id, under: .named("b"), at: .start)
        let first = try await close(0)
        #expect(first.closing.adjustments == .nothing)

        let at = Self.ends[0]
        try await adjust(id, "1", at: at)
        try await file(id, open, under: .named("c"), [Label(key: "scene", value: "12")], at: at)
        try await adjust(id, "1.25", at: at)
        try await fixture.settle(open, "2.5", at: at)
        let second = try await close(1)
        let changes = [
            "adjusted b -0.50", "b → c scene=12 1.00 + 0.00", "a → c scene=12 0.00 + 3.00",
            "adjusted c scene=12 0.25", "settled c scene=12 2.50",
        ]
        #expect(try await lines(second) == changes)
        #expect(second.closing.adjustments.count == 5)
        #expect(second.closing.due == .dollars("2.25"))

        // What came after the second closing changes nothing of what it showed, and is in the third.
        try await file(id, under: .removed, at: Self.ends[1])
        #expect(try await lines(second) == changes)
        let third = try await close(2)
        #expect(try await lines(third) == ["c → - scene=12 1.25 + 0.00"])
        #expect(third.closing.adjustments == .init(count: 1, amount: .zero))
        #expect(third.closing.due == .zero)
        #expect(try await lines(first) == [])
        #expect(try await lines(second) == changes)
        #expect(try ledger.changes(since: first).count == 6)
        for closed in [first, second, third] {
            let again = try await ledger.readStatement(of: closed) { $0.closing(manifest: "m") }
            #expect(again == closed.closing)
        }
        #expect(try await ledger.verify().problems == [])
    }

    @Test func whatAddsNothingToTheAccountsIsListedToo() async throws {
        let failed = try await submitted("1", project: "a")
        _ = try await ledger.record(.failed, of: failed, at: .start)
        try await ledger.set(.money("1", name: "all"), at: .start)
        let refused = fixture.proposal("9", project: "a")
        _ = try await ledger.reserve(refused, at: .start)
        _ = try await close(0)
        try await file(failed, refused.id, under: .named("b"), at: Self.ends[0])
        let second = try await close(1)
        #expect(try await lines(second) == ["a → b 0.00 + 0.00", "a → b 0.00 + 0.00"])
        #expect(try await ledger.verify().problems == [])
    }

    @Test func anEditOfAnOpenMonthIsNoAdjustment() async throws {
        _ = try await submitted("2", project: "a")
        _ = try await close(0)
        let own = try await fixture.accepted("3", at: Self.ends[0])
        try await file(own, under: .named("b"), at: Self.ends[0])
        #expect(try await close(1).closing.adjustments == .nothing)
    }

    /// Months are closed in any order: an edit is of the next statement by the journal, not by the calendar.
    @Test func theNextStatementMayBeOfAnEarlierMonth() async throws {
        _ = try await submitted("2", project: "a")
        let own = try await fixture.accepted("3", at: Self.ends[0])
        let later = try await close(1)
        try await file(own, under: .named("b"), at: Self.ends[1])
        let earlier = try await ledger.close(Self.months[0], anyway: true, at: Self.ends[1]) { _ in
            "m"
        }
        #expect(try await lines(earlier) == ["- → b 0.00 + 3.00"])
        #expect(try await lines(later) == [])
    }

    @Test(arguments: [
        ("DELETE FROM late_change", "is missing"),
        ("UPDATE late_change SET nanos = 1", "has nanos 1"),
    ])
    func verifyFindsAnEditThatIsNotListed(sql: String, finding: String) async throws {
        let id = try await submitted("2", project: "a")
        _ = try await close(0)
        try await file(id, under: .named("b"), at: Self.ends[0])
        try Shell(fixture.path).rows(sql)
        let problems = try await ledger.verify().problems
        #expect(problems.contains { $0.contains(finding) }, "\(problems)")
    }
}
