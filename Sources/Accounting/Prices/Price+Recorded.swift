/// Prices in the order in which they were recorded, with dates that agree with it.
extension Price {
    /// What was recorded is in force, and of two the later entry: a clock that was ahead for a while
    /// changes neither.
    ///
    /// - Parameters:
    ///   - prices: in the order in which they were recorded.
    ///   - instant: now.
    package static func inOrder(_ prices: [Price], at instant: Instant) -> [Price] {
        var latest = instant
        let dated = prices.reversed().map { price in
            latest = min(latest, price.effectiveFrom)
            return price.dated(latest)
        }
        return dated.reversed()
    }

    fileprivate func dated(_ instant: Instant) -> Price {
        Price(
            model: model, mode: mode, when: when, usd: usd, per: per, unit: unit, source: source,
            effectiveFrom: instant)
    }
}

extension PriceListing {
    /// As it is in force by an instant at which it was recorded before.
    package func recorded(at instant: Instant) -> PriceListing {
        guard effectiveFrom > instant else { return self }
        return PriceListing(
            model: model, prices: prices.map { $0.dated(instant) }, effectiveFrom: instant)
    }
}
