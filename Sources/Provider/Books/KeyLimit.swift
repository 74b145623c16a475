package import Accounting
import LosslessJSON
import Transport

/// The provider's own cap on the key, which resets at 00:00 UTC.
package struct KeyLimit: Sendable, Hashable {
    /// `no_reset`, `day`, `week` or `month`.
    package let retention: String?
    /// Nil when there is no cap, or none that can be read.
    package let threshold: USD?
    package let isDisabled: Bool?
    /// The provider's clock when it answered, to the second: the `Date` header.
    package let date: Instant?

    package init(
        retention: String?, threshold: USD?, isDisabled: Bool?, date: Instant? = nil
    ) {
        self.retention = retention
        self.threshold = threshold
        self.isDisabled = isDisabled
        self.date = date
    }
}

extension KeyLimit {
    package init(_ answer: BookAnswer) throws(UnreadableBook) {
        guard let data = answer.object["data"], data.members != nil else {
            throw UnreadableBook(failure: "it has no object 'data'")
        }
        let retention = data["limit"]?["retention"]?.string
            .map { answer.redaction.line($0, limit: 40) }
        self.init(
            retention: retention?.isEmpty == true ? nil : retention,
            threshold: BookedAmount(
                usdText: answer.redaction.amount(data["limit"]?["threshold"]), creditsText: nil)?
                .usd,
            isDisabled: data["disabled"]?.bool,
            date: answer.date)
    }
}

extension USD {
    /// `current_balance`, which may be negative. Any currency but USD is unreadable: the older
    /// endpoint counts in credits, and one must never be taken for the other.
    package init(balance answer: BookAnswer) throws(UnreadableBook) {
        guard answer.object["currency"]?.string == "USD" else {
            throw UnreadableBook(failure: "its currency is not USD")
        }
        guard let text = answer.redaction.amount(answer.object["current_balance"]),
            let usd = try? USD(parsing: text, rounding: .halfEven)
        else { throw UnreadableBook(failure: "it has no amount 'current_balance'") }
        self = usd
    }
}
