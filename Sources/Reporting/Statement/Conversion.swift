package import Accounting

/// Another currency beside the dollars, at a rate that a person stated. The dollars stay what counts.
package struct Conversion: Hashable, Sendable {
    /// Three capital letters of ISO 4217.
    package let currency: String
    /// So much of the currency for one dollar, with nine decimals.
    let rate: USD
    /// The day that the rate is of.
    package let date: Day

    /// Nil for what is no code, no rate above zero or one above a million.
    package init?(currency: String, rate: USD, date: Day) {
        guard currency.utf8.count == 3,
            currency.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")) ~= $0 }),
            currency != "USD", rate > .zero,
            rate.nanos <= 1_000_000 * USD.nanosPerDollar
        else { return nil }
        self.currency = currency
        self.rate = rate
        self.date = date
    }

    /// Hundredths of the currency, rounded half to even; nil beyond what the type holds.
    func hundredths(_ amount: USD) -> Int64? {
        let scaled = Int128(amount.nanos) * Int128(rate.nanos)
        let unit = Int128(USD.nanosPerDollar) * Int128(USD.nanosPerDollar) / 100
        return Int64(exactly: scaled.dividedHalfEven(by: unit))
    }

    /// Without the mark that it is no exact amount: `240.91`.
    func number(_ amount: USD) -> String {
        guard let hundredths = hundredths(amount) else { return "–" }
        let cents = hundredths.magnitude % 100
        return "\(hundredths < 0 ? "-" : "")\(hundredths.magnitude / 100)."
            + (cents < 10 ? "0" : "") + "\(cents)"
    }

    /// `≈ 240.91 EUR`.
    func text(_ amount: USD) -> String { "≈ \(number(amount)) \(currency)" }

    /// Where the amounts come from, as a sentence.
    var sentence: String {
        "Amounts with ≈ are \(currency) at \(rate) for $1, the rate of \(date) as it was stated,"
            + " rounded half to even to hundredths. The dollars are what was charged."
    }
}
