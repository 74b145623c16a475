/// All known prices, and which one is in force.
package struct PriceBook: Sendable {
    /// Those that ship with Bursar, and those that were set one by one.
    package let prices: [Price]
    /// What the provider's catalogue lists, model by model, in the order in which it was read.
    package let listings: [PriceListing]
    /// What charges were like so far.
    package let experiences: [Experience]

    package init(
        _ prices: [Price], listings: [PriceListing] = [], experiences: [Experience] = []
    ) {
        self.prices = prices
        self.listings = listings
        self.experiences = experiences
    }

    /// The price in force at an instant: a person's own, else the catalogue's, else a built-in one;
    /// raised to what was charged of late, where charges keep exceeding it.
    ///
    /// Where the request leaves open what the catalogue's price depends on, the dearest that it may
    /// come to: what is reserved must cover what is charged.
    ///
    /// - Parameter parameters: the request's further fields as text, such as `resolution` = `1080p`.
    package func price(
        of model: String, mode: Mode?, parameters: [String: String] = [:], seconds: Int? = nil,
        at instant: Instant
    ) -> Price? {
        let named = named(
            of: model, mode: mode, parameters: parameters, seconds: seconds, at: instant)
        return named.map { learned(insteadOf: $0, mode: mode) ?? $0 }
    }

    private func named(
        of model: String, mode: Mode?, parameters: [String: String], seconds: Int?,
        at instant: Instant
    ) -> Price? {
        if let own = single(.user, of: model, mode: mode, at: instant) { return own }
        if let listing = listing(of: model, at: instant), !listing.prices.isEmpty {
            return listing.dearest(mode: mode, parameters: parameters, seconds: seconds)
        }
        return single(.catalogue, of: model, mode: mode, at: instant)
            ?? single(.builtin, of: model, mode: mode, at: instant)
    }

    /// Of a price that depends on more than the mode nothing is learned: what was charged for one
    /// resolution says nothing of another.
    private func learned(insteadOf price: Price, mode: Mode?) -> Price? {
        guard price.when.isEmpty else { return nil }
        let key = Experience.Key(model: price.model, mode: mode, unit: price.unit)
        return experiences.first { $0.key == key }?
            .learned(insteadOf: price.unitPrice, since: price.effectiveFrom)
            .map { usd in
                Price(
                    model: price.model, mode: mode, usd: usd, unit: price.unit, source: .learned,
                    effectiveFrom: price.effectiveFrom)
            }
    }

    /// What the catalogue lists for a model at an instant: the last word counts.
    package func listing(of model: String, at instant: Instant) -> PriceListing? {
        listings.filter { $0.model == model && $0.effectiveFrom <= instant }
            .reduce(nil) { best, listing in
                guard let best, best.effectiveFrom > listing.effectiveFrom else { return listing }
                return best
            }
    }

    /// The prices of a model in force, one for each mode that has one, for a request with these
    /// parameters.
    package func alternatives(
        to model: String, parameters: [String: String], seconds: Int?, at instant: Instant
    ) -> [Price] {
        let modes: [Mode?] = [nil] + Mode.allCases.map(Optional.some)
        return modes.compactMap { mode in
            var parameters = parameters
            parameters["mode"] = mode?.rawValue
            let price = price(
                of: model, mode: mode, parameters: parameters, seconds: seconds, at: instant)
            return mode == nil && price?.mode != nil ? nil : price
        }
    }

    /// Every price that decides some request at an instant, each once.
    package func inForce(at instant: Instant) -> [Price] {
        var current: [String: PriceListing] = [:]
        for listing in listings where listing.effectiveFrom <= instant {
            if let known = current[listing.model], known.effectiveFrom > listing.effectiveFrom {
                continue
            }
            current[listing.model] = listing
        }
        let book = PriceBook(
            prices, listings: Array(current.values), experiences: experiences)
        let deciding = (prices + current.values.flatMap(\.prices)).compactMap { price in
            book.price(of: price.model, mode: price.mode, parameters: price.when, at: instant)
        }
        return Set(deciding).sorted { $0.order < $1.order }
    }

    /// Of the prices that were set one by one: the exact mode, then the latest; of two that agree in
    /// both, the last in the book.
    private func single(
        _ source: PriceSource, of model: String, mode: Mode?, at instant: Instant
    ) -> Price? {
        prices
            .filter { price in
                price.source == source && price.model == model && price.effectiveFrom <= instant
                    && (price.mode == nil || price.mode == mode)
            }
            .reduce(nil) { best, price in
                guard let best, PriceBook.rank(best) > PriceBook.rank(price) else { return price }
                return best
            }
    }

    private static func rank(_ price: Price) -> (Int, Instant) {
        (price.mode == nil ? 0 : 1, price.effectiveFrom)
    }
}

extension Price {
    fileprivate var order: (String, String, String) {
        (
            model, mode?.rawValue ?? "", variant
        )
    }
}
