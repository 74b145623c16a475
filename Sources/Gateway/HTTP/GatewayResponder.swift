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
    let keys: KeyCheck
    let intake: BodyIntake
    /// Of what anybody may send.
    let forms: BodyIntake
    let commands: BodyIntake
    let memory = MemoryBudget(bytes: GatewayResponder.memoryBytes)

    /// What all large bodies may take together while they are read, priced and sent.
    private static let memoryBytes = 256 << 20

    init(_ gateway: Gateway) {
        self.gateway = gateway
        check = RequestCheck(
            hosts: HostNames(bound: gateway.options.host, others: gateway.options.allowedHosts))
        keys = KeyCheck(
            ledger: gateway.meter.ledger, onlyKey: gateway.options.onlyKey, sessions: Sessions())
        intake = BodyIntake(folder: gateway.options.spoolFolder)
        forms = BodyIntake(
            folder: gateway.options.spoolFolder, limits: SignInController.limits)
        commands = BodyIntake(
            folder: gateway.options.spoolFolder, limits: CommandsController.limits)
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
        case .newSubmission:
            return try await newSubmission(request, caller, context)
        case .commands:
            try ClientOptions.refuse(in: head.headerFields)
            let body = try await received(request, context, by: commands).bytes()
            return try await CommandsController(
                gateway: gateway, caller: caller, channel: context.channel
            ).response(to: body)
        case .generations:
            let id = QueryItems(target.query)["generation_id"]
            return try await PollController(gateway: gateway).response(to: id, from: caller)
        case .passing(let path, let showsAccount):
            return try await PassController(gateway: gateway).response(
                to: path, target.query, showsAccount: showsAccount, from: caller)
        case .report, .budgets, .submissions, .submission:
            try ClientOptions.refuse(in: head.headerFields)
            let accounts = AccountsController(
                gateway: gateway, caller: caller, channel: context.channel)
            return try await accounts.response(at: path, target.query)
        case .dashboard:
            return try await gateway.pages.run(for: caller, on: context.channel) {
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
