/// Which of the provider's endpoints a request is for.
///
/// Generations answer under `/v2`, under `/v1` and without either, in the universal and in the
/// legacy spelling (`/generate/video/{vendor}/generation`, whose POST declares 201).
enum Route: Hashable, Sendable {
    case submit(isLegacy: Bool)
    case poll
    case logs, transactions, billing, balance, key, models
    /// The sandbox's own: every POST that it received, its books, its clock.
    case submissions, books, plantBooks, clock, moveClock
    case nothing

    init(method: String, path: String) {
        let parts = path.split(separator: "/").map(String.init)
        switch (method, parts) {
        case ("GET", ["v2", "logs"]): self = .logs
        case ("GET", ["v2", "billing", "transactions"]): self = .transactions
        case ("GET", ["v2", "billing"]): self = .billing
        case ("GET", ["v1", "billing", "balance"]): self = .balance
        case ("GET", ["v1", "key"]): self = .key
        case ("GET", ["v1", "models"]), ("GET", ["models"]): self = .models
        case ("GET", ["sandbox", "submissions"]): self = .submissions
        case ("GET", ["sandbox", "books"]): self = .books
        case ("POST", ["sandbox", "books"]): self = .plantBooks
        case ("GET", ["sandbox", "clock"]): self = .clock
        case ("POST", ["sandbox", "clock"]): self = .moveClock
        default: self = Route.generation(method: method, parts: parts) ?? .nothing
        }
    }

    private static func generation(method: String, parts: [String]) -> Route? {
        let rest = ["v1", "v2"].contains(parts.first) ? Array(parts.dropFirst()) : parts
        let isUniversal = rest == ["video", "generations"]
        let isLegacy =
            rest.count == 4 && rest[0] == "generate" && rest[1] == "video"
            && rest[3] == "generation"
        guard isUniversal || isLegacy else { return nil }
        switch method {
        case "POST": return .submit(isLegacy: isLegacy)
        case "GET": return .poll
        default: return nil
        }
    }

    /// What can be asked to misbehave; nil for what has markers, and for the sandbox's own.
    var endpoint: Trouble.Endpoint? {
        switch self {
        case .logs: .logs
        case .transactions: .transactions
        case .billing, .balance: .billing
        case .key: .key
        case .models: .models
        case .poll: .poll
        default: nil
        }
    }
}
