import Accounting
import TestSupport
import Testing

@testable import LedgerStore

/// An edit of the filing: what moves, what stays, and what is left when it cannot be done.
@Suite struct RefilingTests {
    private let fixture: TestLedger
    private var ledger: Ledger { fixture.ledger }

    init() async throws {
        fixture = try TestLedger()
        for (name, project) in [("a", "a"), ("b", "b")] as [(Name, Name)] {
            try await fixture.ledger.set(
                .money("4", name: name, scope: Scope(project: project), alertAt: [50, 100]),
                at: .start)
        }
        try await fixture.ledger.set(.money("100", name: "all"), at: .start)
    }

    private func submitted(_ usd: String, project: Name?, at instant: Instant = .start)
        async throws -> SubmissionID
    {
        let id = try #require(try await fixture.reserve(usd, at: instant, project: project)).id
        _ = try await ledger.record(
            .accepted(generationID: "gen-\(id)", quotedCharge: nil), of: id, at: instant)
        return id
    }

    @discardableResult
    private func file(_ ids: SubmissionID..., under project: Name?, at instant: Instant = .start)
        async throws -> (submissions: [RefiledSubmission], alerts: [Alert])
    {
        var change = FilingChange()
        change.project = project.map { .named($0) } ?? .removed
        return try await ledger.refile(ids, change, reason: "a slip", at: instant)
    }

    private func rows() async throws -> [Name?: Spend] {
        let rows = try await ledger.spend(matching: SubmissionFilter()).rows
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.key.project, $0.spend) })
    }

    private func adjust(_ id: SubmissionID, _ usd: String) async throws {
        let charge = Charge(usd: .dollars(usd), source: .operator)
        _ = try await ledger.record(.adjusted(charge, reason: "bill"), of: id, at: .start)
    }

    @Test func everyColumnOfTheRollupMovesAndAnEmptyRowGoes() async throws {
        let id = try await submitted("2", project: "a")
        try await fixture.settle(id, "1.5")
        try await adjust(id, "1.75")
        try await adjust(id, "1.25")
        let whole = try #require(try await rows()["a"])
        #expect(whole.adjustments == 2 && whole.adjustedUSD == -.dollars("0.25"))
        try await file(id, under: "b")
        #expect(try await rows() == ["b": whole])
        // A correction after it counts where it is filed now.
        try await adjust(id, "1")
        #expect(try await rows()["b"]?.adjustments == 3)
        try await file(id, under: nil)
        #expect(try await rows()[nil]?.adjustedUSD == -.dollars("0.5"))
        #expect(try ledger.projects() == ["a", "b"], "the projects of budgets alone")
        #expect(try await ledger.verify().problems == [])
    }

    @Test func whatIsLeftOfARowStays() async throws {
        let id = try await submitted("1", project: "a")
        _ = try await submitted("1.5", project: "a")
        try await file(id, under: "b")
        let rows = try await rows()
        #expect(rows["a"]?.open == 1 && rows["a"]?.reserved == .dollars("1.5"))
        #expect(rows["b"]?.open == 1 && rows["b"]?.reserved == .dollars("1"))
        #expect(try await ledger.verify().problems == [])
    }

    @Test func budgetsHoldWhatIsFiledUnderTheirProjectAndRefuseNoEdit() async throws {
        let open = try await submitted("3", project: "a")
        let settled = try await submitted("3", project: nil)
        try await fixture.settle(settled, "2.5")
        let all = try fixture.holding(of: "all")
        let result = try await file(open, settled, under: "b")
        #expect(try fixture.holding(of: "a") == .nothing)
        #expect(
            try fixture.holding(of: "b")
                == Holding(
                    spent: .dollars("2.5"), reserved: .dollars("3"), posted: 1, open: 1))
        #expect(try fixture.holding(of: "all") == all)
        // Two lines are crossed, and each is said once.
        #expect(result.alerts.map(\.threshold) == [50, 100])
        #expect(result.alerts.map(\.budget) == ["b", "b"])
        #expect(result.alerts.map(\.submissionID) == [open, settled])
        #expect(try await fixture.reserve("0.01", project: "b") == nil)
        #expect(try await fixture.reserve("4", project: "a") != nil)
        #expect(try await ledger.verify().problems == [])
    }

    @Test func aPeriodThatIsOverIsCorrectedWithoutAnAlert() async throws {
        let id = try await submitted("3", project: "a")
        _ = try await submitted("0.5", project: "b")
        try await fixture.settle(id, "3")
        let december = Instant.at("2026-12-05T09:00:00Z")
        let result = try await file(id, under: "b", at: december)
        #expect(result.alerts == [])
        #expect(try fixture.holding(of: "a", at: .start).spent == .zero)
        #expect(try fixture.holding(of: "b", at: .start).spent == .dollars("3"))
        #expect(try fixture.holding(of: "b", at: december) == .nothing)
        #expect(try ledger.submission(id)?.day.description == "2026-11-21")
        #expect(try await ledger.verify().problems == [])
    }

    @Test func whatWasRefusedOrFailedMovesInReportsAlone() async throws {
        let refused = fixture.proposal("9", project: "a")
        _ = try await ledger.reserve(refused, at: .start)
        let failed = try await submitted("1", project: "a")
        _ = try await ledger.record(.failed, of: failed, at: .start)
        try await file(refused.id, failed, under: "c")
        let rows = try await rows()
        #expect(rows["a"] == nil)
        #expect(rows["c"]?.refused == 1 && rows["c"]?.failed == 1)
        #expect(rows["c"]?.refusedUSD == .dollars("9"))
        #expect(try await ledger.verify().problems == [])
    }

    @Test func allAreFiledOrNone() async throws {
        let id = try await submitted("1", project: "a")
        let head = try ledger.head()
        let absent = fixture.ids.id(at: .start)
        let error = await #expect(throws: LedgerError.self) {
            try await file(id, absent, under: "b")
        }
        #expect(error?.kind == .notFound && error?.description.contains("\(absent)") == true)
        for (project, reason) in [("b\n", "why"), ("b", ""), ("b", "a\0")] as [(Name, String)] {
            var change = FilingChange()
            change.project = .named(project)
            let error = await #expect(throws: LedgerError.self) {
                try await ledger.refile([id], change, reason: reason, at: .start)
            }
            #expect(error?.kind == .invalid)
        }
        #expect(try ledger.head() == head)
        #expect(try ledger.submission(id)?.subject.project == "a")
    }

    @Test func whatIsFiledSoAlreadyIsNotWritten() async throws {
        let id = try await submitted("1", project: "a")
        let other = try await submitted("1", project: "b")
        let result = try await file(id, id, other, under: "b")
        #expect(result.submissions.map(\.after.id) == [id, other])
        #expect(result.submissions.map(\.isChanged) == [true, false])
        #expect(try fixture.kinds().filter { $0 == "refiled" }.count == 1)
        let head = try ledger.head()
        #expect(try await file(id, other, under: "b").submissions.allSatisfy { !$0.isChanged })
        #expect(try ledger.head() == head)
    }

    /// What a statement of a closed month asks for.
    @Test func refilingsAreReadFromAnEntryOn() async throws {
        let id = try await submitted("2", project: "a")
        try await file(id, under: "b")
        let first = try #require(try ledger.refilings(after: 0).first)
        #expect(first.id == id && first.refiling.reserved == .dollars("2"))
        try await fixture.settle(id, "1.5")
        try await file(id, under: nil)
        let later = try ledger.refilings(after: first.seq)
        #expect(later.map(\.refiling.from.project) == ["b"])
        #expect(later.map(\.refiling.to.project) == [nil])
        #expect(later.map(\.refiling.charged.usd) == [.dollars("1.5")])
        #expect(later.map(\.refiling.reserved) == [.zero])
        #expect(later.map(\.day.description) == ["2026-11-21"])
        #expect(try ledger.refilings(after: 0, upTo: first.seq) == [first])
        #expect(try ledger.refilings(after: later[0].seq) == [])
    }

    /// An entry that does not say what the submission was is found, however well it is hashed.
    @Test func anEntryThatContradictsTheSubmissionIsNoEntry() async throws {
        let id = try await submitted("2", project: "a")
        let refiling = Refiling(
            from: Filing(project: "other", labels: []), to: Filing(project: "b", labels: []),
            reason: "why", charged: .zero, reserved: .dollars("2"), corrections: 0,
            corrected: .zero)
        await #expect(throws: LedgerError.self) {
            try await ledger.post(at: .start) { try $0.post(.refiled(id, refiling)) }
        }
        #expect(try ledger.refilings(after: 0) == [])
    }

    /// So many are a transaction of their own.
    @Test func aHundredAndTwentyAreFiledTogether() async throws {
        let ids = try await (0..<120).asyncMap { _ in
            try #require(try await fixture.reserve("0.01", project: "a")).id
        }
        var change = FilingChange()
        change.labels = [Label(key: "scene", value: "12")]
        change.project = .named("c")
        let result = try await ledger.refile(ids, change, reason: "r", at: .start)
        #expect(result.submissions.filter(\.isChanged).count == 120)
        #expect(try await rows().mapValues(\.open) == ["c": 120])
        #expect(try await ledger.verify().problems == [])
    }

    @Test func editsAtOnceAllCount() async throws {
        let ids = try await (0..<8).asyncMap { _ in try await submitted("0.1", project: "a") }
        let projects: [Name?] = ["b", "c", nil]
        let results = await inTasks(24) { number in
            var change = FilingChange()
            change.project = projects[number % 3].map { .named($0) } ?? .removed
            return try await fixture.another().refile(
                [ids[number % 8], ids[(number + 3) % 8]], change, reason: "r", at: .start)
        }
        for result in results { _ = try result.get() }
        #expect(try await rows().values.map(\.open).reduce(0, +) == 8)
        #expect(try await ledger.verify().problems == [])
    }
}

extension Sequence {
    fileprivate func asyncMap<Value>(_ make: (Element) async throws -> Value) async rethrows
        -> [Value]
    {
        var values: [Value] = []
        for element in self { values.append(try await make(element)) }
        return values
    }
}
