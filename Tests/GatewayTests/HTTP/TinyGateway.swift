import Foundation
import HTTPTypes
import Hummingbird
import Logging
import LosslessJSON
import NIOCore
import Synchronization
import TestSupport

@testable import Gateway

/// The parts of the gateway that read requests, with nothing behind them: submissions are written
/// down and answered, what is only read is an empty object, and the metrics are 32 MiB.
struct TinyGateway: HTTPResponder {
    let submissions = Submissions()
    let check = RequestCheck(hosts: HostNames(bound: "127.0.0.1"))
    let intake: BodyIntake
    private static let metrics = ByteBuffer(repeating: 0x6D, count: 32 << 20)

    /// What would have been sent upstream.
    final class Submissions: Sendable {
        private let bodies = Mutex<[[UInt8]]>([])

        var all: [[UInt8]] { bodies.withLock { $0 } }

        func add(_ body: [UInt8]) { bodies.withLock { $0.append(body) } }
    }

    struct Context: RequestContext {
        var coreContext: CoreRequestContextStorage
        let channel: any Channel

        init(source: ApplicationRequestContextSource) {
            coreContext = CoreRequestContextStorage(source: source)
            channel = source.channel
        }
    }

    func respond(to request: Request, context: Context) async throws -> Response {
        let head = request.head
        let target = RequestTarget(head.path ?? "")
        let path =
            target.map { GatewayPath(method: head.method.rawValue, target: $0) } ?? .malformed
        if let refusal = check.refusal(of: head, to: path) { return refusal.response }
        if path == .metrics {
            return Response(status: .ok, body: ResponseBody(byteBuffer: Self.metrics))
        }
        guard path == .generations, head.method == .post else { return answer("{}") }
        do {
            let length = head.headerFields[.contentLength].flatMap { Int($0) }
            let body = try await intake.receive(request.body, declaredLength: length) {
                ContinueSignal.send(over: context.channel)
            }
            let bytes = try await body.bytes()
            guard try JSON(parsing: bytes)["model"] != nil else {
                throw JSONError(kind: .unexpectedEnd, offset: 0)
            }
            submissions.add(bytes)
            return answer(#"{"id":"1","status":"queued"}"#)
        } catch let error as BodyError {
            return GatewayError(error).response
        } catch is JSONError {
            return GatewayError.malformed("the body is no JSON object").response
        }
    }

    private func answer(_ text: String) -> Response {
        Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

extension ServerLimits {
    /// For clients of tests that have to wait for the processor.
    static var patient: ServerLimits {
        var limits = ServerLimits()
        limits.linger = .seconds(60)
        return limits
    }
}

/// Runs a body with such a gateway on a free port.
func withTinyGateway<Value: Sendable>(
    limits: ServerLimits = .patient, bodies: BodyLimits = BodyLimits(),
    _ body: @Sendable (Int, TinyGateway) async throws -> Value
) async throws -> Value {
    let folder = try TemporaryFolder()
    let gateway = TinyGateway(intake: BodyIntake(folder: folder.url.path, limits: bodies))
    let (ports, ready) = AsyncStream.makeStream(of: Int.self)
    var logger = Logger(label: "tiny gateway")
    logger.logLevel = .critical
    let application = Application(
        responder: gateway, server: limits.server(),
        configuration: ApplicationConfiguration(
            address: .hostname("127.0.0.1", port: 0), serverName: nil,
            availableConnectionsDelegate: limits.connections(logger: logger)),
        onServerRunning: { ready.yield($0.localAddress?.port ?? 0) }, logger: logger)
    let serving = Task(executorPreference: SpareThreads.shared) {
        defer { ready.finish() }
        try await application.run()
    }
    defer { serving.cancel() }
    guard let port = await ports.first(where: { _ in true }) else {
        try await serving.value
        throw CancellationError()
    }
    return try await body(port, gateway)
}
