import Accounting
import LosslessJSON

/// A request that the provider turns down, with the status and the words it does that with.
struct Rejection: Error, Hashable {
    let status: Int
    let name: String
    let message: String
    /// Whether the body has the documented shape, where `statusCode` is a string.
    var isStringly = false

    static func badRequest(_ message: String) -> Rejection {
        Rejection(status: 400, name: "BadRequestError", message: message)
    }

    static let unauthorized = Rejection(
        status: 401, name: "UnauthorizedError",
        message: "Invalid API key. Check your key at https://aimlapi.com/app/keys.")

    static let outOfCredits = Rejection(
        status: 403, name: "ForbiddenError",
        message: "You've run out of credits. Please top up your balance to continue: "
            + "https://aimlapi.com/app/billing")

    static let keyLimitReached = Rejection(
        status: 403, name: "ForbiddenError",
        message: "The spending limit of this API key is reached.")

    static func notFound(_ message: String) -> Rejection {
        Rejection(status: 404, name: "NotFoundError", message: message)
    }

    static let tooManyRequests = Rejection(
        status: 429, name: "TooManyRequestsError", message: "Too many requests. Slow down.")

    static let bodyTooLarge = Rejection(
        status: 413, name: "PayloadTooLargeError", message: "The request body is too large.")

    /// The words that the provider has for a status.
    static func status(_ status: Int) -> Rejection {
        switch status {
        case 400: .badRequest("Validation error.")
        case 401: .unauthorized
        case 403: .outOfCredits
        case 404: .notFound("Model not found.")
        case 429: .tooManyRequests
        case 502:
            Rejection(status: 502, name: "BadGatewayError", message: "Upstream is unavailable.")
        case 503:
            Rejection(
                status: 503, name: "ServiceUnavailableError", message: "Service is unavailable.")
        case 504:
            Rejection(
                status: 504, name: "GatewayTimeoutError",
                message: "The request did not finish within the allowed time.")
        default:
            Rejection(
                status: status, name: "InternalServerError", message: "Internal server error.")
        }
    }

    /// The answer in the live shape, `application/problem+json`, or in the documented one.
    func answer(path: String, requestID: String, at instant: Instant) -> SandboxAnswer {
        if isStringly {
            return SandboxAnswer(
                status: status,
                json: [
                    "message": .string(message), "path": .string(path),
                    "requestId": .string(requestID), "statusCode": .string("\(status)"),
                    "timestamp": .string(instant.description),
                ])
        }
        return SandboxAnswer(
            status: status, contentType: "application/problem+json; charset=utf-8",
            text: JSON.object([
                .init("title", .string(Rejection.title(status))),
                .init("status", .integer(status)),
                .init("message", .string(message)),
                .init("instance", .string(path)),
                .init("requestId", .string(requestID)),
                .init("timestamp", .string(instant.description)),
                .init("error", ["name": .string(name), "message": .string(message)]),
            ]).compactText)
    }

    private static func title(_ status: Int) -> String {
        switch status {
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 413: "Payload Too Large"
        case 429: "Too Many Requests"
        case 502: "Bad Gateway"
        case 503: "Service Unavailable"
        case 504: "Gateway Timeout"
        default: "Internal Server Error"
        }
    }
}
