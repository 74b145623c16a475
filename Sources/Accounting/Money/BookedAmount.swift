/// An amount as the provider's books write it: dollars, and the credits that go with them.
///
///     BookedAmount(usdText: "1.56", creditsText: "3120000")?.usd      // $1.56
///     BookedAmount(usdText: nil, creditsText: "3120000")?.usd         // $1.56
///     BookedAmount(usdText: "-1.56", creditsText: "3120000")          // nil
package struct BookedAmount: Hashable, Sendable {
    /// What counts, by ``StatedAmount``: the dollars, or what the credits are in dollars. Never negative.
    package let usd: USD
    /// As named, rounded half to even; nil when none can be read.
    package let credits: Int64?
    /// Why the credits cannot be what goes with the dollars; nil when they are within one credit.
    package let contradiction: String?
    /// All that was odd: the contradiction, a number that was rounded or not reported.
    package let remark: String?

    /// Nil when neither is there, or only a zero that does not count. Nil too for dollars that are
    /// negative, beyond ``USD/largestReadable`` or no number.
    package init?(usdText: String?, creditsText: String?) {
        let credits = creditsText.flatMap(BookedAmount.creditCharge)
        let usd = usdText.flatMap(BookedAmount.dollars)
        if usdText != nil, usd == nil { return nil }
        let stated = StatedAmount(
            usd: usd, credits: credits?.usd, statesUSD: usdText != nil,
            statesCredits: creditsText != nil)
        guard let counted = stated.counted else { return nil }
        self.usd = counted
        self.credits = credits == nil ? nil : stated.countedCredits
        contradiction = creditsText.flatMap { text -> String? in
            guard credits != nil else { return "credits \(text) is no amount" }
            guard let usdText, stated.isContradictory else { return nil }
            return "usd \(usdText) and credits \(text) disagree"
        }
        let remarks = [
            BookedAmount.remark("usd", usdText, decimals: 9),
            BookedAmount.remark("credits", creditsText, decimals: 0), contradiction,
        ].compactMap { $0 }
        remark = remarks.isEmpty ? nil : remarks.joined(separator: "; ")
    }

    private static func dollars(_ text: String) -> USD? {
        guard !text.hasPrefix("-") else { return nil }
        return try? USD(parsing: text, rounding: .halfEven)
    }

    /// The credits in both units, read as they are in any answer.
    private static func creditCharge(_ text: String) -> Charge? {
        Usage(usdText: nil, creditsText: text)?.charge(source: .logs)
    }

    private static func remark(_ name: String, _ text: String?, decimals: Int) -> String? {
        guard let text else { return "\(name) was not reported" }
        let isExact = DecimalText(text)?.scaled(byPowerOfTen: decimals)?.isExact ?? true
        return isExact ? nil : "\(name) \(text) was rounded"
    }
}
