/// A price that charges have raised.
package struct LearnedPrice: Hashable, Sendable {
    package let price: Price
    /// What it stands in for.
    package let named: Price
    /// The submissions whose charges raised it, the dearest first.
    package let submissions: [SubmissionID]
    /// Of how many charges these are.
    package let lookedAt: Int
}

extension PriceBook {
    /// A price that was set by hand stands as it is.
    ///
    /// Of a price that depends on more than the mode nothing is learned: what was charged for one
    /// resolution says nothing of another.
    func learned(insteadOf price: Price, for request: PriceRequest) -> Price? {
        guard price.source != .user, price.when.isEmpty,
            let experience = experience(of: price, in: request.mode)
        else { return nil }
        return experience.learned(
            insteadOf: price.unitPrice, since: since(price, request.instant)
        ).map { usd in
            Price(
                model: price.model, mode: request.mode, usd: usd, unit: price.unit,
                source: .learned, effectiveFrom: price.effectiveFrom)
        }
    }

    /// Where the learned prices in force come from.
    package func learnedPrices(at instant: Instant) -> [LearnedPrice] {
        inForce(at: instant).filter { $0.source == .learned }.compactMap { price in
            guard let named = namedPrice(of: price.model, mode: price.mode, at: instant),
                let experience = experience(of: named, in: price.mode)
            else { return nil }
            let since = since(named, instant)
            return LearnedPrice(
                price: price, named: named,
                submissions: experience.evidence(against: named.unitPrice, since: since)
                    .map(\.id),
                lookedAt: experience.recent.count { $0.reservedAt >= since })
        }
    }

    /// Whether charges since then keep exceeding a price that a person has set.
    package func isOwnPriceExceeded(of model: Name, mode: Mode?, at instant: Instant) -> Bool {
        guard let price = namedPrice(of: model, mode: mode, at: instant), price.source == .user,
            let experience = experience(of: price, in: names.mode(of: model) ?? mode)
        else { return false }
        return experience.learned(
            insteadOf: price.unitPrice, since: since(price, instant)) != nil
    }

    /// The keys under which charges of a model are looked back on.
    ///
    /// - Parameter mode: only those of this mode; nil for all.
    package func lessons(of model: Name, in mode: Mode? = nil) -> [ChargeStatistics.Key] {
        experiences.filter { experience in
            let key = experience.key
            return !experience.recent.isEmpty && names.isSame(key.model, model)
                && (mode == nil || mode == self.mode(of: key))
        }.map(\.key)
    }

    private func experience(of price: Price, in mode: Mode?) -> ChargeStatistics? {
        let found = experiences.filter { experience in
            let key = experience.key
            return key.unit == price.unit && names.isSame(key.model, price.model)
                && self.mode(of: key) == mode
        }
        return found.isEmpty ? nil : .merged(found)
    }

    /// The mode that charges were for: what a name says counts, whatever was stated beside.
    private func mode(of key: ChargeStatistics.Key) -> Mode? {
        names.mode(of: key.model) ?? key.mode
    }

    private func since(_ price: Price, _ instant: Instant) -> Instant {
        min(price.effectiveFrom, instant)
    }
}
