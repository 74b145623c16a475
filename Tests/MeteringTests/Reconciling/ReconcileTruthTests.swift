import Accounting
import LedgerStore
import Provider
import TestSupport
import Testing

@testable import Metering

/// What a bill may and may not take from the ledger: late lines, other accounts, second charges.
struct ReconcileTruthTests {
    private let books = FakeBooks()
    private static let day = Day("2026-11-21")!
    private static let daySeconds = 86_400

    private func settled(_ fixture: TestMeter, _ number: Int = 1) async throws -> Submission {
        let id = "g\(number)"
        let submission = try await fixture.accepted(as: id, number)
        fixture.provider.polls(of: id, bring: .answer(.completed(id, usage: .usd("1.5288"))))
        _ = try await fixture.follow(submission.id)
        return try fixture.now(submission.id)
    }

    private func reconcile(
        _ fixture: TestMeter, from first: Day = day, to last: Day = day, changes: Bool = true
    ) async throws -> (statement: ReconciliationStatement, differences: [Difference]) {
        var options = ReconcileOptions()
        options.applies = changes
        options.imports = changes
        let result = try await fixture.meter.reconcile(
            from: first, to: last, over: books, options, observe: fixture.log.observe)
        var differences: [Difference] = []
        try result.forEachDifference { differences.append($0) }
        return (result.statement, differences)
    }

    private func row(_ id: String, at instant: Instant, client: SubmissionID? = nil) -> LogRow {
        LogRow(
            created: instant, status: .succeeded, origin: "api", model: "klingai/alias",
            cost: nil, inferenceID: id, clientRequestID: client?.description)
    }

    @Test func aShortPeriodSaysTheSameAsALongOne() async throws {
        let fixture = try TestMeter()
        let late = try await settled(fixture, 1)
        let refunded = try await settled(fixture, 2)
        let at = fixture.clock.now
        books.set {
            $0.lines = [
                .refund("g2", "1", at: at.advanced(bySeconds: 30 * Self.daySeconds)),
                .charge("g1", "1.5288", at: at.advanced(bySeconds: 5 * Self.daySeconds)),
                .charge("g2", "1.5288", at: at),
            ]
        }
        fixture.clock.advance(by: .seconds(40 * Self.daySeconds))
        let long = try await reconcile(fixture, to: Self.day.advanced(by: 40))
        #expect(long.statement.left == 0)
        let head = try fixture.ledger.head()
        let short = try await reconcile(fixture)
        #expect(short.differences.isEmpty, "\(short.differences)")
        #expect(short.statement.totals.billed == "2.0576")
        #expect(try fixture.ledger.head() == head)
        #expect(try fixture.now(late.id).charge?.usd == "1.5288")
        #expect(try fixture.now(refunded.id).charge?.usd == "0.5288")
    }

    @Test func theBillOfAnotherAccountTakesNothingAway() async throws {
        let fixture = try TestMeter()
        let submission = try await settled(fixture)
        fixture.clock.advance(by: .seconds(2 * Self.daySeconds))
        let head = try fixture.ledger.head()
        let (statement, differences) = try await reconcile(fixture)
        #expect(differences.map(\.kind) == [.notBilled] && statement.left == 1)
        #expect(differences.first?.remedy == .person)
        #expect(differences.first?.advice == .resolveAsNotCharged(submission.id))
        #expect(try fixture.ledger.head() == head)
        #expect(try fixture.now(submission.id).charge?.usd == "1.5288")
    }

    @Test func aChargeFromTheEveningBeforeIsFound() async throws {
        let fixture = try TestMeter(at: Instant("2026-11-21T00:30:00Z")!)
        _ = try await settled(fixture)
        let evening = Instant("2026-11-20T22:00:00Z")!
        books.set {
            $0.lines = [.charge("g1", "1.5288", at: evening), .charge("other", "1", at: evening)]
        }
        fixture.clock.advance(by: .seconds(2 * Self.daySeconds))
        let (statement, differences) = try await reconcile(fixture)
        #expect(differences.isEmpty && statement.matched == 1, "\(differences)")
        #expect(statement.totals.billed == "1.5288", "the other one belongs to its own day")
    }

    @Test func whatALaterSubmissionDiffersInIsCountedApart() async throws {
        let fixture = try TestMeter()
        fixture.clock.advance(by: .seconds(Self.daySeconds))
        _ = try await settled(fixture)
        let at = fixture.clock.now
        books.set { $0.lines = [.charge("g1", "1.5", at: at)] }
        fixture.clock.advance(by: .seconds(2 * Self.daySeconds))
        let (statement, differences) = try await reconcile(fixture)
        #expect(differences.isEmpty && statement.totals.billed == .zero)
        #expect(statement.elsewhere.count == 1 && statement.elsewhere.usd == "1.5")
        #expect(statement.elsewhereSince == Self.day.advanced(by: 1))
    }

    @Test func aSecondGenerationUnderOneNameIsAChargeOfItsOwn() async throws {
        let fixture = try TestMeter()
        fixture.provider.willAnswer(
            .refused(status: 400, Fault(name: "http_400", message: "bad request")))
        let refused = try await fixture.submit().submission
        #expect(refused.state == .voided)
        let at = fixture.clock.now
        books.set {
            $0.lines = [.charge("GA", "1.5", at: at), .charge("GB", "7", at: at)]
            $0.rows = ["GA", "GB"].map { row($0, at: at, client: refused.id) }
        }
        fixture.clock.advance(by: .seconds(60))
        let found = try await reconcile(fixture, changes: false)
        #expect(Set(found.differences.map(\.kind)) == [.voided, .ungoverned])
        #expect(found.statement.totals.billed == "8.5")
        let done = try await reconcile(fixture)
        #expect(done.statement.left == 0 && done.statement.totals.ledger == "8.5")
        let head = try fixture.ledger.head()
        let again = try await reconcile(fixture)
        #expect(again.differences.isEmpty && again.statement.totals.ledger == "8.5")
        #expect(try fixture.ledger.head() == head)
        #expect(try fixture.now(refused.id).charge?.usd == "1.5")
        #expect(try fixture.ledger.submission(generationID: "GB")?.charge?.usd == "7")
    }

    @Test(arguments: [true, false])
    func anAliasOfALostSubmissionIsNotImportedWhileItIsLost(reconciles: Bool) async throws {
        let fixture = try TestMeter()
        fixture.provider.willAnswer(.unknown(Fault(name: "timeout", message: "no answer")))
        let lost = try await fixture.submit().submission
        let asked = fixture.clock.now.advanced(bySeconds: 3600)
        books.set {
            $0.lines = [.charge("alias", "1.5", at: asked)]
            $0.rows = [row("alias", at: asked)]
        }
        fixture.clock.advance(by: .seconds(7200))
        if reconciles {
            let kept = try await reconcile(fixture)
            #expect(kept.differences.map(\.remedy) == [.person])
            #expect(kept.differences.first?.submissionID == lost.id)
            #expect(kept.differences.first?.message.contains("is not imported while") == true)
        } else {
            let result = try await fixture.meter.importBooks(
                from: Self.day, to: Self.day, over: books)
            #expect(result.imported == 0 && result.doubtful == 1)
        }
        #expect(try fixture.ledger.submission(generationID: "alias") == nil)
        _ = try await fixture.meter.resolve(
            lost.id, as: .notCharged, reason: "never sent", observe: fixture.log.observe)
        #expect(try await reconcile(fixture).statement.left == 0)
        #expect(try fixture.ledger.submission(generationID: "alias")?.charge?.usd == "1.5")
    }

    @Test func aRowThatStaysUnreadableIsNotToBeTriedAgain() async throws {
        let fixture = try TestMeter()
        fixture.clock.advance(by: .seconds(60))
        books.set { $0.unreadable = ["bill line 1 contradicts itself"] }
        let stays = try await reconcile(fixture).statement
        #expect(!stays.isComplete && stays.isFailureLasting)
        #expect(stays.advice == .awaitCorrectedRow)
        books.set {
            $0.failures = Array(
                repeating: Fault(name: "http_500", message: "HTTP 500"), count: 100)
        }
        let passes = try await reconcile(fixture).statement
        #expect(!passes.isComplete && !passes.isFailureLasting)
        #expect(passes.advice == .tryLater)
    }
}
