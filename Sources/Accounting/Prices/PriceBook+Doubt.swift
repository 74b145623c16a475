/// Why a price that a person sets may be a slip.
package enum PriceDoubt: Hashable, Sendable {
    /// No price, no list and no submission has this name.
    case unknownModel
    /// At least ten times a price that is known, or at most a tenth of it: so many times.
    case farFrom(Price, times: Int)
}

extension PriceBook {
    private static let farFactor = 10

    /// Nil for a price that is like what is known: the catalogue's, and the one in force before.
    ///
    /// - Parameter used: the models of all submissions.
    package func doubt(about price: Price, used: [Name], at instant: Instant) -> PriceDoubt? {
        let known = prices.map(\.model) + listings.map(\.model) + used
        guard known.contains(where: { names.isSame($0, price.model) }) else {
            return .unknownModel
        }
        // It is for each of these modes: far off for one of them is far off.
        return modes(of: price).lazy.compactMap { mode in
            let last = namedPrice(of: price.model, mode: mode, at: instant)
            return far(from: listed(of: price.model, in: mode, at: instant), price)
                ?? far(from: [last].compactMap(\.self), price)
        }.first
    }

    /// Where a price is far from all of several, the nearest of them.
    private func far(from known: [Price], _ price: Price) -> PriceDoubt? {
        let near = known.filter { !PriceBook.isFar(price, from: $0) }
        guard near.isEmpty else { return nil }
        return known.min { PriceBook.distance(price, $0) < PriceBook.distance(price, $1) }
            .map { .farFrom($0, times: Int(clamping: PriceBook.distance(price, $0) / 1000)) }
    }

    private func listed(of model: Name, in mode: Mode?, at instant: Instant) -> [Price] {
        names.all(sameAs: model).compactMap { listing(of: $0, at: instant) }.flatMap(\.prices)
            .filter { listed in
                let its = self.mode(of: listed)
                return its == nil || mode == nil || its == mode
            }
    }

    private func modes(of price: Price) -> [Mode?] {
        mode(of: price).map { [$0] } ?? [nil] + Mode.allCases.map(Optional.some)
    }

    /// Prices are compared for a video of so long: one per second that is set per video is far off too.
    package static let comparedSeconds = 10

    private static func costs(_ prices: Price...) -> [Int128] {
        prices.map { Int128(($0.cost(seconds: comparedSeconds) ?? .largestReadable).nanos) }
    }

    private static func isFar(_ price: Price, from known: Price) -> Bool {
        let costs = costs(price, known)
        return costs.max()! >= costs.min()! * Int128(farFactor)
    }

    /// In thousandths of the smaller.
    private static func distance(_ price: Price, _ known: Price) -> Int128 {
        let costs = costs(price, known)
        return costs.max()! * 1000 / max(1, costs.min()!)
    }
}
