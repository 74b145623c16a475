import Foundation
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Transport
import UnixSignals

/// Why the gateway cannot listen.
package struct GatewayServerError: Error, Hashable, CustomStringConvertible {
    package let address: String
    package let errorNumber: Int32

    package var description: String {
        "cannot listen on \(address): \(String(cString: strerror(errorNumber)))"
    }
}

/// Puts a ``Gateway`` on a TCP port, and runs its rounds beside it.
///
///     try await GatewayServer(gateway).run { port in print("listening on \(port)") }
package struct GatewayServer: Sendable {
    private let gateway: Gateway
    private let limits: ServerLimits

    /// How long requests that were taken may last after the end was asked for: as long as the POST of the
    /// largest body.
    private static let longestShutdown = Duration.seconds(330)

    package init(_ gateway: Gateway, limits: ServerLimits = ServerLimits()) {
        self.gateway = gateway
        self.limits = limits
    }

    /// Serves until the task is cancelled or, gracefully, until a signal comes: no connection is taken any
    /// more, and what was sent is waited for and recorded.
    ///
    /// It ends as well when the name of the ledger stands for another file, as a copy that was moved
    /// there: this process has the old one open, where nothing may be recorded any more, and a new process
    /// opens the new one: a service manager starts it at once. A file that is missing ends nothing: a process
    /// that is started then would make a ledger without budgets in its place.
    ///
    /// - Parameters:
    ///   - stopsOnSignals: SIGTERM and SIGINT end it.
    ///   - onStopping: called once, when the end begins.
    ///   - onReady: called once, with the port that was bound.
    /// - Throws: ``GatewayServerError`` when the address cannot be bound; ``LedgerError`` of kind
    ///   `replaced`.
    package func run(
        stopsOnSignals: Bool, onStopping: @escaping @Sendable () -> Void = {},
        onReady: @escaping @Sendable (Int) async -> Void
    ) async throws {
        try await run(
            services(
                endingOn: stopsOnSignals ? [.sigterm, .sigint] : [], endsWhenReplaced: true,
                onStopping: onStopping, onReady: onReady))
    }

    /// Serves for as long as a body runs, and then ends gracefully. Where another file takes the place of
    /// the ledger it goes on, and answers with what is wrong: the body needs its words.
    ///
    /// - Parameter body: gets the port that was bound.
    /// - Throws: what the body throws; ``GatewayServerError`` when the address cannot be bound.
    package func run<Result: Sendable>(
        during body: @escaping @Sendable (_ port: Int) async throws -> Result
    ) async throws -> Result {
        let (ports, ready) = AsyncStream.makeStream(of: Int.self)
        let services = services(
            endingOn: [], endsWhenReplaced: false, onStopping: {}, onReady: { ready.yield($0) })
        async let serving: Void = {
            defer { ready.finish() }
            try await run(services)
        }()
        guard let port = await ports.first(where: { _ in true }) else {
            try await serving
            throw CancellationError()
        }
        do {
            let result = try await body(port)
            await services.triggerGracefulShutdown()
            do { try await serving } catch {
                gateway.logger.error("the end took too long", metadata: ["error": "\(error)"])
            }
            return result
        } catch {
            await services.triggerGracefulShutdown()
            try? await serving
            throw error
        }
    }

    private func services(
        endingOn signals: [UnixSignal], endsWhenReplaced: Bool,
        onStopping: @escaping @Sendable () -> Void, onReady: @escaping @Sendable (Int) async -> Void
    ) -> ServiceGroup {
        let options = gateway.options
        let deliveries = gateway.deliveries
        let tls = options.tls.map { files in
            { @Sendable [logger = gateway.logger] in files.context(noting: logger) }
        }
        let application = Application(
            responder: GatewayResponder(gateway),
            server: limits.server(tls: tls) { [DeliveryWatch(deliveries)] },
            configuration: ApplicationConfiguration(
                address: .hostname(options.host, port: options.port), serverName: nil,
                backlog: 1024, availableConnectionsDelegate: limits.connections(logger: quiet)),
            onServerRunning: { channel in
                await onReady(channel.localAddress?.port ?? options.port)
            }, logger: quiet)
        // They are ended one after the other, the last one first.
        var configuration = ServiceGroupConfiguration(
            services: [
                .init(service: DeliveriesService(deliveries: deliveries)),
                .init(
                    service: RoundsService(
                        rounds: gateway.rounds, endsWhenReplaced: endsWhenReplaced),
                    failureTerminationBehavior: .gracefullyShutdownGroup),
                .init(service: application), .init(service: EndService(note: onStopping)),
            ],
            gracefulShutdownSignals: signals, logger: quiet)
        configuration.maximumGracefulShutdownDuration = GatewayServer.longestShutdown
        return ServiceGroup(configuration: configuration)
    }

    private func run(_ services: ServiceGroup) async throws {
        let options = gateway.options
        do {
            try await services.run()
        } catch let error as IOError {
            throw GatewayServerError(
                address: "\(Authority(host: options.host, port: options.port))",
                errorNumber: error.errnoCode)
        } catch {
            if Task.isCancelled { return }
            throw error
        }
    }

    /// The frameworks beneath say nothing that the gateway's own lines do not.
    private var quiet: Logger {
        var logger = gateway.logger
        logger.logLevel = .critical
        return logger
    }
}

/// The rounds as a part that is started and stopped with the others.
private struct RoundsService: Service {
    let rounds: Rounds
    let endsWhenReplaced: Bool

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            try await rounds.run(endsWhenReplaced: endsWhenReplaced)
        }
    }
}

/// Notes at the end which answers were read.
private struct DeliveriesService: Service {
    let deliveries: Deliveries

    func run() async throws {
        try? await gracefulShutdown()
        await deliveries.finish()
    }
}

/// Says when the end begins.
private struct EndService: Service {
    let note: @Sendable () -> Void

    func run() async throws {
        try? await gracefulShutdown()
        note()
    }
}
