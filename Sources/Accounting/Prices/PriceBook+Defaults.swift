/// What a model makes of a request that leaves it open, and whether to say so.
package struct RequestDefaults: Hashable, Sendable {
    package let mode: Mode
    /// False for a model that has no such field, as far as is known: then no mode is sent that was not
    /// stated.
    package let sendsMode: Bool
    package let orientation: Orientation
    package let keepsAudio: Bool
}

extension PriceBook {
    /// Nil for a model other than motion control: what it makes of an open request is not known.
    package func defaults(of model: Name, at instant: Instant) -> RequestDefaults? {
        guard names.isMotionControl(model) else { return nil }
        let said = names.mode(of: model)
        return RequestDefaults(
            mode: said ?? MotionControl.defaultMode,
            sendsMode: said == nil && isModeListed(of: model, at: instant),
            orientation: MotionControl.defaultOrientation, keepsAudio: true)
    }

    /// The mode in which a model costs the most; nil for one whose price does not depend on it.
    package func dearestMode(of model: Name, at instant: Instant) -> Mode? {
        let prices = Mode.allCases.compactMap { mode in
            price(of: model, mode: mode, at: instant).map { (mode, $0) }
        }
        guard Set(prices.map(\.1.unitPrice)).count > 1 || names.isMotionControl(model) else {
            return nil
        }
        return prices.max { $0.1.isCheaper(than: $1.1) }?.0
    }

    /// What a model costs at the most by any price that is known of it, whatever the request names; nil where
    /// none is.
    package func dearestCost(of model: Name, seconds: Int, at instant: Instant) -> USD? {
        let listed = names.all(sameAs: model).flatMap { listing(of: $0, at: instant)?.prices ?? [] }
        let single = prices.filter {
            names.isSame($0.model, model) && $0.effectiveFrom <= instant
        }
        let known = listed.isEmpty ? single : listed
        return known.compactMap { $0.cost(seconds: seconds) }.max()
    }

    /// Whether the catalogue's prices of a model differ by mode. True where it names none.
    private func isModeListed(of model: Name, at instant: Instant) -> Bool {
        guard let listing = listing(of: model, at: instant), !listing.prices.isEmpty else {
            return true
        }
        return listing.prices.contains { $0.mode != nil || $0.when["mode"] != nil }
    }
}
