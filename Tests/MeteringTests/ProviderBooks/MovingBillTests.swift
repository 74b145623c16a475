import Accounting
import LedgerStore
import Provider
import Synchronization
import TestSupport
import Testing

@testable import Metering

/// A bill whose pages move while it is read, because charges land between two of them.
struct MovingBillTests {
    private let books = FakeBooks()
    private static let day = Day("2026-11-21")!

    /// One submission that the bill has at the end of its first page, among 149 charges of others.
    private func fixture(_ charge: BillLine...) async throws -> (TestMeter, Submission) {
        let fixture = try TestMeter()
        let submission = try await fixture.accepted(as: "g")
        fixture.provider.polls(of: "g", bring: .answer(.completed("g")))
        _ = try await fixture.follow(submission.id)
        let at = fixture.clock.now
        books.set { state in
            let others = (0..<150).map { BillLine.charge("other\($0)", "0.2", at: at) }
            state.lines = others[..<99] + charge + others[99...]
        }
        fixture.clock.advance(by: .seconds(60))
        return (fixture, submission)
    }

    /// A stranger's charge lands before each of the next pages but a first one.
    private func land(_ times: Int, at instant: Instant) {
        books.set { state in
            let first = state.billPages
            state.beforeBillPage = { state, offset in
                guard offset > 0, state.billPages <= first + 2 * times else { return }
                let line = BillLine.charge("new\(state.billPages)", "0.1", at: instant)
                state.lines.insert(line, at: 0)
            }
        }
    }

    private func charge() -> BillLine { .charge("g", "1.5", at: TestMeter.start) }

    private func sync(_ fixture: TestMeter) async throws -> SyncSummary {
        try await fixture.meter.sync(
            over: fixture.provider, books: books, observe: fixture.log.observe)
    }

    @Test func aLineThatCameTwiceIsChargedOnce() async throws {
        let (fixture, submission) = try await fixture(charge())
        land(1, at: fixture.clock.now)
        let summary = try await sync(fixture)
        #expect(summary.billed == 1 && summary.bookFailure == nil)
        #expect(try fixture.now(submission.id).charge?.usd == "1.5")
        #expect(books.state.withLock { $0.billPages } == 4, "it was read twice")
    }

    @Test func twoThatAreAlikeAreTwoWhereverAPageEnds() async throws {
        let (fixture, submission) = try await fixture(charge(), charge())
        #expect(try await sync(fixture).billed == 1)
        #expect(try fixture.now(submission.id).charge?.usd == "3")
    }

    @Test func aLateLineAndARepeatedOneAreToldApart() async throws {
        let (fixture, submission) = try await fixture(charge(), charge())
        land(1, at: fixture.clock.now)
        #expect(try await sync(fixture).billed == 1)
        #expect(try fixture.now(submission.id).charge?.usd == "3")
    }

    @Test func whatNoTwoReadingsAgreeOnIsNotApplied() async throws {
        let (fixture, submission) = try await fixture(charge())
        // Dated as the others are, and so no later than what was read.
        land(100, at: TestMeter.start)
        let summary = try await sync(fixture)
        #expect(summary.billed == 0 && summary.bookFailure?.name == "book_shifts")
        #expect(try fixture.now(submission.id).charge == nil)
        let head = try fixture.ledger.head()
        var options = ReconcileOptions()
        (options.applies, options.imports) = (true, true)
        let result = try await fixture.meter.reconcile(
            from: Self.day, to: Self.day, over: books, options, observe: fixture.log.observe)
        #expect(!result.statement.isComplete && !result.statement.isBillUsable)
        let taken = try await fixture.meter.importBooks(from: Self.day, to: Self.day, over: books)
        #expect(taken.imported == 0 && taken.failure?.contains("did not agree") == true)
        #expect(try fixture.ledger.head() == head)
    }

    @Test func aReconciliationAppliesAndImportsEachOnce() async throws {
        let (fixture, submission) = try await fixture(charge())
        var options = ReconcileOptions()
        (options.applies, options.imports) = (true, true)
        for round in 1...2 {
            land(round == 1 ? 1 : 0, at: fixture.clock.now)
            let result = try await fixture.meter.reconcile(
                from: Self.day, to: Self.day, over: books, options, observe: fixture.log.observe)
            #expect(result.statement.isComplete && result.statement.left == 0)
            // What landed meanwhile is for the second.
            let strangers: USD = round == 1 ? "30" : "30.1"
            #expect(result.statement.totals.billed == strangers + "1.5")
            #expect(result.statement.totals.ungoverned == .zero)
            #expect(try fixture.now(submission.id).charge?.usd == "1.5")
        }
        #expect(try await fixture.ledger.submissions(matching: SubmissionFilter()).count == 152)
    }

    @Test func anImportTakesEachOnce() async throws {
        let (fixture, _) = try await fixture(charge())
        land(1, at: fixture.clock.now)
        let first = try await fixture.meter.importBooks(from: Self.day, to: Self.day, over: books)
        #expect(first.imported == 150 && first.usd == "30" && first.failure == nil)
        let second = try await fixture.meter.importBooks(from: Self.day, to: Self.day, over: books)
        #expect(second.imported == 1 && second.different == 1)
    }

    /// More than a page may land: then no line of the page before is there.
    @Test func aBillThatMovesByMoreThanAPageIsReadAgain() async throws {
        let (fixture, submission) = try await fixture(charge())
        let at = fixture.clock.now
        books.set { state in
            state.beforeBillPage = { state, offset in
                guard offset == 100, state.billPages == 2 else { return }
                let news = (0..<130).map { BillLine.charge("new\($0)", "0.1", at: at) }
                state.lines = news + state.lines
            }
        }
        #expect(try await sync(fixture).billed == 1)
        #expect(try fixture.now(submission.id).charge?.usd == "1.5")
    }

    /// Lines of one instant may come in another order from page to page: one twice, and one not at all.
    @Test func linesThatChangePlacesAreAllThere() async throws {
        let refund = BillLine.refund("g", "0.5", at: TestMeter.start)
        let (fixture, submission) = try await fixture(charge(), refund)
        books.set { state in
            state.beforeBillPage = { state, offset in
                if offset == 100, state.billPages == 2 { state.lines.swapAt(99, 100) }
            }
        }
        #expect(try await sync(fixture).billed == 1)
        #expect(try fixture.now(submission.id).charge?.usd == "1")
    }
}
