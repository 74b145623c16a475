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
    private var requestCount: UInt64 = 0
    /// When the log was asked for within the last minute.
    var logCalls: [Instant] = []

    package init(options: SandboxOptions, now: @escaping @Sendable () -> Instant) {
        self.options = options
        self.now = now
        account = Account(
            openedAt: now(), openingNanos: options.balanceNanos, chargeLag: options.chargeLag)
    }

    /// The answer to one request, now.
    package func answer(to request: SandboxRequest) -> SandboxAnswer {
        requestCount += 1
        var chance = SplitMix64(seed: options.seed, stream: 1 << 40 | requestCount)
        let call = Call(
            request: request, now: now(), requestID: GenerationIDForm.uuid(chance: &chance))
        var answer = respond(to: call)
        if let id = request.clientRequestID { answer.add(header: "x-client-request-id", id) }
        return answer
    }

    /// The answer to a body over the limit, which was not read.
    package func refusalOfLargeBody(to request: SandboxRequest) -> SandboxAnswer {
        Rejection.bodyTooLarge.answer(
            path: request.path, requestID: "00000000-0000-4000-8000-000000000000", at: now())
    }

    private func respond(to call: Call) -> SandboxAnswer {
        let route = Route(method: call.request.method, path: call.request.path)
        do throws(Rejection) {
            switch route {
            case .submit(let isLegacy): return submit(call, isLegacy: isLegacy)
            case .models: return models(call)
            case .submissions: return submissions(call)
            case .nothing:
                throw Rejection.notFound("Cannot \(call.request.method) \(call.request.path)")
            default: break
            }
            try authorize(call)
            switch route {
            case .poll: return try poll(call)
            case .logs: return try logs(call)
            case .transactions: return try transactions(call)
            case .billing: return billing(call)
            case .balance: return balance(call)
            default: return key(call)
            }
        } catch {
            return call.rejected(error)
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
