import Accounting
import LedgerStore
import TestSupport
import Testing

/// What a process remembers of prices holds until anybody changes them.
@Suite struct PriceCacheTests {
    private let fixture: TestLedger
    private let other: Ledger

    init() throws {
        fixture = try TestLedger()
        other = try fixture.another()
    }

    private func price(_ nanos: Int64, _ source: PriceSource = .user) -> Price {
        Price(
            model: "m", mode: nil, usd: USD(nanos: nanos), unit: .second, source: source,
            effectiveFrom: .start)
    }

    private func nanos(_ model: Name = "m") throws -> Int64? {
        try fixture.ledger.priceBook(at: .start)
            .price(of: model, mode: nil, seconds: 1, at: .start)?.usd.nanos
    }

    /// As many entries as the cache looks through, and more.
    @Test(arguments: [0, 3, 520]) func whatAnotherProcessChangedHolds(entries: Int) async throws {
        #expect(try nanos() == nil)
        for number in 0..<entries { _ = try await fixture.reserve("0.\(1000 + number)") }
        try await other.set(price(7), at: .start)
        #expect(try nanos() == 7)
        try await other.set(price(8), at: .start)
        #expect(try nanos() == 8)
        _ = try await other.unsetPrices(of: "m", mode: nil, at: .start)
        #expect(try nanos() == nil)
        let listing = PriceListing(
            model: "m", prices: [price(9, .catalogue)], effectiveFrom: .start)
        _ = try await other.list([listing], at: .start)
        #expect(try nanos() == 9)
        #expect(try nanos("n") == nil)
        let entry = CatalogueEntry(id: "m", aliases: ["n"])
        _ = try await other.list([listing], names: ModelNames.Listed([entry]), at: .start)
        #expect(try nanos("n") == 9)
    }
}
