import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// Puts a ``SandboxProvider`` on a TCP port, faults of the wire included.
///
///     let server = SandboxServer(provider: provider, host: "127.0.0.1", port: 0)
///     try await server.run { port in print("listening on \(port)") }
package struct SandboxServer: Sendable {
    package let provider: SandboxProvider
    package let host: String
    /// 0 takes a free one.
    package let port: Int
    /// Gets one line per request.
    package let onRequest: (@Sendable (String) -> Void)?

    package init(
        provider: SandboxProvider, host: String = "127.0.0.1", port: Int,
        onRequest: (@Sendable (String) -> Void)? = nil
    ) {
        self.provider = provider
        self.host = host
        self.port = port
        self.onRequest = onRequest
    }

    /// Serves until the task is cancelled; open connections, hanging ones too, are then cut.
    ///
    /// - Parameter onReady: called once, with the port that was bound.
    /// - Throws: ``SandboxServerError`` when the address cannot be bound.
    package func run(onReady: @escaping @Sendable (Int) async -> Void) async throws {
        let application = Application(
            responder: SandboxResponder(
                provider: provider, uploadLimitBytes: provider.options.uploadLimitBytes,
                onRequest: onRequest),
            server: HTTPServerBuilder { responder in
                HeldChannel(
                    base: HTTP1Channel(
                        responder: responder,
                        configuration: .init(additionalChannelHandlers: [DateHandler()])))
            },
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port), serverName: nil, backlog: 1024),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? port) },
            logger: SandboxServer.quietLogger)
        do {
            try await application.run()
        } catch let error as IOError {
            throw SandboxServerError(host: host, port: port, errorNumber: error.errnoCode)
        } catch {
            if Task.isCancelled { return }
            throw error
        }
    }

    /// The frameworks beneath stay silent: a broken connection is what was asked for.
    private static var quietLogger: Logger {
        var logger = Logger(label: "sandbox")
        logger.logLevel = .critical
        return logger
    }
}
