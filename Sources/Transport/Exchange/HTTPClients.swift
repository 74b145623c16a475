import AsyncHTTPClient
import NIOCore
import NIOHTTPCompression
import Synchronization

/// The clients behind a transport: one for each route that was taken. They have to be shut down.
final class HTTPClients: Sendable {
    /// Bytes of the longest answer that is unpacked: above every ``HTTPRequest/longestBody``, which is watched
    /// besides.
    private static let longestUnpacked = 64 << 20

    private let reusesConnections: Bool
    /// Nil once they were shut down.
    private let clients = Mutex<[Route: HTTPClient]?>([:])

    init(reusesConnections: Bool) {
        self.reusesConnections = reusesConnections
    }

    /// - Throws: `HTTPClientError.alreadyShutdown`.
    func client(for route: Route) throws -> HTTPClient {
        try clients.withLock { clients in
            guard let known = clients else { throw HTTPClientError.alreadyShutdown }
            if let client = known[route] { return client }
            let client = HTTPClient(
                eventLoopGroupProvider: .singleton, configuration: configuration(for: route))
            clients?[route] = client
            return client
        }
    }

    private func configuration(for route: Route) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.httpVersion = .http1Only
        configuration.redirectConfiguration = .disallow
        // Asked for nothing of the kind, some servers and proxies pack their answers all the same. What is
        // longer unpacked than any answer that is read breaks off.
        configuration.decompression = .enabled(limit: .size(HTTPClients.longestUnpacked))
        // The deadline of an exchange covers reading and writing. A timer of the client's own would keep
        // each closed connection in memory until it fires.
        configuration.timeout = HTTPClient.Configuration.Timeout(
            connect: .seconds(10))
        configuration.connectionPool.retryConnectionEstablishment = false
        // A pool must never make a request wait for another one.
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1024
        // Servers drop idle connections after five seconds or more: ours are dropped before. Without
        // reuse the only idle connection is one whose request was cancelled while it came up.
        configuration.connectionPool.idleTimeout =
            reusesConnections ? .seconds(4) : .milliseconds(1)
        configuration.maximumUsesPerConnection = reusesConnections ? nil : 1
        route.apply(to: &configuration)
        return configuration
    }

    /// Waits a second at most for connections that are still coming up.
    func shutdown() async {
        let (closed, signal) = AsyncStream.makeStream(of: Void.self)
        let clients = clients.withLock { clients in
            defer { clients = nil }
            return Array((clients ?? [:]).values)
        }
        Task {
            // The only error is that it was shut down before.
            for client in clients { try? await client.shutdown() }
            signal.finish()
        }
        let patience = Task {
            try? await Task.sleep(for: .seconds(1))
            signal.finish()
        }
        // In a task of its own, because this one may be cancelled already.
        await Task { for await _ in closed {} }.value
        patience.cancel()
    }
}
