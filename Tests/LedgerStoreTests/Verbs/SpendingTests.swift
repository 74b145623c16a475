import Accounting
import LedgerStore
import TestSupport
import Testing

@Suite struct SpendingTests {
    /// Three days in two months, with ends of every kind.
    private static func ledger() async throws -> TestLedger {
        let fixture = try TestLedger(at: .at("2026-10-01T00:00:00Z"))
        let october = Instant.at("2026-10-31T12:00:00Z")
        let first = Instant.at("2026-11-01T12:00:00Z")
        let second = Instant.at("2026-11-02T12:00:00Z")
        try await fixture.settle(fixture.accepted("9", at: october), "8", at: october)
        try await fixture.settle(fixture.accepted("2", at: first), "1.5", at: first)
        try await fixture.settle(fixture.accepted("2", at: first), "1.5", at: first)
        try await fixture.settle(fixture.accepted("3", at: second, mode: .pro), "2.5", at: second)
        let failed = try await fixture.accepted("3", at: second)
        _ = try await fixture.ledger.record(
            .settled(
                Charge(usd: .dollars("0.25"), source: .body), videoURL: nil,
                fault: Fault(name: "failed", message: "it failed")), of: failed, at: second)
        let voided = try await fixture.accepted("3", at: second)
        _ = try await fixture.ledger.record(.failed, of: voided, at: second)
        _ = try await fixture.ledger.record(
            .adjusted(Charge(usd: .dollars("0.75"), source: .transactions), reason: "late"),
            of: voided, at: second)
        _ = try await fixture.accepted("7", at: second)
        return fixture
    }

    private static func filter(_ first: String, _ last: String) -> SubmissionFilter {
        var filter = SubmissionFilter()
        filter.firstDay = Day(first)
        filter.lastDay = Day(last)
        return filter
    }

    private static func total(_ rows: [SpendRow]) -> Spend {
        rows.reduce(.nothing) { $0 + $1.spend }
    }

    @Test func whatFailedAndWhatWasCorrectedIsKnownOfTheRollup() async throws {
        let fixture = try await SpendingTests.ledger()
        let rows = try await fixture.ledger.spend(
            matching: SpendingTests.filter("2026-11-01", "2026-11-30")
        ).rows
        let spend = SpendingTests.total(rows)
        #expect(spend.settled == 4 && spend.chargedFailures == 1 && spend.finished == 3)
        #expect(spend.usd == .dollars("6.5") && spend.failedUSD == .dollars("1"))
        #expect(spend.adjustments == 1 && spend.adjustedUSD == .dollars("0.75"))
        #expect(spend.perFinished == .dollars("2.17"))
        #expect(try await fixture.ledger.verify().problems == [])
    }

    /// The same as the rollup, but for corrections, whichever way the rows are told apart.
    @Test(arguments: [[], ["key"], ["state"], ["scene"], ["key", "state", "scene"]])
    func countingSubmissionsGivesTheRowsOfTheRollup(parts: [String]) async throws {
        let fixture = try await SpendingTests.ledger()
        var request = SpendRequest(SpendingTests.filter("2026-11-01", "2026-11-30"))
        let rolledUp = try await fixture.ledger.spendFacts(request)
        request.parts.key = parts.contains("key")
        request.parts.state = parts.contains("state")
        request.parts.labels = parts.contains("scene") ? ["scene"] : []
        let counted = try await fixture.ledger.spendFacts(request)
        var total = SpendingTests.total(rolledUp.rows)
        if !parts.isEmpty {
            total.adjustments = 0
            total.adjustedUSD = .zero
        }
        #expect(SpendingTests.total(counted.rows) == total)
        #expect(counted.head == rolledUp.head)
    }

    @Test func theDearestOfSeveralDaysComeFirst() async throws {
        let fixture = try await SpendingTests.ledger()
        func dearest(_ count: Int, _ change: (inout SubmissionFilter) -> Void = { _ in })
            async throws -> [String]
        {
            var filter = SpendingTests.filter("2026-11-01", "2026-11-30")
            change(&filter)
            var request = SpendRequest(filter)
            request.dearest = count
            let found = try await fixture.ledger.spendFacts(request).dearest ?? []
            return found.compactMap { $0.charge?.usd.description }
        }
        #expect(try await dearest(3) == ["2.50", "1.50", "1.50"])
        #expect(try await dearest(10) == ["2.50", "1.50", "1.50", "0.75", "0.25"])
        #expect(try await dearest(1) { $0.firstDay = nil } == ["8.00"])
        #expect(try await dearest(9) { $0.mode = .std } == ["1.50", "1.50", "0.75", "0.25"])
        #expect(try await dearest(9) { $0.state = .voided } == ["0.75"])
        #expect(try await dearest(9) { $0.project = "other" } == [])
        // Of two that cost the same, the later one.
        var request = SpendRequest(SpendingTests.filter("2026-11-01", "2026-11-01"))
        request.dearest = 2
        let ids = try await fixture.ledger.spendFacts(request).dearest?.map(\.id) ?? []
        #expect(ids.count == 2 && ids == ids.sorted(by: >))
    }

    @Test func thePeriodBeforeAndTheWindowsAreOfTheSameSnapshot() async throws {
        let fixture = try await SpendingTests.ledger()
        let now = Instant.at("2026-11-02T13:00:00Z")
        try await fixture.ledger.set(.money("20", .month, name: "month"), at: now)
        try await fixture.ledger.set(.money("5", .day, name: "day"), at: now)
        var request = SpendRequest(SpendingTests.filter("2026-11-01", "2026-11-30"))
        request.previous = Day("2026-10-01")!...Day("2026-10-31")!
        request.windowsAt = now
        let facts = try await fixture.ledger.spendFacts(request)
        #expect(SpendingTests.total(facts.previous ?? []).usd == .dollars("8"))
        #expect(facts.dearest == nil)
        #expect(facts.windows.map(\.budget.name) == ["day", "month"])
        #expect(facts.windows.last?.standings.last?.holding.spent == .dollars("6.5"))
        #expect(facts.windows.last?.standings.last?.holding.reserved == .dollars("7"))
    }

    /// What was allowed on a day stays allowed, whatever is in force later.
    @Test func eachWindowHasTheOverridesOfItsEnd() async throws {
        let fixture = try TestLedger(timeZone: "UTC")
        let ledger = fixture.ledger
        try await ledger.set(.money("5", .day, name: "day"), at: .start)
        try await ledger.override(
            BudgetOverride(
                budget: "day", added: .dollars("3"),
                until: Instant.start.advanced(bySeconds: 86_400),
                reason: "a reason"), at: .start)
        let later = Instant.start.advanced(bySeconds: 2 * 86_400)
        for instant in [Instant.start, later] {
            try await fixture.settle(fixture.accepted("1", at: instant), "1", at: instant)
        }
        var request = SpendRequest(SubmissionFilter())
        request.windowsAt = later
        let windows = try await ledger.spendFacts(request).windows
        #expect(windows.first?.standings.map(\.overrides) == [.dollars("3"), .zero])
    }

    /// Days are those of the ledger's zone; the index that is searched knows instants alone.
    @Test(arguments: ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin", "UTC"])
    func aDayIsReadWholeInEveryZone(zone: String) async throws {
        let fixture = try TestLedger(timeZone: zone, at: .at("2026-10-01T00:00:00Z"))
        for hour in 0..<96 {
            let instant = Instant.at("2026-11-01T00:30:00Z").advanced(bySeconds: hour * 3600)
            try await fixture.settle(fixture.accepted("1", at: instant), "1", at: instant)
        }
        let filter = SpendingTests.filter("2026-11-02", "2026-11-03")
        let days = try await fixture.ledger.submissions(matching: filter).map(\.day.description)
        #expect(days.count == 48 && Set(days) == ["2026-11-02", "2026-11-03"])
    }

    @Test func readingADayDoesNotReadTheOthers() throws {
        let fixture = try TestLedger()
        let plan = try Shell(fixture.path).rows(
            """
            EXPLAIN QUERY PLAN SELECT * FROM submission WHERE day >= '2026-11-01'
            AND reserved_at >= CAST('1' AS INTEGER) AND reserved_at < CAST('9' AS INTEGER)
            ORDER BY reserved_at ASC, id ASC
            """)
        #expect(
            plan.joined().contains("submission_by_time (reserved_at>? AND reserved_at<?)"),
            "\(plan)")
    }
}
