import Accounting
import LedgerStore
import Provider
import TestSupport
import Testing

@testable import Metering

/// The provider's price list, taken down and kept fresh.
@Suite struct PriceSyncTests {
    private let books = FakeBooks()

    private func catalogue(_ nanos: Int64, etag: String? = "tag") -> BooksOutcome<CatalogueAnswer> {
        let entry = CatalogueEntry(
            id: MotionControl.defaultModel, aliases: ["alias"], type: "video",
            pricing: .listed([
                CatalogueRate(
                    when: ["mode": "pro"], price: USD(nanos: nanos), per: 10, unit: "second")
            ]))
        let image = CatalogueEntry(
            id: "image", type: "image",
            pricing: .listed([CatalogueRate(price: "1", per: 1, unit: "video")]))
        let unread = CatalogueEntry(id: "unread", type: "video", pricing: nil)
        return .answer(CatalogueAnswer(etag: etag, entries: [entry, image, unread]))
    }

    private func sync(_ fixture: TestMeter) async throws -> PriceSync {
        try await fixture.meter.syncPrices(from: books, fixture.log.observe)
    }

    @Test func theListPricesTheNextReservation() async throws {
        let fixture = try TestMeter()
        books.set { $0.catalogue = catalogue(3_000_000_000) }
        guard case .taken(let models, let unreadable, let changes) = try await sync(fixture) else {
            Issue.record("not taken")
            return
        }
        #expect(models == 2 && unreadable == 1, "its alias as well")
        #expect(changes.map(\.model) == [MotionControl.defaultModel], "the guess was another")
        #expect(fixture.log.alerts == [.priceChanged])
        let estimate = try await fixture.submit().submission.estimate
        #expect(estimate.usd == "3" && estimate.priceSource == .catalogue)
        #expect(estimate.unitPrice == "0.3")
        #expect(try fixture.ledger.priceBook().listing(of: "image", at: fixture.clock.now) == nil)
    }

    @Test func whatWasReservedKeepsItsPrice() async throws {
        let fixture = try TestMeter()
        let before = try await fixture.submit().submission
        books.set { $0.catalogue = catalogue(90_000_000_000) }
        _ = try await sync(fixture)
        #expect(try fixture.now(before.id).estimate.usd == TestMeter.reservation)
    }

    @Test func theTagIsGivenBack() async throws {
        let fixture = try TestMeter()
        books.set { $0.catalogue = catalogue(1, etag: "W/\"1\"") }
        _ = try await sync(fixture)
        let head = try fixture.ledger.head()
        books.set { $0.catalogue = .notModified }
        #expect(try await sync(fixture) == .unchanged)
        #expect(books.etags == [nil, "W/\"1\""])
        #expect(try fixture.ledger.head() == head)
    }

    @Test func aListIsAskedForOnceADay() async throws {
        let fixture = try TestMeter()
        books.set { $0.catalogue = catalogue(1) }
        func syncs(afterHours hours: Int) async throws -> PriceSync? {
            fixture.clock.advance(by: .seconds(hours * 3600))
            return try await fixture.meter.sync(
                over: fixture.provider, books: books, observe: fixture.log.observe
            ).prices
        }
        #expect(try await syncs(afterHours: 0) != nil)
        #expect(try await syncs(afterHours: 23) == nil)
        #expect(try await syncs(afterHours: 1) != nil)
    }

    @Test(
        arguments: [
            .unavailable(Fault(name: "http_500", message: "down"), retryAfterSeconds: nil),
            .rejected(status: 404, Fault(name: "http_404", message: "gone")),
            .answer(CatalogueAnswer(etag: nil, entries: [])),
        ] as [BooksOutcome<CatalogueAnswer>])
    func aListThatCannotBeHadStopsNothing(outcome: BooksOutcome<CatalogueAnswer>) async throws {
        let fixture = try TestMeter()
        books.set { $0.catalogue = outcome }
        let summary = try await fixture.meter.sync(
            over: fixture.provider, books: books, observe: fixture.log.observe)
        guard case .failed? = summary.prices else {
            Issue.record("\(String(describing: summary.prices))")
            return
        }
        #expect(try await fixture.submit().submission.state == .accepted)
        #expect(try fixture.ledger.cached("catalogue") == nil, "it is asked for again")
    }
}
