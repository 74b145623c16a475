/// What one generation costs, as the sandbox's provider counts and prints it.
///
/// Amounts are whole nano-dollars (10⁻⁹ USD). One credit is 500 of them.
struct Charge: Hashable, Sendable {
    let nanos: Int64
    /// `usd_spent` as it is printed, which may be an unusual spelling such as `1.0E-7`.
    let usdText: String
    let credits: Int64
    /// False when answers carry `credits_used` alone.
    let saysDollars: Bool
    /// The credits as the books print them, where that is not ``credits``.
    private(set) var creditsText: String?

    /// - Parameter creditsOneHigh: the rounding quirk of a few printed answers.
    init(nanos: Int64, usdText: String? = nil, creditsOneHigh: Bool = false) {
        self.nanos = nanos
        self.usdText = usdText ?? DecimalNumber.text(nanos: nanos)
        credits = Charge.credits(nanos: nanos) + (creditsOneHigh ? 1 : 0)
        saysDollars = true
    }

    /// A charge that the provider states in credits alone.
    init(credits: Int64) {
        nanos = credits * Charge.nanosPerCredit
        usdText = DecimalNumber.text(nanos: nanos)
        self.credits = credits
        saysDollars = false
    }

    private init(_ charge: Charge, usdText: String, creditsText: String?) {
        nanos = charge.nanos
        self.usdText = usdText
        credits = charge.credits
        saysDollars = charge.saysDollars
        self.creditsText = creditsText
    }

    /// The same charge, printed as other numbers.
    func printed(usd: String?, credits: String?) -> Charge {
        Charge(self, usdText: usd ?? usdText, creditsText: credits ?? creditsText)
    }

    static let nanosPerCredit: Int64 = 500

    /// Rounded half up.
    static func credits(nanos: Int64) -> Int64 { (nanos + nanosPerCredit / 2) / nanosPerCredit }

    /// A price per second for a length in microseconds, rounded half up to a nano-dollar.
    static func nanos(perSecond price: Int64, micros: Int64) -> Int64 {
        let nanos = (Int128(price) * Int128(micros) + 500_000) / 1_000_000
        return Int64(clamping: min(nanos, Int128(mostNanos)))
    }

    /// A hundred million dollars: the most that one charge comes to, whatever price and length say.
    static let mostNanos: Int64 = 100_000_000_000_000_000
}
