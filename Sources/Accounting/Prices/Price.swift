/// What a price is charged for.
package enum PriceUnit: String, Hashable, Sendable {
    case second, video
}

/// The source of a price. Later cases win over earlier ones.
package enum PriceSource: String, CaseIterable, Sendable {
    /// Ships with Bursar: inferred from public figures, never confirmed by the provider.
    case builtin
    /// The provider's public price list.
    case catalogue
    /// Set by hand.
    case user
    /// What was charged of late, where charges keep exceeding the price that any of these name.
    case learned
}

/// What one model costs in one mode, or with certain parameters, from a moment on.
package struct Price: Hashable, Sendable {
    package let model: Name
    /// Nil covers every mode of the model.
    package let mode: Mode?
    /// Further parameters of the request that it is for, such as `resolution` = `1080p`.
    package let when: [String: String]
    /// What ``per`` units cost.
    package let usd: USD
    /// How many units ``usd`` pays for; at least 1. "$0.65 per 10 seconds" has 10.
    package let per: Int
    package let unit: PriceUnit
    package let source: PriceSource
    package let effectiveFrom: Instant

    package init(
        model: Name, mode: Mode?, when: [String: String] = [:], usd: USD, per: Int = 1,
        unit: PriceUnit, source: PriceSource, effectiveFrom: Instant
    ) {
        self.model = model
        self.mode = mode
        self.when = when
        self.usd = usd
        self.per = max(1, per)
        self.unit = unit
        self.source = source
        self.effectiveFrom = effectiveFrom
    }

    /// The price of this many seconds, rounded up. Nil beyond ``USD/largestReadable``, and for a price
    /// per second when their number is not known.
    package func cost(seconds: Int?) -> USD? {
        guard let units = unit == .second ? seconds : 1 else { return nil }
        let product = Int128(usd.nanos) * Int128(units)
        return USD(readableNanos: (product + Int128(per - 1)) / Int128(per))
    }

    /// What one unit costs, rounded up to a nano-dollar.
    package var unitPrice: USD {
        let nanos = (Int128(usd.nanos) + Int128(per) - 1) / Int128(per)
        return USD(nanos: Int64(clamping: nanos))
    }

    /// The longest whole number of seconds that costs no more than an amount.
    package func seconds(within amount: USD) -> Int {
        guard usd > .zero, amount > .zero else { return 0 }
        return Int(clamping: Int128(amount.nanos) * Int128(per) / Int128(usd.nanos))
    }

    /// Whether a request may be charged at this price: what it leaves open may be anything.
    package func covers(mode asked: Mode?, parameters: [String: String]) -> Bool {
        (mode == nil || asked == nil || mode == asked)
            && when.allSatisfy { name, value in
                parameters[name].map { Price.isSameValue($0, value) } ?? true
            }
    }

    /// Whether two spellings of a value mean the same: `1080P` and `1080p`, `10.0` and `10`.
    static func isSameValue(_ left: String, _ right: String) -> Bool {
        if left == right || left.lowercased() == right.lowercased() { return true }
        guard let number = try? USD(parsing: left, rounding: .exact),
            let other = try? USD(parsing: right, rounding: .exact)
        else { return false }
        return number == other
    }

    /// What it is for among the model's prices: `pro resolution=1080p`, or nothing.
    package var variant: String {
        let conditions = when.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return ([mode?.rawValue].compactMap(\.self) + conditions).joined(separator: " ")
    }

    /// The same price at another time or from another source.
    package func isSameAmount(as other: Price) -> Bool {
        model == other.model && mode == other.mode && when == other.when && usd == other.usd
            && per == other.per && unit == other.unit
    }
}
