/// What an answer of the provider said it used: `meta.usage` or its headers, as text, unjudged.
package struct Usage: Hashable, Sendable {
    /// `usd_spent`, digit for digit.
    package let usdText: String?
    /// `credits_used` (or the older `tokens_used`), digit for digit.
    package let creditsText: String?

    package init?(usdText: String?, creditsText: String?) {
        if usdText == nil, creditsText == nil { return nil }
        self.usdText = usdText
        self.creditsText = creditsText
    }

    /// The charge that these numbers state, or nil when neither can be read as an amount.
    ///
    /// Dollars and credits check each other, with one credit of tolerance. Where they disagree the
    /// charge is the dollars, and the remark says what was reported. Where only one is there, the
    /// other is derived. Decimals past the ninth are rounded half to even and kept in the remark.
    package func charge(source: ChargeSource) -> Charge? {
        let usd = usdText.flatMap { Usage.amount($0) }
        let credits = creditsText.flatMap { Usage.creditAmount($0) }
        switch (usd, credits) {
        case (nil, nil): return nil
        case (let usd?, nil):
            return Charge(
                usd: usd, credits: usd.credits, source: source, remark: remark(usd: usd, nil))
        case (nil, let credits?):
            return Charge(
                usd: credits, credits: credits.credits, source: source,
                remark: creditsText.flatMap(Int64.init) == nil
                    ? "credits_used \(creditsText!)" : nil
            )
        case (let usd?, let credits?):
            return Charge(
                usd: usd, credits: credits.credits, source: source,
                remark: remark(usd: usd, credits))
        }
    }

    private func remark(usd: USD, _ credits: USD?) -> String? {
        if let credits, abs((usd - credits).nanos) > USD.nanosPerCredit {
            return "usd_spent \(usdText ?? "") and credits_used \(creditsText ?? "") disagree"
        }
        let isExact = usdText.flatMap { try? USD(parsing: $0, rounding: .exact) } != nil
        return isExact ? nil : "usd_spent \(usdText ?? "") was rounded"
    }

    /// A negative or unbelievable amount is no amount: the submission stays unpriced and visible.
    private static func amount(_ text: String) -> USD? {
        guard let usd = try? USD(parsing: text, rounding: .halfEven), usd >= .zero else {
            return nil
        }
        return usd
    }

    /// Credits as dollars. The schema calls them a number, so decimals are accepted.
    private static func creditAmount(_ text: String) -> USD? {
        guard let number = DecimalText(text)?.scaled(byPowerOfTen: 9) else { return nil }
        let nanos = number.value * Int128(USD.nanosPerCredit) / Int128(USD.nanosPerDollar)
        guard nanos >= 0, nanos <= Int128(USD.largestReadable.nanos) else { return nil }
        return USD(nanos: Int64(nanos))
    }
}
