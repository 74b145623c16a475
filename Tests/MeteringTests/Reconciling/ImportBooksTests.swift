import Accounting
import LedgerStore
import Provider
import TestSupport
import Testing

@testable import Metering

/// The provider's books as the history of a ledger that begins today.
struct ImportBooksTests {
    private let books = FakeBooks()
    private static let day = Day("2026-11-21")!

    private func take(_ fixture: TestMeter) async throws -> BookImport {
        try await fixture.meter.importBooks(from: Self.day, to: Self.day, over: books)
    }

    private func row(
        _ id: String, at instant: Instant, _ usd: USD, _ status: LogRow.Status = .succeeded
    ) -> LogRow {
        LogRow(
            created: instant, status: status, origin: "api", model: "m",
            cost: Charge(usd: usd, source: .logs), inferenceID: id)
    }

    @Test func theBillNamesTheAmountAndTheLogTheTime() async throws {
        let fixture = try TestMeter()
        let asked = fixture.clock.now
        let landed = asked.advanced(bySeconds: 300)
        books.set {
            $0.lines = [
                .charge("a", "1.5", at: landed), .charge("b", "1", at: landed),
                .refund("b", "0.25", at: landed), .refund("c", "1", at: landed),
                .charge("c", "1", at: landed),
            ]
            $0.rows = [
                row("a", at: asked, "1.4"), row("failed", at: asked, "0", .failed),
                row("running", at: asked, "2"),
            ]
        }
        fixture.clock.advance(by: .seconds(600))
        let result = try await take(fixture)
        var due = BookImport()
        (due.imported, due.usd, due.unbilled) = (2, "2.25", 1)
        #expect(result == due)
        let a = try #require(try fixture.ledger.submission(generationID: "a"))
        #expect(a.charge?.usd == "1.5" && a.reservedAt == asked)
        let b = try #require(try fixture.ledger.submission(generationID: "b"))
        #expect(b.charge?.usd == "0.75" && b.reservedAt == landed)
        #expect(try fixture.ledger.submission(generationID: "failed") == nil)

        let head = try fixture.ledger.head()
        books.set { $0.lines.append(.charge("a", "1.5", at: landed)) }
        let again = try await take(fixture)
        #expect(again.imported == 0 && again.skipped == 1 && again.different == 1)
        #expect(try fixture.ledger.head() == head)
        #expect(try await fixture.ledger.verify().isInOrder)
    }

    @Test func nothingIsTakenFromABookThatWasCut() async throws {
        let fixture = try TestMeter()
        let at = fixture.clock.now
        books.set {
            $0.lines = [.charge("a", "1", at: at)]
            $0.unreadable = ["log row 1 is left out: no time in 'created'"]
        }
        fixture.clock.advance(by: .seconds(600))
        let result = try await take(fixture)
        #expect(result.imported == 0)
        #expect(result.failure?.contains("log row 1 is left out") == true)
        #expect(try fixture.ledger.submission(generationID: "a") == nil)
    }
}
