import Accounting
import LosslessJSON

/// One POST that reached the sandbox, whatever came of it.
struct Attempt: Hashable, Sendable {
    /// 1 for the first.
    let number: Int
    let receivedAt: Instant
    let requestID: String
    let clientRequestID: String?
    let model: String?
    let mode: String?
    let orientation: String?
    let prompt: String?
    /// The HTTP status of the answer; nil when no answer was meant to arrive.
    var status: Int?
    /// The provider's id of the inference, also of one that was refused.
    var inferenceID: String?
    var generation: Generation?
    /// Whether the provider's log has a row of it: its account is known and it was not cut off.
    var isLogged = false

    init(
        number: Int, receivedAt: Instant, requestID: String, request: SandboxRequest, body: JSON?
    ) {
        self.number = number
        self.receivedAt = receivedAt
        self.requestID = requestID
        clientRequestID = request.clientRequestID
        model = body?["model"]?.string
        mode = body?["mode"]?.string
        orientation = body?["character_orientation"]?.string
        prompt = body?["prompt"]?.string
    }

    /// The line of `GET /sandbox/submissions`.
    func listing(at now: Instant) -> JSON {
        let charge = generation.flatMap { $0.isFinished(at: now) ? $0.charge : nil }
        return [
            "number": .integer(number),
            "received_at": .string(receivedAt.description),
            "client_request_id": .string(orNull: clientRequestID),
            "model": .string(orNull: model),
            "mode": .string(orNull: mode),
            "orientation": .string(orNull: orientation),
            "prompt": .string(orNull: prompt),
            "status": .integer(orNull: status),
            "generation_id": .string(orNull: generation?.id),
            "state": .string(generation?.status(at: now) ?? "refused"),
            "charged_usd": .string(charge.map { DecimalNumber.text(nanos: $0.nanos) } ?? "0"),
        ]
    }

    /// What the log will say of it, and from when on; nil when it never has it.
    var logEntry: LogBook.Entry? {
        guard let row = LogRow(attempt: self) else { return nil }
        guard let generation else {
            return LogBook.Entry(row: row, listedAt: receivedAt, decidedAt: receivedAt)
        }
        let decided = generation.finishedAt
        switch generation.marker.log {
        case .missing: return nil
        case .atOnce: return LogBook.Entry(row: row, listedAt: receivedAt, decidedAt: decided)
        case .late(let lag):
            return LogBook.Entry(row: row, listedAt: decided + lag, decidedAt: decided)
        }
    }
}
