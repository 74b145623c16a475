/// All known prices, and which one is in force.
package struct PriceBook: Sendable {
    /// Those that ship with Bursar, and those that were set one by one.
    package let prices: [Price]
    /// What the provider's catalogue lists, model by model, in the order in which it was read.
    package let listings: [PriceListing]
    /// The charges so far, compared with their estimates.
    package let experiences: [ChargeStatistics]
    /// Which names are one model, and have one price.
    package let names: ModelNames

    package init(
        _ prices: [Price], listings: [PriceListing] = [], experiences: [ChargeStatistics] = [],
        names: ModelNames = .builtin
    ) {
        self.prices = prices
        self.listings = listings
        self.experiences = experiences
        self.names = names
    }

    /// The price in force at an instant: a person's own, else the catalogue's, else a built-in one.
    /// These two are raised to what was charged of late, where charges keep exceeding them.
    ///
    /// Where the request leaves open what the catalogue's price depends on, the dearest that it may
    /// come to: what is reserved must cover what is charged. The same for a mode that is stated beside
    /// a name that says another.
    ///
    /// - Parameter parameters: the request's further fields as text, such as `resolution` = `1080p`.
    package func price(
        of model: Name, mode: Mode?, parameters: [String: String] = [:], seconds: Int? = nil,
        at instant: Instant
    ) -> Price? {
        let request = PriceRequest(
            model: model, mode: mode, parameters: parameters, seconds: seconds, instant: instant)
        return dearest(of: request) { request in
            named(for: request).map { learned(insteadOf: $0, for: request) ?? $0 }
        }
    }

    /// The price that is named, not raised to what was charged.
    package func namedPrice(of model: Name, mode: Mode?, at instant: Instant) -> Price? {
        let request = PriceRequest(
            model: model, mode: mode, parameters: [:], seconds: nil, instant: instant)
        return dearest(of: request, named)
    }

    /// A mode that a name says by itself may be charged whatever is stated.
    private func dearest(of request: PriceRequest, _ price: (PriceRequest) -> Price?) -> Price? {
        guard let said = names.mode(of: request.model) else { return price(request) }
        var modes = [said]
        if let stated = request.mode, stated != said { modes.append(stated) }
        let prices = modes.compactMap { mode in price(request.in(mode)) }
        return prices.max { $0.isCheaper(than: $1, seconds: request.seconds) }
    }

    private func named(for request: PriceRequest) -> Price? {
        if let own = single(.user, for: request) { return own }
        if let listing = listing(of: request.model, at: request.instant), !listing.prices.isEmpty {
            return listing.dearest(
                mode: request.mode, parameters: request.parameters, seconds: request.seconds)
        }
        return listedUnderAnotherName(for: request) ?? single(.catalogue, for: request)
            ?? single(.builtin, for: request)
    }

    /// What the catalogue lists for a model at an instant: its latest listing.
    package func listing(of model: Name, at instant: Instant) -> PriceListing? {
        listings.filter { $0.model == model && $0.effectiveFrom <= instant }
            .reduce(nil) { best, listing in
                guard let best, best.effectiveFrom > listing.effectiveFrom else { return listing }
                return best
            }
    }

    private func listedUnderAnotherName(for request: PriceRequest) -> Price? {
        let others = names.all(sameAs: request.model).filter { $0 != request.model }
        return others.lazy.compactMap { name -> Price? in
            guard let listing = listing(of: name, at: request.instant) else { return nil }
            let prices = listing.prices.map { renamed($0, for: request.model) }
            return PriceListing(
                model: request.model, prices: prices, effectiveFrom: listing.effectiveFrom
            ).dearest(
                mode: request.mode, parameters: request.parameters, seconds: request.seconds)
        }.first
    }

    /// Of the prices that were set one by one: the exact mode, then the latest; of two that agree in
    /// both, the last in the book.
    private func single(_ source: PriceSource, for request: PriceRequest) -> Price? {
        var best: Price?
        for price in prices
        where price.source == source && price.effectiveFrom <= request.instant
            && names.isSame(price.model, request.model)
        {
            let mode = mode(of: price)
            guard mode == nil || mode == request.mode else { continue }
            if let known = best, rank(known) > rank(price) { continue }
            best = price
        }
        return best.map { renamed($0, for: request.model) }
    }

    private func rank(_ price: Price) -> (Int, Instant) {
        (mode(of: price) == nil ? 0 : 1, price.effectiveFrom)
    }

    /// The mode that a price is for: one for every mode of a name that says its mode is for that one.
    package func mode(of price: Price) -> Mode? { price.mode ?? names.mode(of: price.model) }

    /// The price as one of another name of its model.
    private func renamed(_ price: Price, for model: Name) -> Price {
        price.model == model ? price : price.named(model, mode: mode(of: price))
    }
}

/// What a price is asked for.
struct PriceRequest {
    let model: Name
    let mode: Mode?
    let parameters: [String: String]
    let seconds: Int?
    let instant: Instant

    /// The same in a mode. A request that names none still leaves its field out.
    func `in`(_ mode: Mode) -> PriceRequest {
        var parameters = parameters
        if parameters["mode"] != nil { parameters["mode"] = mode.rawValue }
        return PriceRequest(
            model: model, mode: mode, parameters: parameters, seconds: seconds, instant: instant)
    }
}

extension Price {
    func named(_ model: Name, mode: Mode?) -> Price {
        Price(
            model: model, mode: mode, when: when, usd: usd, per: per, unit: unit, source: source,
            effectiveFrom: effectiveFrom)
    }

    /// Without a length, for ten seconds: prices per video and per second are rarely listed side by
    /// side.
    package func isCheaper(than other: Price, seconds: Int? = nil) -> Bool {
        let costs = [self, other].map { $0.cost(seconds: seconds ?? 10) ?? .largestReadable }
        return costs[0] < costs[1]
    }
}
