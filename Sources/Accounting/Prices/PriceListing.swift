/// What the provider's catalogue lists for one model, from a moment on.
///
/// A listing replaces the one before it as a whole: a variant that is gone is in force no longer.
package struct PriceListing: Hashable, Sendable {
    package let model: Name
    /// All of source ``PriceSource/catalogue``. Empty when the catalogue names no price that can be
    /// worked out before a video is made.
    package let prices: [Price]
    package let effectiveFrom: Instant

    package init(model: Name, prices: [Price], effectiveFrom: Instant) {
        self.model = model
        self.prices = prices
        self.effectiveFrom = effectiveFrom
    }

    /// The listings of a catalogue, one for each id and alias, and how many entries have prices that
    /// cannot be read in full: for those what was known before stays in force.
    ///
    /// An entry's own id counts for more than another's alias of the same name. Where several entries
    /// have one name, any of their prices may be charged.
    package static func all(of entries: [CatalogueEntry], at instant: Instant) -> (
        listings: [PriceListing], unreadable: Int
    ) {
        var prices: [Name: [Price]?] = [:]
        var names: [Name] = []
        func add(_ entry: CatalogueEntry, as model: Name) {
            let found = entry.pricing.flatMap {
                PriceListing.prices($0, model: model, at: instant)
            }
            if let known = prices[model] {
                prices[model] = .some(known.flatMap { known in found.map { known + $0 } })
            } else {
                names.append(model)
                prices[model] = .some(found)
            }
        }
        for entry in entries { add(entry, as: entry.id) }
        let ids = Set(names)
        for entry in entries {
            for alias in Set(entry.aliases).subtracting(ids).sorted() { add(entry, as: alias) }
        }
        let listings = names.compactMap { model in
            (prices[model] ?? nil).map {
                PriceListing(model: model, prices: $0, effectiveFrom: instant)
            }
        }
        return (listings, ids.count { (prices[$0] ?? nil) == nil })
    }

    /// Of the prices that a request may come to, the dearest. Nil when none covers it.
    ///
    /// A value that the listing does not name counts as open where some price does without it; where
    /// none does, there is no price.
    package func dearest(mode: Mode?, parameters: [String: String], seconds: Int?) -> Price? {
        let known = parameters.filter { name, value in
            prices.contains { $0.when[name].map { Price.isSameValue($0, value) } ?? false }
        }
        let strange = parameters.keys.filter { name in
            known[name] == nil && prices.contains { $0.when[name] != nil }
        }
        guard strange.allSatisfy({ name in prices.contains { $0.when[name] == nil } }) else {
            return nil
        }
        return prices.filter { $0.covers(mode: mode, parameters: known) }
            .max { $0.isCheaper(than: $1, seconds: seconds) }
    }

    /// Whether two listings come to the same, whenever they were read.
    package func isSame(as prices: [Price]) -> Bool {
        self.prices.count == prices.count
            && self.prices.allSatisfy { price in prices.contains { price.isSameAmount(as: $0) } }
    }

    /// Nil when any of them cannot be read: a part that is charged by tokens, say, makes the whole
    /// unknown: without it the request would be reserved at too low a price.
    private static func prices(_ pricing: CataloguePricing, model: Name, at instant: Instant)
        -> [Price]?
    {
        guard case .listed(let rates) = pricing else { return [] }
        let prices = rates.compactMap { Price($0, model: model, at: instant) }
        return prices.count == rates.count ? combined(prices) : nil
    }

    /// Parts of one price that are charged side by side become their sum. Those of different units
    /// cannot be summed up before the length is known: then there is no price.
    private static func combined(_ prices: [Price]) -> [Price]? {
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
            guard let sum = sums[index].adding(price) else { return nil }
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

    /// A price for more units than that is a slip.
    private static let largestPer = 1_000_000

    /// Nil for a unit that is not known before a video is made, and for a price of nothing.
    fileprivate init?(_ rate: CatalogueRate, model: Name, at instant: Instant) {
        guard let unit = Price.units[rate.unit.lowercased()], rate.price > .zero,
            rate.per <= Price.largestPer
        else { return nil }
        var when = rate.when
        let mode = when["mode"].flatMap { Mode(rawValue: $0.lowercased()) }
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
