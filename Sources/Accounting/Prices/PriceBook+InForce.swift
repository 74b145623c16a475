extension PriceBook {
    /// The prices of a model in force, one for each mode that has one, for a request with these
    /// parameters.
    package func alternatives(
        to model: Name, parameters: [String: String], seconds: Int?, at instant: Instant
    ) -> [Price] {
        if let said = names.mode(of: model) {
            // The other mode is not to be had under this name.
            return [
                price(
                    of: model, mode: said, parameters: parameters, seconds: seconds, at: instant
                )?.named(model, mode: said)
            ].compactMap(\.self)
        }
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
        var current: [Name: PriceListing] = [:]
        for listing in listings where listing.effectiveFrom <= instant {
            if let known = current[listing.model], known.effectiveFrom > listing.effectiveFrom {
                continue
            }
            current[listing.model] = listing
        }
        let book = PriceBook(
            prices, listings: Array(current.values), experiences: experiences, names: names)
        let deciding = (prices + current.values.flatMap(\.prices)).flatMap { price in
            // One that was set under one name is in force under the others.
            names.all(sameAs: price.model).compactMap { name in
                book.price(
                    of: name, mode: book.mode(of: price), parameters: price.when, at: instant)
            }
        }
        return Set(deciding).sorted { $0.order < $1.order }
    }
}

extension Price {
    fileprivate var order: (Name, String, String) { (model, mode?.rawValue ?? "", variant) }
}
