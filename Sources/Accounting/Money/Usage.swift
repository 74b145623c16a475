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
    /// Dollars and credits check each other, with one credit of tolerance; ``StatedAmount`` says which
    /// counts where they disagree or one is zero. Where only one can be read, the other is derived.
    /// Decimals too fine for the unit are rounded half to even. The remark says which of these
    /// happened, and keeps the text as it was reported.
    package func charge(source: ChargeSource) -> Charge? {
        let usd = usdText.flatMap(Usage.amount)
        let credits = creditsText.flatMap(Usage.creditAmount)
        let stated = StatedAmount(
            usd: usd, credits: credits, statesUSD: usdText != nil,
            statesCredits: creditsText != nil)
        guard let charged = stated.counted, let inCredits = stated.countedCredits else {
            return nil
        }
        let remarks = [
            Usage.remark("usd_spent", usdText, isRead: usd != nil, decimals: 9),
            Usage.remark("credits_used", creditsText, isRead: credits != nil, decimals: 0),
            stated.isContradictory ? disagreement : nil,
        ].compactMap { $0 }
        return Charge(
            usd: charged, credits: inCredits, source: source,
            remark: remarks.isEmpty ? nil : remarks.joined(separator: "; "))
    }

    /// What is odd about one of the two numbers.
    private static func remark(_ name: String, _ text: String?, isRead: Bool, decimals: Int)
        -> String?
    {
        guard let text else { return "\(name) was not reported" }
        guard isRead else { return "\(name) \(text) is no amount" }
        let isExact = DecimalText(text)?.scaled(byPowerOfTen: decimals)?.isExact ?? false
        return isExact ? nil : "\(name) \(text) was rounded"
    }

    private var disagreement: String {
        "usd_spent \(usdText ?? "") and credits_used \(creditsText ?? "") disagree"
    }

    /// A negative amount, or one beyond the bounds, is none: the submission stays unpriced.
    private static func amount(_ text: String) -> USD? {
        guard !text.hasPrefix("-"), let usd = try? USD(parsing: text, rounding: .halfEven) else {
            return nil
        }
        return usd
    }

    /// Credits as dollars. The schema calls them a number, so decimals are accepted.
    private static func creditAmount(_ text: String) -> USD? {
        guard let billionths = DecimalText(text)?.scaled(byPowerOfTen: 9)?.value,
            billionths >= 0
        else { return nil }
        let unit = Int128(USD.nanosPerDollar / USD.nanosPerCredit)
        let (whole, rest) = billionths.quotientAndRemainder(dividingBy: unit)
        let isUp = rest * 2 > unit || (rest * 2 == unit && whole % 2 == 1)
        let nanos = whole + (isUp ? 1 : 0)
        return USD(readableNanos: nanos)
    }
}
