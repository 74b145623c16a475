/// One line of the provider's bill: money that came to the account, or went from it.
///
/// The ledger is reconciled against the bill. A charge lands on it after the generation completed;
/// a request that failed has no line.
///
/// Source: `GET /v2/billing/transactions`.
package struct BillLine: Hashable, Sendable {
    package enum Direction: String, Hashable, Sendable {
        /// Money left the account.
        case charge = "CHARGE"
        /// Money came to the account.
        case topUp = "TOPUP"
    }

    package enum Kind: Hashable, Sendable {
        case payment, bonus, refund, adjustment, modelUsage, creditsExpired, initial
        /// A word that is not known yet, as the provider wrote it.
        case other(String)
    }

    package let createdAt: Instant
    package let direction: Direction
    package let kind: Kind
    /// Never negative: the direction is the sign.
    package let amount: USD
    /// As the line names them, rounded half to even; nil when it names none that can be read.
    package let credits: Int64?
    package let model: Name?
    /// The generation's id, for its charge and its refund.
    package let referenceID: String?
    /// What was odd about the amount, such as dollars and credits that disagree.
    package let remark: String?

    /// - Precondition: the amount is not negative.
    package init(
        createdAt: Instant, direction: Direction, kind: Kind, amount: USD, credits: Int64? = nil,
        model: Name? = nil, referenceID: String? = nil, remark: String? = nil
    ) {
        precondition(amount >= .zero, "the direction of a bill line is its sign")
        self.createdAt = createdAt
        self.direction = direction
        self.kind = kind
        self.amount = amount
        self.credits = credits
        self.model = model
        self.referenceID = referenceID
        self.remark = remark
    }
}

extension BillLine {
    /// As it names them, else as the amount is in credits; less than zero for what was given back.
    package var signedCredits: Int64 {
        let named = min(credits ?? amount.credits, USD.largestReadable.credits)
        return direction == .charge ? named : -named
    }
}

extension BillLine.Direction {
    /// Reads the provider's word, in upper or lower case; nil for any other, which has no sign.
    package init?(word: String) { self.init(rawValue: word.uppercased()) }
}

extension BillLine.Kind {
    private static let known: [(kind: BillLine.Kind, word: String)] = [
        (.payment, "PAYMENT"), (.bonus, "BONUS"), (.refund, "REFUND"),
        (.adjustment, "ADJUSTMENT"), (.modelUsage, "MODEL_USAGE"),
        (.creditsExpired, "CREDITS_EXPIRED"), (.initial, "INIT"),
    ]

    /// Reads the provider's word, in upper or lower case.
    package init(word: String) {
        let upper = word.uppercased()
        self = Self.known.first { $0.word == upper }?.kind ?? .other(word)
    }
}
