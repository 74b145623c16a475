import Accounting

/// One thing that a test puts into the provider's books: an element of `entries`.
///
/// | kind | fields | what it does |
/// |---|---|---|
/// | `charge` | `usd` `model` `generation_id` `client_request_id` `origin` `log` | no client here made it; `log` says whether the log has it |
/// | `request` | `model` `client_request_id` `origin` | a failed row of the log, at no cost |
/// | `missing` | | the charge of a generation is struck out |
/// | `double` | | it is booked once more |
/// | `off` | `credits` | it is off by so many credits |
/// | `late` | `seconds` | it is booked so much later |
/// | `refund` | `usd` | money back for a generation; all of it without `usd` |
/// | `top-up` `bonus` | `usd` | money that arrives |
/// | `expired` | `usd` | credits that expire |
/// | `adjustment` | `usd` `direction` | `CHARGE` (without `direction`) or `TOPUP` |
///
/// `missing`, `double`, `off`, `late` and `refund` are about one generation: by `generation_id`, by
/// `client_request_id`, or the newest. The others happen `at` an instant, or `after_seconds`; now
/// without either.
struct PlantedEntry: Sendable {
    let kind: Kind
    let usd: Int64?
    let generationID: String?
    let clientRequestID: String?
    let model: String?
    let origin: LogRow.Origin
    /// Whether a charge has its row in the log.
    let isLogged: Bool
    let credits: Int64
    let seconds: Duration?
    let direction: Transaction.Direction
    let at: Instant?
    let after: Duration?

    enum Kind: String, CaseIterable, Sendable {
        case charge, request, missing, double, off, late, refund
        case topUp = "top-up"
        case bonus, expired, adjustment

        fileprivate var keys: Set<String> {
            let generation: Set = ["kind", "generation_id", "client_request_id"]
            let time: Set = ["kind", "at", "after_seconds"]
            return switch self {
            case .charge:
                generation.union(time).union(["usd", "model", "origin", "log"])
            case .request: time.union(["model", "client_request_id", "origin"])
            case .missing, .double: generation
            case .off: generation.union(["credits"])
            case .late: generation.union(["seconds"])
            case .refund: generation.union(time).union(["usd"])
            case .topUp, .bonus, .expired: time.union(["usd"])
            case .adjustment: time.union(["usd", "direction"])
            }
        }

        fileprivate var needsAmount: Bool {
            switch self {
            case .charge, .topUp, .bonus, .expired, .adjustment: true
            default: false
            }
        }
    }

    init(_ fields: Fields) throws(Rejection) {
        kind = try fields.required(fields.word("kind", Kind.self), "kind")
        try fields.allow(only: kind.keys)
        usd = try fields.nanos("usd")
        if kind.needsAmount { _ = try fields.required(usd, "usd") }
        generationID = try fields.text("generation_id")
        clientRequestID = try fields.text("client_request_id")
        model = try fields.text("model")
        origin = try fields.word("origin", LogRow.Origin.self) ?? .api
        isLogged = try fields.flag("log") ?? true
        credits = Int64(try fields.integer("credits", in: -1_000_000...1_000_000) ?? 1)
        seconds = try fields.span("seconds")
        if kind == .late { _ = try fields.required(seconds, "seconds") }
        direction = try fields.word("direction", Transaction.Direction.self) ?? .charge
        at = try fields.instant("at")
        after = try fields.span("after_seconds")
        if at != nil, after != nil {
            throw fields.wrong("at", "Send 'at' or 'after_seconds', not both")
        }
    }

    func moment(at now: Instant) -> Instant { at ?? now + (after ?? .zero) }
}
