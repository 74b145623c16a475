import HTTPTypes
import Hummingbird
import Metering

/// Requests with a body: what is read of it, and how much of all bodies is in memory at a time.
extension GatewayResponder {
    /// Bodies up to this size need not ask.
    private static let smallBytes = 1 << 20
    /// How often a body is in memory while it is read and sent: as bytes, as texts, as what is sent.
    private static let copies = 4

    func signing(
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

    func received(
        _ request: Request, _ context: GatewayContext, by intake: BodyIntake? = nil
    ) async throws -> ReceivedBody {
        try await (intake ?? self.intake).receive(
            request.body, declaredLength: request.headers[.contentLength].flatMap { Int($0) },
            onStart: { ContinueSignal.send(over: context.channel) })
    }

    func submission(_ request: Request, _ caller: Caller, _ context: GatewayContext)
        async throws -> Response
    {
        let options = try ClientOptions(request.headers)
        let body = try await received(request, context)
        let controller = SubmitController(gateway: gateway, channel: context.channel)
        let respond = { @Sendable in
            let order = try await OrderForm.order(in: body)
            return try await controller.response(to: order, options, from: caller)
        }
        return try await holding(body, respond)
    }

    /// An order with its accounting in one document.
    func newSubmission(_ request: Request, _ caller: Caller, _ context: GatewayContext)
        async throws -> Response
    {
        let headers = try ClientOptions(request.headers)
        let body = try await received(request, context)
        let controller = OrderController(
            gateway: gateway, channel: context.channel, caller: caller)
        return try await holding(body) {
            try await controller.response(to: try OrderDocument(await body.bytes(), headers))
        }
    }

    /// Carries out what reads a body into memory, when there is room for it.
    private func holding(
        _ body: ReceivedBody, _ respond: @escaping @Sendable () async throws -> Response
    ) async throws -> Response {
        guard body.count > GatewayResponder.smallBytes else { return try await respond() }
        return try await memory.withBytes(body.count * GatewayResponder.copies) {
            try await respond()
        }
    }
}
