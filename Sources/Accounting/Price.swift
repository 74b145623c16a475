/// What a price is charged for.
package enum PriceUnit: String, Hashable, Sendable {
    case second, video
}

/// Who named a price. Later cases win over earlier ones.
package enum PriceSource: String, CaseIterable, Sendable {
    /// Ships with Bursar: inferred from public figures, never confirmed by the provider.
    case builtin
    /// The provider's public price list.
    case catalogue
    /// Set by the person who pays.
    case user
}

/// What one model costs in one mode, from a moment on.
package struct Price: Hashable, Sendable {
    package let model: String
    /// Nil covers every mode of the model.
    package let mode: Mode?
    package let usd: USD
    package let unit: PriceUnit
    package let source: PriceSource
    package let effectiveFrom: Instant

    package init(
        model: String, mode: Mode?, usd: USD, unit: PriceUnit, source: PriceSource,
        effectiveFrom: Instant
    ) {
        self.model = model
        self.mode = mode
        self.usd = usd
        self.unit = unit
        self.source = source
        self.effectiveFrom = effectiveFrom
    }

    /// The price of this many seconds. Nil beyond ``USD/largestReadable``, which no sum of a
    /// ledger could bear often, and for a price per second when their number is not known.
    package func cost(seconds: Int?) -> USD? {
        let cost =
            switch unit {
            case .second: seconds.flatMap { usd.multiplied(by: $0) }
            case .video: usd
            }
        return cost.flatMap { $0 <= .largestReadable ? $0 : nil }
    }
}

/// All known prices, and which one is in force.
package struct PriceBook: Sendable {
    package let prices: [Price]

    package init(_ prices: [Price]) { self.prices = prices }

    /// The price in force at an instant: the best source, then the exact mode, then the latest.
    /// Of two that agree in all of these, the last in the book.
    package func price(of model: String, mode: Mode?, at instant: Instant) -> Price? {
        prices
            .filter { price in
                price.model == model && price.effectiveFrom <= instant
                    && (price.mode == nil || price.mode == mode)
            }
            .reduce(nil) { best, price in
                guard let best, PriceBook.rank(best) > PriceBook.rank(price) else { return price }
                return best
            }
    }

    /// Every price that decides some model and mode at an instant, each once.
    package func inForce(at instant: Instant) -> [Price] {
        let deciding = prices.compactMap { price(of: $0.model, mode: $0.mode, at: instant) }
        return Set(deciding)
            .sorted { ($0.model, $0.mode?.rawValue ?? "") < ($1.model, $1.mode?.rawValue ?? "") }
    }

    private static func rank(_ price: Price) -> (Int, Int, Instant) {
        (
            PriceSource.allCases.firstIndex(of: price.source)!, price.mode == nil ? 0 : 1,
            price.effectiveFrom
        )
    }
}

extension PriceBook {
    /// Per second of reference video. Inferred from a reseller's public rate × 1.30, which fits the
    /// provider's other recent prices; its own motion-control price was in no public copy.
    package static let builtin = PriceBook(
        rows(MotionControl.v3, std: 163_800_000, pro: 218_400_000)
            + rows(MotionControl.v26, std: 91_000_000, pro: 145_600_000))

    private static func rows(_ models: [String], std: Int64, pro: Int64) -> [Price] {
        models.flatMap { model in
            [(Mode.std, std), (Mode.pro, pro)].map { mode, nanos in
                Price(
                    model: model, mode: mode, usd: USD(nanos: nanos), unit: .second,
                    source: .builtin, effectiveFrom: .distantPast)
            }
        }
    }
}
