package import Accounting

/// What is added to the charges on a client's copy. It is in no ledger.
package struct Markup: Hashable, Sendable {
    /// Percent with nine decimals.
    private let percent: USD

    /// Nil below or at zero, and above a thousand percent.
    package init?(percent: USD) {
        guard percent > .zero, percent.nanos <= 1000 * USD.nanosPerDollar else { return nil }
        self.percent = percent
    }

    /// `15`, `12.5`.
    var number: String {
        var text = percent.description
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text
    }

    /// What it adds, rounded half to even to nano-dollars; below zero on a refund.
    func amount(on charged: USD) -> USD {
        let scaled = Int128(charged.nanos) * Int128(percent.nanos)
        let unit = Int128(USD.nanosPerDollar) * 100
        return USD(nanos: Int64(clamping: scaled.dividedHalfEven(by: unit)))
    }

    var sentence: String {
        "The markup of \(number) % is on the sum of what was charged, rounded half to even to"
            + " $0.000000001. It is in no other amount here, and not in the ledger."
    }
}
