/// What the provider's catalogue lists for one model, from a moment on.
///
/// A listing replaces the one before it as a whole: a variant that is gone is in force no longer.
package struct PriceListing: Hashable, Sendable {
    package let model: String
    /// All of source ``PriceSource/catalogue``. Empty when the catalogue names no price that can be
    /// worked out before a video is made.
    package let prices: [Price]
    package let effectiveFrom: Instant

    package init(model: String, prices: [Price], effectiveFrom: Instant) {
        self.model = model
        self.prices = prices
        self.effectiveFrom = effectiveFrom
    }

    /// The listings of one entry of the catalogue: of its id and of each alias. Nil when its prices
    /// cannot be read: then what was known before stays in force.
    package static func all(of entry: CatalogueEntry, at instant: Instant) -> [PriceListing]? {
        guard let pricing = entry.pricing else { return nil }
        return ([entry.id] + entry.aliases).map { model in
            PriceListing(
                model: model, prices: prices(pricing, model: model, at: instant),
                effectiveFrom: instant)
        }
    }

    /// Of the prices that a request may come to, the dearest. Nil when none covers it.
    package func dearest(mode: Mode?, parameters: [String: String], seconds: Int?) -> Price? {
        prices.filter { $0.covers(mode: mode, parameters: parameters) }
            .max { left, right in
                // Without a length, ten seconds: those per video and per second are rarely listed
                // side by side.
                let costs = [left, right].map {
                    $0.cost(seconds: seconds ?? 10) ?? .largestReadable
                }
                return costs[0] < costs[1]
            }
    }

    /// Whether two listings come to the same, whenever they were read.
    package func isSame(as prices: [Price]) -> Bool {
        self.prices.count == prices.count
            && self.prices.allSatisfy { price in prices.contains { price.isSameAmount(as: $0) } }
    }

    private static func prices(_ pricing: CataloguePricing, model: String, at instant: Instant)
        -> [Price]
    {
        guard case .listed(let rates) = pricing else { return [] }
        let prices = rates.map { Price($0, model: model, at: instant) }
        // A part that is charged by tokens, say, makes the whole unknown.
        let known = prices.compactMap(\.self)
        guard known.count == rates.count else { return [] }
        return combined(known)
    }

    /// Parts of one price that are charged side by side become their sum. Those of different units
    /// cannot be summed up before the length is known: then there is no price.
    private static func combined(_ prices: [Price]) -> [Price] {
        var sums: [Price] = []
        for price in prices {
            guard
                let index = sums.firstIndex(where: {
                    $0.mode == price.mode && $0.when == price.when
                })
            else {
                sums.append(price)
                continue
            }
            guard let sum = sums[index].adding(price) else { return [] }
            sums[index] = sum
        }
        return sums
    }
}

extension Price {
    private static let units: [String: PriceUnit] = [
        "second": .second, "seconds": .second, "video": .video, "generation": .video,
        "request": .video,
    ]

    /// Nil for a unit that is not known before a video is made, and for a price of nothing.
    fileprivate init?(_ rate: CatalogueRate, model: String, at instant: Instant) {
        guard let unit = Price.units[rate.unit.lowercased()], rate.price > .zero else { return nil }
        var when = rate.when
        let mode = when["mode"].flatMap(Mode.init)
        if mode != nil { when["mode"] = nil }
        self.init(
            model: model, mode: mode, when: when, usd: rate.price, per: rate.per, unit: unit,
            source: .catalogue, effectiveFrom: instant)
    }

    /// Nil where the units differ, or the sum leaves its type.
    fileprivate func adding(_ other: Price) -> Price? {
        guard unit == other.unit, let left = usd.multiplied(by: other.per),
            let right = other.usd.multiplied(by: per),
            case let (nanos, isOver) = left.nanos.addingReportingOverflow(right.nanos), !isOver,
            case let (per, isPerOver) = per.multipliedReportingOverflow(by: other.per), !isPerOver
        else { return nil }
        return Price(
            model: model, mode: mode, when: when, usd: USD(nanos: nanos), per: per, unit: unit,
            source: source, effectiveFrom: effectiveFrom)
    }
}
