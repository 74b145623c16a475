package import Accounting
import LosslessJSON

/// A stand-in for the AI/ML API that answers values with values: no socket, no money, no waiting.
///
/// Everything it does follows from the options, the clock and the order of the requests. It keeps
/// books like the provider's, and they agree with what it did.
///
///     let provider = SandboxProvider(options: SandboxOptions(), now: { clock.instant })
///     let answer = await provider.answer(
///         to: SandboxRequest(method: "GET", target: "/v1/models?include=pricing"))
package actor SandboxProvider {
    let options: SandboxOptions
    private let now: @Sendable () -> Instant
    var account: Account
    /// How far the sandbox's clock is ahead of the given one.
    var ahead = Duration.zero
    private var requestCount: UInt64 = 0
    /// When the log was asked for within the last minute.
    var logCalls: [Instant] = []
    var prices = PriceList()
    var keyLimit: SpendingCap?
    var troubles: TroubleQueue
    /// The rows of the last page of each book, for pages that repeat.
    var lastPages: [Trouble.Endpoint: [JSON]] = [:]
    /// How many ids were made for planted rows, and how many charges of histories.
    var plantedCount: UInt64 = 0
    var historyCount = 0

    package init(options: SandboxOptions, now: @escaping @Sendable () -> Instant) {
        self.options = options
        self.now = now
        keyLimit = options.keyLimit
        troubles = TroubleQueue(troubles: options.troubles)
        account = Account(
            openedAt: now(), openingNanos: options.balanceNanos, chargeLag: options.chargeLag)
    }

    /// The answer to one request, now.
    package func answer(to request: SandboxRequest) -> SandboxAnswer {
        requestCount += 1
        var chance = SplitMix64(seed: options.seed, stream: 1 << 40 | requestCount)
        let call = Call(
            request: request, now: clock, requestID: GenerationIDForm.uuid(chance: &chance))
        account.advanceLog(to: call.now)
        var answer = respond(to: call)
        // The clock may just have been moved.
        if options.statesDate { answer.add(header: "date", clock.httpDate) }
        if let id = request.clientRequestID { answer.add(header: "x-client-request-id", id) }
        return answer
    }

    /// The answer to a body over the limit, which was not read.
    package func refusalOfLargeBody(to request: SandboxRequest) -> SandboxAnswer {
        var answer = Rejection.bodyTooLarge.answer(
            path: request.path, requestID: "00000000-0000-4000-8000-000000000000", at: clock)
        if options.statesDate { answer.add(header: "date", clock.httpDate) }
        return answer
    }

    /// The sandbox's time: the given clock, and as far ahead as it was moved.
    var clock: Instant { now() + ahead }

    private func respond(to call: Call) -> SandboxAnswer {
        let route = Route(method: call.request.method, path: call.request.path)
        do throws(Rejection) {
            switch route {
            case .submit(let isLegacy): return submit(call, isLegacy: isLegacy)
            case .submissions: return submissions(call)
            case .books: return books(call)
            case .plantBooks: return try plantBooks(call)
            case .clock: return clockAnswer
            case .moveClock: return try moveClock(call)
            case .nothing:
                throw Rejection.notFound("Cannot \(call.request.method) \(call.request.path)")
            case .models: break
            default: try authorize(call)
            }
            let trouble = route.endpoint.flatMap { troubles.next(for: $0) }
            if let answer = trouble?.replacement(for: call) { return answer }
            var answer = try read(route, call, page: trouble?.kind)
            if let delivery = trouble?.delivery { answer.delivery = delivery }
            return answer
        } catch {
            return call.rejected(error)
        }
    }

    /// - Parameter page: what is wrong with the page, of the kinds that pages have.
    private func read(_ route: Route, _ call: Call, page: Trouble.Kind?) throws(Rejection)
        -> SandboxAnswer
    {
        switch route {
        case .models: models(call)
        case .poll: try poll(call)
        case .logs: try logs(call, page: page)
        case .transactions: try transactions(call, page: page)
        case .billing: billing(call)
        case .balance: balance(call)
        default: key(call)
        }
    }

    /// - Throws: 401 without a bearer key, or with one that is not accepted.
    func authorize(_ call: Call) throws(Rejection) {
        let key = call.bearerKey
        let isAccepted =
            if let only = options.key {
                key == only
            } else {
                !key.isEmpty && key != "wrong" && key != "invalid"
            }
        if !isAccepted { throw .unauthorized }
    }

    /// `GET /sandbox/submissions`: every POST so far, in order, for tests and the curious.
    ///
    /// `{"schema":"sandbox.submissions/1","count":1,"submissions":[…]}`, without a key. An element
    /// has what was sent (`client_request_id`, `model`, `mode`, `orientation`, `prompt`), the HTTP
    /// `status` of the answer (null when none was to arrive), the `generation_id` (null when none
    /// was started), its `state` now (`refused` without one) and `charged_usd`, a string.
    private func submissions(_ call: Call) -> SandboxAnswer {
        SandboxAnswer(json: [
            "schema": "sandbox.submissions/1",
            "count": .integer(account.attempts.count),
            "submissions": .array(account.attempts.map { $0.listing(at: call.now) }),
        ])
    }
}

/// A request, the instant at which it is answered, and the id that the provider gives it.
struct Call: Sendable {
    let request: SandboxRequest
    let now: Instant
    let requestID: String

    var bearerKey: String {
        let words = (request.headers["authorization"] ?? "").split(separator: " ")
        guard words.count == 2, words[0].lowercased() == "bearer" else { return "" }
        return String(words[1])
    }

    func rejected(_ rejection: Rejection) -> SandboxAnswer {
        rejection.answer(path: request.path, requestID: requestID, at: now)
    }
}
