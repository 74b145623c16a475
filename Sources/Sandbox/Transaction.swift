import Accounting
import LosslessJSON

/// One line of `GET /v2/billing/transactions`.
struct Transaction: Hashable, Sendable {
    let createdAt: Instant
    /// `TOPUP` or `CHARGE`; the amount itself is always positive.
    let direction: String
    let type: String
    let amount: Charge
    let model: String?
    let referenceID: String?

    static let directions = ["TOPUP", "CHARGE"]
    static let types = [
        "PAYMENT", "BONUS", "REFUND", "ADJUSTMENT", "MODEL_USAGE", "CREDITS_EXPIRED", "INIT",
    ]

    var json: JSON {
        [
            "created_at": .string(createdAt.description),
            "direction": .string(direction),
            "type": .string(type),
            "amount": amount.json,
            "model": .string(orNull: model),
            "reference_id": .string(orNull: referenceID),
        ]
    }
}

/// One line of `GET /v2/logs`.
struct LogRow: Hashable, Sendable {
    let created: Instant
    /// `succeeded` or `failed`; a failed row costs nothing, unless a marker had it charged.
    let status: String
    let model: String
    let cost: Charge
    let requestID: String
    let inferenceID: String
    let clientRequestID: String?

    /// The row of an attempt; nil while its generation runs, or when the log never learnt of it.
    init?(attempt: Attempt, at now: Instant) {
        guard attempt.isLogged, let model = attempt.model, let inference = attempt.inferenceID
        else { return nil }
        if let generation = attempt.generation, !generation.isFinished(at: now) { return nil }
        let isGood = attempt.generation.map { $0.failure == nil } ?? false
        created = attempt.receivedAt
        status = isGood ? "succeeded" : "failed"
        self.model = model
        cost = attempt.generation?.charge ?? Charge(nanos: 0)
        requestID = attempt.requestID
        inferenceID = inference
        clientRequestID = attempt.clientRequestID
    }

    var json: JSON {
        [
            "created": .string(created.description),
            "status": .string(status),
            "origin": "api",
            "model": .string(model),
            "cost": cost.json,
            "tokens": ["input": .number("0"), "output": .number("0"), "total": .number("0")],
            "request_id": .string(requestID),
            "inference_id": .string(inferenceID),
            "client_request_id": .string(orNull: clientRequestID),
        ]
    }
}

extension Charge {
    /// `{"usd":1.56,"credits":3120000}`, as the books write it.
    fileprivate var json: JSON {
        ["usd": .number(usdText), "credits": .integer(credits)]
    }
}
