/// Amounts that are not known to the last digit, or have no room for it.
extension USD {
    /// Which way the digits go that are not shown.
    package enum Direction { case down, nearest, up }

    /// To whole cents: `$18.90`.
    package func cents(_ direction: Direction) -> String {
        rounded(to: USD.nanosPerDollar / 100, direction).display
    }

    /// To whole dollars from ten on, else to whole cents: `$71`, `$7.10`.
    package func rough(_ direction: Direction) -> String {
        guard nanos.magnitude >= 10 * USD.nanosPerDollar.magnitude else { return cents(direction) }
        let dollars = rounded(to: USD.nanosPerDollar, direction).nanos / USD.nanosPerDollar
        return "\(dollars < 0 ? "-" : "")$\(dollars.magnitude)"
    }

    /// An equal share of the amount, rounded to the nearest step and from the middle away from zero.
    ///
    /// - Parameter step: to what it is rounded, in nano-dollars. Nil for no share at all.
    package func share(of count: Int, step: Int64) -> USD? {
        guard count > 0, step > 0 else { return nil }
        let unit = Int128(count) * Int128(step)
        let (steps, rest) = Int128(nanos.magnitude).quotientAndRemainder(dividingBy: unit)
        let rounded = (rest * 2 >= unit ? steps + 1 : steps) * Int128(step)
        return USD(nanos: Int64(clamping: nanos < 0 ? -rounded : rounded))
    }

    private func rounded(to step: Int64, _ direction: Direction) -> USD {
        let remainder = (nanos % step + step) % step
        let down = Int128(nanos) - Int128(remainder)
        let goesUp =
            switch direction {
            case .down: false
            case .nearest: remainder >= step - remainder
            case .up: remainder > 0
            }
        return USD(nanos: Int64(clamping: goesUp ? down + Int128(step) : down))
    }
}
