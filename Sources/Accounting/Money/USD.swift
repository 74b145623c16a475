/// An exact amount of US dollars, counted in nano-dollars (10⁻⁹ USD).
///
/// One credit of the provider is exactly 500 nano-dollars, so neither of the two units that a bill
/// is written in loses anything here. The type holds ±9.2 billion dollars; sums beyond that trap
/// instead of wrapping around. Text is read by
/// ``init(parsing:rounding:)``, which refuses amounts too large to be true.
///
///     let charge = try USD(parsing: "1.638", rounding: .exact)
///     charge.nanos            // 1_638_000_000
///     "\(charge)"             // "1.638"
package struct USD: Hashable, Comparable, Sendable {
    package let nanos: Int64

    package static let zero = USD(nanos: 0)
    package static let nanosPerDollar: Int64 = 1_000_000_000

    package init(nanos: Int64) { self.nanos = nanos }

    package static func < (left: USD, right: USD) -> Bool { left.nanos < right.nanos }

    package static func + (left: USD, right: USD) -> USD { USD(nanos: left.nanos + right.nanos) }

    package static func - (left: USD, right: USD) -> USD { USD(nanos: left.nanos - right.nanos) }

    package static func += (left: inout USD, right: USD) { left = left + right }

    package static prefix func - (amount: USD) -> USD { USD(nanos: -amount.nanos) }

    package var magnitude: USD { USD(nanos: abs(nanos)) }

    /// The product with a count, or nil when it leaves the range of the type.
    package func multiplied(by count: Int) -> USD? {
        Int64(exactly: Int128(nanos) * Int128(count)).map(USD.init(nanos:))
    }
}

extension USD {
    /// The amount in credits, rounded half to even: 2,000,000 credits are one dollar.
    package var credits: Int64 {
        let (quotient, remainder) = nanos.quotientAndRemainder(dividingBy: USD.nanosPerCredit)
        let half = USD.nanosPerCredit / 2
        if remainder.magnitude > half { return quotient + remainder.signum() }
        if remainder.magnitude == half, quotient % 2 != 0 { return quotient + remainder.signum() }
        return quotient
    }

    package static let nanosPerCredit: Int64 = 500

    /// A number of credits as dollars, exactly; nil when it leaves the readable range.
    package init?(credits: Int64) {
        self.init(readableNanos: Int128(credits) * Int128(USD.nanosPerCredit))
    }
}
