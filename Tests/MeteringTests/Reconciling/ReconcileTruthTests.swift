import Accounting
import LedgerStore
import Provider
import Testing

@testable import Metering

/// What a bill may and may not take from the ledger: late lines, other accounts, second charges.
struct ReconcileTruthTests {
    private let books = FakeBooks()
    private static let day = Day("2026-11-21")!
    private static let daySeconds = 86_400

    private func settled(_ desk: Desk, _ number: Int = 1) async throws -> Submission {
        let id = "g\(number)"
        let submission = try await desk.accepted(as: id, number)
        desk.provider.polls(of: id, bring: .answer(.completed(id, usage: .usd("1.5288"))))
        _ = try await desk.follow(submission.id)
        return try desk.now(submission.id)
    }

    private func reconcile(
        _ desk: Desk, from first: Day = day, to last: Day = day, changes: Bool = true
    ) async throws -> (statement: ReconciliationStatement, differences: [Difference]) {
        var options = ReconcileOptions()
        options.applies = changes
        options.imports = changes
        let result = try await desk.meter.reconcile(
            from: first, to: last, over: books, options, observe: desk.log.observe)
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
        let desk = try Desk()
        let late = try await settled(desk, 1)
        let refunded = try await settled(desk, 2)
        let at = desk.clock.now
        books.set {
            $0.lines = [
                .refund("g2", "1", at: at.advanced(bySeconds: 30 * Self.daySeconds)),
                .charge("g1", "1.5288", at: at.advanced(bySeconds: 5 * Self.daySeconds)),
                .charge("g2", "1.5288", at: at),
            ]
        }
        desk.clock.advance(.seconds(40 * Self.daySeconds))
        let long = try await reconcile(desk, to: Self.day.advanced(by: 40))
        #expect(long.statement.left == 0)
        let head = try desk.ledger.head()
        let short = try await reconcile(desk)
        #expect(short.differences.isEmpty, "\(short.differences)")
        #expect(short.statement.totals.billed == "2.0576")
        #expect(try desk.ledger.head() == head)
        #expect(try desk.now(late.id).charge?.usd == "1.5288")
        #expect(try desk.now(refunded.id).charge?.usd == "0.5288")
    }

    @Test func theBillOfAnotherAccountTakesNothingAway() async throws {
        let desk = try Desk()
        let submission = try await settled(desk)
        desk.clock.advance(.seconds(2 * Self.daySeconds))
        let head = try desk.ledger.head()
        let (statement, differences) = try await reconcile(desk)
        #expect(differences.map(\.kind) == [.notBilled] && statement.left == 1)
        #expect(differences.first?.remedy == .person)
        #expect(
            differences.first?.message.contains("bursar resolve \(submission.id) --not-charged")
                == true)
        #expect(try desk.ledger.head() == head)
        #expect(try desk.now(submission.id).charge?.usd == "1.5288")
    }

    @Test func aChargeFromTheEveningBeforeIsFound() async throws {
        let desk = try Desk(at: Instant("2026-11-21T00:30:00Z")!)
        _ = try await settled(desk)
        let evening = Instant("2026-11-20T22:00:00Z")!
        books.set {
            $0.lines = [.charge("g1", "1.5288", at: evening), .charge("other", "1", at: evening)]
        }
        desk.clock.advance(.seconds(2 * Self.daySeconds))
        let (statement, differences) = try await reconcile(desk)
        #expect(differences.isEmpty && statement.matched == 1, "\(differences)")
        #expect(statement.totals.billed == "1.5288", "the other one belongs to its own day")
    }

    @Test func whatALaterSubmissionDiffersInIsCountedApart() async throws {
        let desk = try Desk()
        desk.clock.advance(.seconds(Self.daySeconds))
        _ = try await settled(desk)
        let at = desk.clock.now
        books.set { $0.lines = [.charge("g1", "1.5", at: at)] }
        desk.clock.advance(.seconds(2 * Self.daySeconds))
        let (statement, differences) = try await reconcile(desk)
        #expect(differences.isEmpty && statement.totals.billed == .zero)
        #expect(statement.elsewhere.count == 1 && statement.elsewhere.usd == "1.5")
        #expect(statement.elsewhereSince == Self.day.advanced(by: 1))
    }

    @Test func aSecondGenerationUnderOneNameIsAChargeOfItsOwn() async throws {
        let desk = try Desk()
        desk.provider.willAnswer(
            .refused(status: 400, Fault(name: "http_400", message: "bad request")))
        let refused = try await desk.submit().submission
        #expect(refused.state == .voided)
        let at = desk.clock.now
        books.set {
            $0.lines = [.charge("GA", "1.5", at: at), .charge("GB", "7", at: at)]
            $0.rows = ["GA", "GB"].map { row($0, at: at, client: refused.id) }
        }
        desk.clock.advance(.seconds(60))
        let found = try await reconcile(desk, changes: false)
        #expect(Set(found.differences.map(\.kind)) == [.voided, .ungoverned])
        #expect(found.statement.totals.billed == "8.5")
        let done = try await reconcile(desk)
        #expect(done.statement.left == 0 && done.statement.totals.ledger == "8.5")
        let head = try desk.ledger.head()
        let again = try await reconcile(desk)
        #expect(again.differences.isEmpty && again.statement.totals.ledger == "8.5")
        #expect(try desk.ledger.head() == head)
        #expect(try desk.now(refused.id).charge?.usd == "1.5")
        #expect(try desk.ledger.submission(generationID: "GB")?.charge?.usd == "7")
    }

    @Test(arguments: [true, false])
    func anAliasOfALostSubmissionIsNotImportedWhileItIsLost(reconciles: Bool) async throws {
        let desk = try Desk()
        desk.provider.willAnswer(.unknown(Fault(name: "timeout", message: "no answer")))
        let lost = try await desk.submit().submission
        let asked = desk.clock.now.advanced(bySeconds: 3600)
        books.set {
            $0.lines = [.charge("alias", "1.5", at: asked)]
            $0.rows = [row("alias", at: asked)]
        }
        desk.clock.advance(.seconds(7200))
        if reconciles {
            let kept = try await reconcile(desk)
            #expect(kept.differences.map(\.remedy) == [.person])
            #expect(kept.differences.first?.submissionID == lost.id)
            #expect(kept.differences.first?.message.contains("is not imported while") == true)
        } else {
            let result = try await desk.meter.importBooks(
                from: Self.day, to: Self.day, over: books)
            #expect(result.imported == 0 && result.doubtful == 1)
        }
        #expect(try desk.ledger.submission(generationID: "alias") == nil)
        _ = try desk.meter.resolve(
            lost.id, as: .notCharged, reason: "never sent", observe: desk.log.observe)
        #expect(try await reconcile(desk).statement.left == 0)
        #expect(try desk.ledger.submission(generationID: "alias")?.charge?.usd == "1.5")
    }

    @Test func aRowThatStaysUnreadableIsNotToBeTriedAgain() async throws {
        let desk = try Desk()
        desk.clock.advance(.seconds(60))
        books.set { $0.unreadable = ["bill line 1 contradicts itself"] }
        let stays = try await reconcile(desk).statement
        #expect(!stays.isComplete && stays.isTroubleLasting)
        #expect(stays.troubleAdvice.contains("bursar resolve"))
        books.set {
            $0.troubles = Array(
                repeating: Fault(name: "http_500", message: "HTTP 500"), count: 100)
        }
        let passes = try await reconcile(desk).statement
        #expect(!passes.isComplete && !passes.isTroubleLasting)
        #expect(passes.troubleAdvice == "try again later")
    }
}
