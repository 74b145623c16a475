import NIOCore
import NIOPosix
import Synchronization

/// A server of plain TCP that behaves exactly as badly as a test wants it to.
///
/// Its connections are tasks on ``SpareThreads``; its event loops are those that all tests of the
/// process share.
package final class RawServer: Sendable {
    private struct Log {
        var connections = 0
        var requests: [HTTPMessage] = []
        var bytesSent = 0
    }

    package let port: Int
    private let log: LogBox

    /// Connections that were taken up, ended ones too.
    package var connections: Int { log.state.withLock { $0.connections } }
    /// The requests that were read to their end, in order.
    package var requests: [HTTPMessage] { log.state.withLock { $0.requests } }
    /// Bytes that the other side took, or that the system holds for it.
    package var bytesSent: Int { log.state.withLock { $0.bytesSent } }
    package var url: String { "http://127.0.0.1:\(port)" }

    private final class LogBox: Sendable {
        let state = Mutex(Log())
    }

    private let serving: Task<Void, any Error>

    private init(port: Int, log: LogBox, serving: Task<Void, any Error>) {
        self.port = port
        self.log = log
        self.serving = serving
    }

    deinit { serving.cancel() }

    /// Starts a server on a free port of this machine, for as long as the value lives.
    package static func start(_ behaviour: Behaviour) async throws -> RawServer {
        let log = LogBox()
        let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.backlog, value: 64)
            .bind(host: "127.0.0.1", port: 0) { channel in
                log.state.withLock { $0.connections += 1 }
                return RawConnection.wrap(channel)
            }
        let serving = Task(executorPreference: SpareThreads.shared) {
            try await serve(listener, behaviour, log)
        }
        return RawServer(
            port: listener.channel.localAddress?.port ?? 0, log: log, serving: serving)
    }

    /// Runs a server for as long as `body` takes, and waits until it has ended.
    package static func run<Value>(
        _ behaviour: Behaviour,
        _ body: nonisolated(nonsending) (RawServer) async throws -> Value
    ) async throws -> Value {
        let server = try await start(behaviour)
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(server))
        } catch {
            result = .failure(error)
        }
        server.serving.cancel()
        _ = await server.serving.result
        return try result.get()
    }

    private static func serve(
        _ listener: NIOAsyncChannel<RawConnection.RawChannel, Never>, _ behaviour: Behaviour,
        _ log: LogBox
    ) async throws {
        try await listener.executeThenClose { connections in
            try await withThrowingDiscardingTaskGroup { group in
                for try await connection in connections {
                    group.addTask {
                        // A client that goes away is no failure of the server.
                        try? await RawConnection.run(
                            connection,
                            arrived: { request in
                                log.state.withLock { $0.requests.append(request) }
                            },
                            sent: { count in log.state.withLock { $0.bytesSent += count } },
                            { try await behaviour.serve($0) })
                    }
                }
            }
        }
    }
}
