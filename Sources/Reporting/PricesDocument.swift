package import Accounting
package import LosslessJSON

/// `bursar.prices/1`: the prices that are in force.
package enum PricesDocument {
    package static let schema = "bursar.prices/1"

    package static func json(_ prices: [Price], asOf instant: Instant) -> JSON {
        [
            "schema": .string(schema),
            "as_of": .instant(instant),
            "prices": .array(prices.map(price)),
        ]
    }

    /// A price that was always in force has no `effective_from`.
    private static func price(_ price: Price) -> JSON {
        [
            "model": .string(price.model),
            "mode": .name(price.mode),
            "usd": .usd(price.usd),
            "per": .name(price.unit),
            "source": .name(price.source),
            "effective_from": .instant(price.effectiveFrom),
            "verified": .bool(price.source.isVerified),
        ]
    }
}

extension PriceSource {
    /// Whether the provider or the person who pays has named the price.
    var isVerified: Bool { self != .builtin }
}
