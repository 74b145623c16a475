package import Accounting
import GRDB

/// A model whose prices are not what they were.
package struct PriceChange: Hashable, Sendable {
    package let model: Name
    /// Those that were in force before; empty where none was known.
    package let before: [Price]
    package let after: [Price]

    package init(model: Name, before: [Price], after: [Price]) {
        self.model = model
        self.before = before
        self.after = after
    }
}

extension Ledger {
    /// Records what the provider's catalogue lists, as far as it differs from what it listed before.
    ///
    /// A model that had another price before raises an alert; one that had none does not.
    package func list(
        _ listings: [PriceListing], names: ModelNames.Listed = .nothing, at instant: Instant
    ) async throws -> (changes: [PriceChange], alerts: [Alert]) {
        try await post(at: instant) { posting in
            let renamed = names.changes(from: try ModelAliasRow.all(in: posting.database))
            if !renamed.isEmpty { try posting.post(.aliasesListed(renamed)) }
            let known = try PriceListingRow.current(in: posting.database)
            var current = Dictionary(known.map { ($0.model, $0) }) { $1 }
            var changes: [PriceChange] = []
            for listing in listings {
                let last = current[listing.model]
                if let last, listing.isSame(as: last.prices) { continue }
                let before = last?.prices ?? Ledger.builtin(listing.model)
                try posting.post(.pricesListed(listing))
                current[listing.model] = listing
                if last == nil, before.isEmpty || listing.isSame(as: before) { continue }
                let change = PriceChange(
                    model: listing.model, before: before, after: listing.prices)
                changes.append(change)
                try posting.raise(AlertDraft(.priceChanged, .warning, change.message))
            }
            return (changes, posting.alerts)
        }
    }

    /// The prices that ship with Bursar and those recorded since.
    ///
    /// - Parameter instant: now. What was recorded is in force, also where a clock that was ahead has
    ///   dated it later.
    package func priceBook(at instant: Instant = .distantFuture) throws -> PriceBook {
        try file.read { database in
            PriceBook(
                try file.prices.contents(in: database, read: Ledger.recordedPrices),
                experiences: try ChargeStatisticsRow.all(in: database), at: instant)
        }
    }

    /// The same in a transaction.
    static func priceBook(in database: Database) throws -> PriceBook {
        PriceBook(
            try recordedPrices(in: database),
            experiences: try ChargeStatisticsRow.all(in: database), at: .distantFuture)
    }

    /// The same, not raised to what was charged.
    static func namedPrices(in database: Database, at instant: Instant) throws -> PriceBook {
        PriceBook(try recordedPrices(in: database), experiences: [], at: instant)
    }

    private static func recordedPrices(in database: Database) throws -> PriceCache.Contents {
        let prices = try database.rows(
            "SELECT model, mode, nanos, per, source, effective_from FROM price ORDER BY seq"
        ) {
            Price(
                model: try $0.name(), mode: try $0.optionalValue(), usd: try $0.usd(),
                unit: try $0.value(), source: try $0.value(), effectiveFrom: try $0.instant())
        }
        return PriceCache.Contents(
            prices: prices, listings: try PriceListingRow.current(in: database),
            names: ModelNames(try ModelAliasRow.all(in: database)))
    }

    /// What the catalogue has listed for a model, the oldest first.
    package func listings(of model: Name) throws -> [PriceListing] {
        try file.read { try PriceListingRow.all(of: model, in: $0) }
    }

    private static func builtin(_ model: Name) -> [Price] {
        PriceBook.builtin.prices.filter { $0.model == model }
    }
}

extension PriceBook {
    fileprivate init(
        _ recorded: PriceCache.Contents, experiences: [ChargeStatistics], at instant: Instant
    ) {
        self.init(
            PriceBook.builtin.prices + Price.inOrder(recorded.prices, at: instant),
            listings: recorded.listings.map { $0.recorded(at: instant) },
            experiences: experiences, names: recorded.names)
    }
}

extension PriceChange {
    /// `klingai/… is listed at other prices: pro $0.2184 → $0.25 per second`.
    package var message: String {
        let changed = after.filter { price in !before.contains { $0.isSameAmount(as: price) } }
        let parts = changed.prefix(3).map { price in
            let old = before.first { $0.mode == price.mode && $0.when == price.when }
            let from = old.map { "\($0.unitPrice.display) → " } ?? ""
            let variant = price.variant.isEmpty ? "" : price.variant + " "
            return "\(variant)\(from)\(price.unitPrice.display) per \(price.unit.rawValue)"
        }
        if after.isEmpty { return "the provider's list names no price for \(model) any more" }
        if parts.isEmpty { return "some prices of \(model) are no longer on the provider's list" }
        let more = changed.count > 3 ? " and \(changed.count - 3) more" : ""
        return
            "the provider lists \(model) at other prices: \(parts.joined(separator: ", "))\(more)"
    }
}
