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

    /// Whether the catalogue's prices of a model differ by mode. True where it names none.
    private func isModeListed(of model: Name, at instant: Instant) -> Bool {
        guard let listing = listing(of: model, at: instant), !listing.prices.isEmpty else {
            return true
        }
        return listing.prices.contains { $0.mode != nil || $0.when["mode"] != nil }
    }
}
