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

    /// The price of this many seconds; nil when it leaves the range of ``USD``.
    package func cost(seconds: Int) -> USD? {
        switch unit {
        case .second: usd.multiplied(by: seconds)
        case .video: usd
        }
    }
}

/// All known prices, and which one is in force.
package struct PriceBook: Sendable {
    package let prices: [Price]

    package init(_ prices: [Price]) { self.prices = prices }

    /// The price in force at an instant: the best source, then the exact mode, then the latest.
    package func price(of model: String, mode: Mode?, at instant: Instant) -> Price? {
        prices
            .filter { price in
                price.model == model && price.effectiveFrom <= instant
                    && (price.mode == nil || price.mode == mode)
            }
            .max { PriceBook.rank($0) < PriceBook.rank($1) }
    }

    /// Every price in force at an instant, one for each model and mode that has one.
    package func inForce(at instant: Instant) -> [Price] {
        var seen = Set<[String]>()
        return
            prices
            .filter { price in
                price.effectiveFrom <= instant
                    && seen.insert([price.model, price.mode?.rawValue ?? ""]).inserted
            }
            .compactMap { self.price(of: $0.model, mode: $0.mode, at: instant) }
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
