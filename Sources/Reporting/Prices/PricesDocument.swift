package import Accounting
package import LosslessJSON

/// `bursar.prices/1`: the prices that are in force.
package enum PricesDocument {
    package static let schema = "bursar.prices/1"

    /// - Parameters:
    ///   - earlier: what the provider listed for a price before, where that was different.
    ///   - learned: where the learned ones come from.
    package static func json(
        _ prices: [Price], earlier: [Price: Price] = [:], learned: [LearnedPrice] = [],
        asOf instant: Instant
    ) -> JSON {
        let origins = Dictionary(learned.map { ($0.price, $0) }) { $1 }
        return [
            "schema": .string(schema),
            "as_of": .instant(instant),
            "prices": .array(prices.map { json($0, earlier: earlier[$0], origins[$0]) }),
        ]
    }

    /// A price that was always in force has no `effective_from`. `usd` is what `count` units cost.
    private static func json(_ price: Price, earlier: Price?, _ learned: LearnedPrice?) -> JSON {
        [
            "model": .name(price.model),
            "mode": .name(price.mode),
            "when": .object(price.conditions.map { JSON.Member($0.name, .string($0.value)) }),
            "usd": .usd(price.usd),
            "count": .integer(price.per),
            "per": .name(price.unit),
            "earlier_usd": earlier.map { .usd($0.usd) } ?? .null,
            "earlier_count": earlier.map { .integer($0.per) } ?? .null,
            "source": .name(price.source),
            "effective_from": .instant(price.effectiveFrom),
            "verified": .bool(price.source.isVerified),
            "learned": learned.map(json) ?? .null,
        ]
    }

    /// The price that charges were above, and the submissions of those charges.
    private static func json(_ learned: LearnedPrice) -> JSON {
        [
            "named_usd": .usd(learned.named.usd),
            "named_count": .integer(learned.named.per),
            "named_source": .name(learned.named.source),
            "submissions": .array(learned.submissions.map { .string($0.description) }),
            "charges": .integer(learned.lookedAt),
        ]
    }
}

extension Price {
    /// In the order of their names.
    var conditions: [(name: String, value: String)] {
        when.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
    }
}

extension PriceSource {
    /// Whether the price is the provider's or was set by hand.
    var isVerified: Bool { self != .builtin }
}
