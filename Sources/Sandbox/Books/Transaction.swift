import Accounting
import LosslessJSON

/// One line of `GET /v2/billing/transactions`.
struct Transaction: Hashable, Sendable {
    var createdAt: Instant
    /// The amount itself is always positive.
    let direction: Direction
    let type: Kind
    var amount: Charge
    let model: String?
    let referenceID: String?
    /// False for what another key of the account spent. The provider does not show it.
    var isOfThisKey = true

    enum Direction: String, CaseIterable, Sendable {
        case topUp = "TOPUP"
        case charge = "CHARGE"
    }

    enum Kind: String, CaseIterable, Sendable {
        case payment = "PAYMENT"
        case bonus = "BONUS"
        case refund = "REFUND"
        case adjustment = "ADJUSTMENT"
        case modelUsage = "MODEL_USAGE"
        case creditsExpired = "CREDITS_EXPIRED"
        case opening = "INIT"
    }

    /// What it does to the balance.
    var signedNanos: Int64 { direction == .topUp ? amount.nanos : -amount.nanos }

    var json: JSON {
        [
            "created_at": .string(createdAt.description),
            "direction": .string(direction.rawValue),
            "type": .string(type.rawValue),
            "amount": amount.json,
            "model": .string(orNull: model),
            "reference_id": .string(orNull: referenceID),
        ]
    }
}

extension Charge {
    /// `{"usd":1.56,"credits":3120000}`, as the books write it.
    var json: JSON {
        ["usd": .number(usdText), "credits": .number(creditsText ?? "\(credits)")]
    }
}
