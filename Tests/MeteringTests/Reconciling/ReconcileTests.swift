import Accounting
import LedgerStore
import Provider
import TestSupport
import Testing

@testable import Metering

/// The ledger against the provider's own books: what differs is found, named and put right.
struct ReconcileTests {
    private let books = FakeBooks()
    private static let day = Day("2026-11-21")!

    /// Settled at $1.5288, as `g1`, `g2`, ….
    private func settled(_ fixture: TestMeter, _ number: Int = 1) async throws -> Submission {
        let id = "g\(number)"
        let submission = try await fixture.accepted(as: id, number)
        fixture.provider.polls(
            of: id, bring: .answer(.completed(id, usage: .usd("1.5288"))))
        _ = try await fixture.follow(submission.id)
        return try fixture.now(submission.id)
    }

    private func reconcile(
        _ fixture: TestMeter, from first: Day = day, to last: Day = day, applies: Bool = false,
        imports: Bool = false
    ) async throws -> (statement: ReconciliationStatement, differences: [Difference]) {
        var options = ReconcileOptions()
        options.applies = applies
        options.imports = imports
        let result = try await fixture.meter.reconcile(
            from: first, to: last, over: books, options, observe: fixture.log.observe)
        var differences: [Difference] = []
        try result.forEachDifference { differences.append($0) }
        return (result.statement, differences)
    }

    /// Applies and imports, and again: nothing is left, and the second time nothing changes.
    private func putRight(_ fixture: TestMeter, from first: Day = day, to last: Day = day)
        async throws
    {
        let done = try await reconcile(fixture, from: first, to: last, applies: true, imports: true)
        #expect(done.statement.left == 0, "\(done.differences)")
        #expect(!done.differences.contains { !$0.isApplied })
        let head = try fixture.ledger.head()
        let again = try await reconcile(
            fixture, from: first, to: last, applies: true, imports: true)
        #expect(again.differences.isEmpty, "\(again.differences)")
        #expect(again.statement.totals == done.statement.totals)
        #expect(again.statement.totals.ledger == again.statement.totals.billed)
        #expect(try fixture.ledger.head() == head)
        #expect(try await fixture.ledger.verify().isInOrder)
    }

    @Test func aDifferenceIsAnnouncedOnceAndAnotherOneAgain() async throws {
        let fixture = try TestMeter()
        _ = try await settled(fixture)
        books.set { $0.lines = [.charge("g1", "1.5", at: fixture.clock.now)] }
        fixture.clock.advance(by: .seconds(86_400))
        func announced(to last: Day = ReconcileTests.day, applies: Bool = false) async throws
            -> String?
        {
            var options = ReconcileOptions()
            options.applies = applies
            let result = try await fixture.meter.reconcile(
                from: ReconcileTests.day, to: last, over: books, options,
                observe: fixture.log.observe)
            return try await fixture.meter.announce(result)?.message
        }
        let first = try await announced()
        #expect(
            first
                == "the provider's bill and the ledger do not agree: 1 new difference, 1 in all from"
                + " 2026-11-21 to 2026-11-21")
        // Neither again nor for another period.
        let head = try fixture.ledger.head()
        #expect(try await announced() == nil)
        #expect(try await announced(to: ReconcileTests.day.advanced(by: 1)) == nil)
        #expect(try fixture.ledger.head() == head)
        // The bill changes: that is news.
        books.set { $0.lines.append(.charge("g1", "0.5", at: fixture.clock.now)) }
        #expect(try await announced() != nil)
        #expect(try await announced(applies: true) == nil)
        let alerts = try fixture.ledger.alerts(limit: 9).map(\.alert)
        #expect(alerts.map(\.event) == [.mismatch, .mismatch])
        #expect(alerts.allSatisfy { $0.severity == .warning })
        #expect(try await fixture.ledger.verify().isInOrder)
    }

    @Test func whatAPollWillBringIsNoNews() async throws {
        let fixture = try TestMeter()
        _ = try await fixture.accepted(as: "g1")
        books.set { $0.lines = [.charge("g1", "1.5", at: fixture.clock.now)] }
        let result = try await fixture.meter.reconcile(
            from: ReconcileTests.day, to: ReconcileTests.day, over: books,
            observe: fixture.log.observe)
        #expect(result.statement.left == 1)
        #expect(try await fixture.meter.announce(result) == nil)
    }

    @Test func whatAgreesIsMatched() async throws {
        let fixture = try TestMeter()
        let submission = try await settled(fixture)
        let at = fixture.clock.now
        books.set {
            $0.lines = [.charge("g1", "1.5288", at: at)]
            $0.rows = [.of(submission, generation: "g1", cost: "1.5288")]
        }
        fixture.clock.advance(by: .seconds(86_400))
        let (statement, differences) = try await reconcile(fixture)
        #expect(differences.isEmpty && statement.isComplete && statement.matched == 1)
        #expect(statement.totals.ledger == "1.5288" && statement.totals.billed == "1.5288")
        #expect(statement.totals.logged == "1.5288")
        #expect(statement.totals.captureBasisPoints == 10_000)
    }

    @Test(
        arguments: [
            ([("charge", "1.5288005")], .amount, "1.5288005"),
            ([("charge", "1.5288"), ("charge", "1.5288")], .doubleCharge, "3.0576"),
            ([("charge", "1.5288"), ("refund", "1")], .refund, "0.5288"),
        ] as [([(String, USD)], Difference.Kind, USD)])
    func aDifferenceIsAppliedInTheWindowsOfItsDay(
        lines: [(kind: String, usd: USD)], kind: Difference.Kind, net: USD
    ) async throws {
        let fixture = try TestMeter()
        try await fixture.ledger.set(
            Budget(name: "day", scope: .everything, unit: .day, limit: .usd("10")),
            at: fixture.clock.now)
        let submission = try await settled(fixture)
        let at = fixture.clock.now
        books.set { state in
            state.lines = lines.map {
                $0.kind == "charge"
                    ? .charge("g1", $0.usd, at: at) : .refund("g1", $0.usd, at: at)
            }
        }
        fixture.clock.advance(by: .seconds(2 * 86_400))
        let head = try fixture.ledger.head()
        let (statement, differences) = try await reconcile(fixture)
        #expect(differences.map(\.kind) == [kind] && statement.left == 1)
        #expect(differences.first?.submissionID == submission.id)
        #expect(try fixture.ledger.head() == head, "without --apply nothing changes")
        try await putRight(fixture)
        #expect(try fixture.now(submission.id).charge?.usd == net)
        #expect(try fixture.ledger.standings(at: at).first?.window.holding.spent == net)
    }

    @Test func aChargeOfAnotherClientIsNamedAndImported() async throws {
        let fixture = try TestMeter()
        _ = try await settled(fixture)
        let at = fixture.clock.now
        let asked = at.advanced(bySeconds: -3600)
        books.set {
            $0.lines = [.charge("other", "0.75", at: at), .charge("g1", "1.5288", at: at)]
            $0.rows = [
                LogRow(
                    created: asked, status: .succeeded, origin: "playground",
                    model: MotionControl.defaultModel,
                    cost: Charge(usd: "0.75", source: .logs), inferenceID: "other")
            ]
        }
        fixture.clock.advance(by: .seconds(60))
        let (statement, differences) = try await reconcile(fixture)
        #expect(differences.map(\.kind) == [.ungoverned])
        #expect(differences.first?.message.contains("from the playground") == true)
        #expect(statement.totals.governed == "1.5288" && statement.totals.ungoverned == "0.75")
        try await putRight(fixture)
        let imported = try #require(try fixture.ledger.submission(generationID: "other"))
        #expect(imported.charge?.usd == "0.75" && imported.reservedAt == asked)
        #expect(imported.subject.mode == nil)
    }

    @Test func aSubmissionBelongsToItsOwnDayWhereverItsChargeLands() async throws {
        let fixture = try TestMeter(at: Instant("2026-11-30T23:50:00Z")!)
        let late = try await settled(fixture)
        let november = (Day("2026-11-01")!, Day("2026-11-30")!)
        let december = (Day("2026-12-01")!, Day("2026-12-31")!)
        let landed = Instant("2026-12-01T08:00:00Z")!
        books.set { $0.lines = [.charge("g1", "1.5", at: landed)] }
        fixture.clock.set(Instant("2026-12-05T00:00:00Z")!)
        let later = try await reconcile(fixture, from: december.0, to: december.1)
        #expect(later.differences.isEmpty && later.statement.totals.billed == .zero)
        #expect(later.statement.elsewhere.count == 1)
        #expect(later.statement.elsewhereSince == november.1)
        try await putRight(fixture, from: november.0, to: november.1)
        #expect(try fixture.now(late.id).charge?.usd == "1.5")
        let after = try await reconcile(fixture, from: december.0, to: december.1)
        #expect(after.statement.elsewhere.count == 0)
    }

    @Test func whatIsLostIsNeitherImportedNorEnded() async throws {
        let fixture = try TestMeter()
        fixture.provider.willAnswer(.unknown(Fault(name: "timeout", message: "no answer")))
        let lost = try await fixture.submit().submission
        fixture.clock.advance(by: .seconds(600))
        let at = fixture.clock.now
        books.set {
            $0.lines = [.charge("found", "1.5288", at: at)]
            $0.rows = [.of(lost, generation: "found", cost: "1.5288")]
        }
        fixture.clock.advance(by: .seconds(60))
        let named = try await reconcile(fixture, applies: true, imports: true)
        #expect(named.differences.map(\.kind) == [.open] && named.statement.left == 1)
        #expect(named.differences.first?.submissionID == lost.id)
        books.set { $0.rows = [] }
        let nameless = try await reconcile(fixture, applies: true, imports: true)
        #expect(nameless.differences.map(\.kind) == [.ungoverned])
        #expect(nameless.differences.first?.remedy == .person)
        #expect(nameless.differences.first?.submissionID == lost.id)
        #expect(try fixture.now(lost.id).state == .unknown)
    }

    @Test func moneyThatIsNoChargeIsListedApart() async throws {
        let fixture = try TestMeter()
        let at = fixture.clock.now
        func line(_ kind: BillLine.Kind, _ direction: BillLine.Direction, _ usd: USD) -> BillLine {
            BillLine(createdAt: at, direction: direction, kind: kind, amount: usd)
        }
        books.set {
            $0.lines = [
                line(.payment, .topUp, "20"), line(.bonus, .topUp, "5"),
                line(.creditsExpired, .charge, "3"), line(.adjustment, .charge, "0.5"),
                line(.refund, .topUp, "0.2"), line(.modelUsage, .charge, "1"),
            ]
        }
        fixture.clock.advance(by: .seconds(60))
        let (statement, differences) = try await reconcile(fixture, applies: true, imports: true)
        #expect(statement.toppedUp == "25" && statement.expired == "3")
        #expect(statement.unassigned == "0.3" && statement.totals.billed == "1")
        #expect(differences.map(\.generationID) == [nil] && statement.left == 1)
    }

    @Test(arguments: ["down", "repeating", "unreadable"])
    func aBillThatIsNotReadToItsEndChangesNothing(how: String) async throws {
        let fixture = try TestMeter()
        _ = try await settled(fixture)
        let at = fixture.clock.now
        fixture.clock.advance(by: .seconds(2 * 86_400))
        books.set { state in
            state.lines = (0..<150).map { .charge("other\($0)", "1", at: at) }
            switch how {
            case "down":
                state.failures = Array(
                    repeating: Fault(name: "http_500", message: "the provider answered HTTP 500"),
                    count: 100)
            case "repeating": state.repeats = true
            default: state.unreadable = ["log row 3 is left out: no time in 'created'"]
            }
            if how == "repeating" {
                state.rows = [
                    LogRow(created: at, status: .succeeded, model: "m", inferenceID: "other0")
                ]
            }
        }
        let head = try fixture.ledger.head()
        let calls = books.calls
        let (statement, differences) = try await reconcile(fixture, imports: true)
        #expect(!statement.isComplete && statement.failure != nil)
        #expect(books.calls - calls < 20, "bounded work")
        #expect(try fixture.ledger.head() == head)
        #expect(statement.totals.ledger == "1.5288")
        if how == "unreadable" {
            #expect(differences.count == 151 && statement.applied == 0)
        } else {
            #expect(!statement.isBillUsable && differences.isEmpty)
            #expect(statement.totals.billed == .zero)
        }
    }

    @Test func thousandsOfChargesAreReadPageByPage() async throws {
        let fixture = try TestMeter()
        let at = fixture.clock.now
        books.set { state in
            state.lines = (0..<20_000).map { .charge("other\($0)", "0.01", at: at) }
        }
        fixture.clock.advance(by: .seconds(60))
        let result = try await fixture.meter.importBooks(
            from: Self.day, to: Self.day, over: books)
        #expect(result.imported == 20_000 && result.usd == "200")
        fixture.clock.advance(by: .seconds(60))
        let again = try await fixture.meter.importBooks(from: Self.day, to: Self.day, over: books)
        #expect(again.imported == 0 && again.skipped == 20_000)
    }
}
