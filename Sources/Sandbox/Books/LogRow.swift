import Accounting
import LosslessJSON

/// One line of `GET /v2/logs`.
struct LogRow: Hashable, Sendable {
    let created: Instant
    /// `succeeded` or `failed`; a failed row costs nothing, unless a marker had it charged.
    let status: String
    var origin = Origin.api
    let model: String
    let cost: Charge
    let requestID: String
    let inferenceID: String
    let clientRequestID: String?

    enum Origin: String, CaseIterable, Sendable { case api, playground }

    var json: JSON {
        [
            "created": .string(created.description),
            "status": .string(status),
            "origin": .string(origin.rawValue),
            "model": .string(model),
            "cost": cost.json,
            "tokens": ["input": .number("0"), "output": .number("0"), "total": .number("0")],
            "request_id": .string(requestID),
            "inference_id": .string(inferenceID),
            "client_request_id": .string(orNull: clientRequestID),
        ]
    }
}

extension LogRow {
    /// The row of an attempt once it is decided; nil when the log never has it.
    init?(attempt: Attempt) {
        guard attempt.isLogged, let model = attempt.generation?.model ?? attempt.model,
            let inference = attempt.inferenceID
        else { return nil }
        let isGood = attempt.generation.map { $0.failure == nil } ?? false
        self.init(
            created: attempt.receivedAt, status: isGood ? "succeeded" : "failed", model: model,
            cost: attempt.generation?.charge ?? Charge(nanos: 0), requestID: attempt.requestID,
            inferenceID: inference, clientRequestID: attempt.clientRequestID)
    }

    /// The same request while its generation runs: taken, and without a cost as yet.
    var whileRunning: LogRow {
        LogRow(
            created: created, status: "succeeded", origin: origin, model: model,
            cost: Charge(nanos: 0), requestID: requestID, inferenceID: inferenceID,
            clientRequestID: clientRequestID)
    }
}
