import NIOCore
import NIOPosix
import Synchronization

/// A client of plain TCP for servers of this machine: it sees resets, torn bodies and silence.
package struct RawClient: Sendable {
    package let port: Int

    package init(port: Int) { self.port = port }

    package enum End: Sendable, Equatable {
        /// The answer is whole.
        case complete
        /// The other side ended before.
        case closedEarly
        /// The connection was broken off, or there was none.
        case reset
        /// Nothing came for so long as the client waits, or its task was cancelled.
        case silent
    }

    package struct Reply: Sendable {
        package var answer = HTTPMessage()
        package var end = End.complete
    }

    /// Runs a body with a connection, and closes it.
    ///
    /// - Throws: when nobody listens on the port, and what the body throws.
    package func connect<Value>(
        _ body: (sending RawConnection) async throws -> sending Value
    ) async throws -> sending Value {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: port) { RawConnection.wrap($0) }
        return try await RawConnection.run(channel, body)
    }

    /// Sends one request, and reads until the answer is whole, the connection ends or is silent.
    ///
    /// - Parameters:
    ///   - headers: whole lines.
    ///   - silence: how long nothing may come.
    package func send(
        _ method: String, _ target: String, _ headers: String = "", body: String = "",
        silence: Duration = .seconds(60)
    ) async -> Reply {
        let request =
            "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\n\(headers)"
            + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
        let quiet = Quiet()
        return await withTaskGroup(of: Reply?.self) { group in
            group.addTask { await exchange(request, quiet) }
            group.addTask {
                await quiet.lasts(silence)
                return nil
            }
            var reply = Reply(end: .silent)
            for await end in group {
                if let end { reply = end }
                group.cancelAll()
            }
            return reply
        }
    }

    private func exchange(_ request: String, _ quiet: Quiet) async -> Reply {
        do {
            return try await connect { connection in
                var reply = Reply()
                do {
                    try await connection.send(request)
                    while !reply.answer.isWhole {
                        guard let bytes = try await connection.receive() else {
                            reply.end = Task.isCancelled ? .silent : .closedEarly
                            break
                        }
                        quiet.isBroken()
                        reply.answer.append(bytes)
                    }
                } catch {
                    reply.end = Task.isCancelled ? .silent : .reset
                }
                return reply
            }
        } catch {
            return Reply(end: .reset)
        }
    }
}

/// The time since the last byte came.
private final class Quiet: Sendable {
    private let start = Mutex(ContinuousClock.now)

    func isBroken() { start.withLock { $0 = .now } }

    /// Returns when nothing has come for so long, or the task is cancelled.
    func lasts(_ duration: Duration) async {
        while case let end = start.withLock({ $0 + duration }), end > .now {
            guard (try? await Task.sleep(until: end, clock: .continuous)) != nil else { return }
        }
    }
}
