import Accounting
import HTTPTypes
import Hummingbird
import LedgerStore
import LosslessJSON
import Metering
import NIOCore
import NIOHTTP1

/// Turns requests of the wire into calls of the controllers, and whatever goes wrong into an answer.
struct GatewayResponder: HTTPResponder {
    let gateway: Gateway
    private let check: RequestCheck
    private let keys: KeyCheck
    private let intake: BodyIntake
    /// Of what anybody may send.
    private let forms: BodyIntake
    private let memory = MemoryBudget(bytes: GatewayResponder.memoryBytes)

    /// What all large bodies may take together while they are read, priced and sent.
    private static let memoryBytes = 256 << 20
    /// Bodies up to this size need not ask.
    private static let smallBytes = 1 << 20
    /// How often a body is in memory while it is read and sent: as bytes, as texts, as what is sent.
    private static let copies = 4

    init(_ gateway: Gateway) {
        self.gateway = gateway
        check = RequestCheck(
            hosts: HostNames(bound: gateway.options.host, others: gateway.options.allowedHosts))
        keys = KeyCheck(
            ledger: gateway.meter.ledger, onlyKey: gateway.options.onlyKey, sessions: Sessions())
        intake = BodyIntake(folder: gateway.options.spoolFolder)
        forms = BodyIntake(
            folder: gateway.options.spoolFolder, limits: SignInController.limits)
    }

    func respond(to request: Request, context: GatewayContext) async throws -> Response {
        var line = RequestLine(request.head)
        let response: Response
        do {
            response = try await answer(to: request, context, &line)
        } catch let error as HTTPParserError {
            // Hummingbird answers it, and closes.
            throw error
        } catch {
            let failure = GatewayError(of: error)
            response =
                line.isOfPage
                ? Response(page: failure, at: request.head.path ?? "/") : failure.response
            line.note(error)
            gateway.noteFailure(error)
        }
        line.end(response, in: gateway)
        return response
    }

    private func answer(
        to request: Request, _ context: GatewayContext, _ line: inout RequestLine
    ) async throws -> Response {
        let head = request.head
        guard let target = RequestTarget(head.path ?? "") else {
            throw GatewayPath.malformed.refusal(
                method: head.method.rawValue, path: head.path ?? "")!
        }
        let path = GatewayPath(
            method: head.method.rawValue, target: target,
            unmetered: gateway.options.unmeteredPaths)
        line.route = path.route(method: head.method.rawValue)
        if let refusal = check.refusal(of: head, to: path) { throw refusal }
        switch path {
        case .health: return Response(["status": "ok"])
        case .readiness: return try ReadinessCheck(gateway: gateway).response()
        // What it describes is in the documentation anyway.
        case .openAPI: return Response(OpenAPIDocument.json)
        case .asset(let asset): return asset.response
        case .signIn, .signOut:
            line.isOfPage = true
            return try await signing(request, to: path, context)
        default: break
        }
        line.isOfPage = path.isPage
        let caller = try keys.caller(
            of: head.headerFields, isLocal: context.isLocal && !head.headerFields.isForwarded,
            takesSession: path.isPage || path.isOfAccounts, at: gateway.meter.clock.now())
        line.caller = caller.name
        switch path {
        case .generations where head.method == .post:
            return try await submission(request, caller, context)
        case .generations:
            let id = QueryItems(target.query)["generation_id"]
            return try await PollController(gateway: gateway).response(to: id, from: caller)
        case .passing(let path, let showsAccount):
            return try await PassController(gateway: gateway).response(
                to: path, target.query, showsAccount: showsAccount, from: caller)
        case .report, .budgets, .submissions, .submission:
            try ClientOptions.refuse(in: head.headerFields)
            let accounts = AccountsController(gateway: gateway, caller: caller)
            return try await accounts.response(at: path, target.query)
        case .dashboard:
            return try await gateway.pages.run(named: true) { _ in
                try await DashboardController(gateway: gateway, caller: caller)
                    .dashboard(target.query)
            }
        case .submissionPage(let id):
            return try DashboardController(gateway: gateway, caller: caller).submission(id)
        case .metrics: return try await MetricsController(gateway: gateway).response(to: caller)
        case .unmetered(let path):
            let body = try await received(request, context).bytes()
            return try await PassController(gateway: gateway).response(
                to: body, at: path, contentType: head.headerFields[.contentType])
        default:
            throw path.refusal(method: head.method.rawValue, path: target.path)
                ?? .unknownPath(target.path)
        }
    }

    private func signing(
        _ request: Request, to path: GatewayPath, _ context: GatewayContext
    ) async throws -> Response {
        let controller = SignInController(
            keys: keys, isLocal: context.isLocal && !request.headers.isForwarded,
            isEncrypted: gateway.options.tls != nil || request.headers.isForwardedFromTLS,
            now: gateway.meter.clock.now())
        guard request.method == .post else { return controller.page }
        if path == .signOut { return controller.signOut(request.headers) }
        let form = try await received(request, context, by: forms)
        return try controller.response(to: try await form.bytes(), request.headers)
    }

    private func received(
        _ request: Request, _ context: GatewayContext, by intake: BodyIntake? = nil
    ) async throws -> ReceivedBody {
        try await (intake ?? self.intake).receive(
            request.body, declaredLength: request.headers[.contentLength].flatMap { Int($0) },
            onStart: { ContinueSignal.send(over: context.channel) })
    }

    private func submission(_ request: Request, _ caller: Caller, _ context: GatewayContext)
        async throws -> Response
    {
        let options = try ClientOptions(request.headers)
        let body = try await received(request, context)
        let controller = SubmitController(gateway: gateway, channel: context.channel)
        let respond = { @Sendable in
            let order = try await OrderForm.order(in: body)
            return try await controller.response(to: order, options, from: caller)
        }
        guard body.count > GatewayResponder.smallBytes else { return try await respond() }
        return try await memory.withBytes(body.count * GatewayResponder.copies) {
            try await respond()
        }
    }
}

extension GatewayError {
    /// What a client is told of whatever went wrong.
    fileprivate init(of error: any Error) {
        switch error {
        case let error as GatewayError: self = error
        case let error as BodyError: self.init(error)
        case let error as ForbiddenAccounts: self.init(error)
        case let error as UnrecordedAnswer: self.init(error)
        case let error as LedgerError: self.init(error)
        case is ChannelError, is IOError: self = .clientGone
        case is CancellationError:
            self.init(
                status: 503, kind: .unavailable, code: "shutting_down",
                message: "the gateway is shutting down, and nothing was sent; try again",
                retry: .after(seconds: GatewayError.secondsUntilLedger))
        default:
            self.init(
                status: 500, kind: .unavailable, code: "internal_error",
                message: "the gateway could not carry out the request; its log says why")
        }
    }
}
