import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Carries one request and brings back whatever comes, within one deadline.
///
/// Nothing is retried and no redirect is followed: what the first attempt met is the result. It has to
/// be shut down.
package struct HTTPTransport: Sendable {
    private let client: HTTPClient

    /// - Parameters:
    ///   - reusesConnections: False gives every request a fresh connection, so that no request can be
    ///     lost on one that the other side had already given up.
    ///   - idleTimeout: how long nothing may come or go.
    package init(reusesConnections: Bool, idleTimeout: Duration) {
        let idleTimeout = TimeAmount(idleTimeout)
        var configuration = HTTPClient.Configuration()
        configuration.httpVersion = .http1Only
        configuration.redirectConfiguration = .disallow
        configuration.decompression = .disabled
        configuration.timeout = HTTPClient.Configuration.Timeout(
            connect: .seconds(10), read: idleTimeout, write: idleTimeout)
        configuration.connectionPool.retryConnectionEstablishment = false
        // A pool must never make a request wait for another one.
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1024
        // Servers drop idle connections after five seconds or more: be the first to do so. Without
        // reuse the only idle connection is one whose request was cancelled while it came up.
        configuration.connectionPool.idleTimeout =
            reusesConnections ? .seconds(4) : .milliseconds(1)
        configuration.maximumUsesPerConnection = reusesConnections ? nil : 1
        configuration.http1_1ConnectionDebugInitializer = StatusGuard.install
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Closes the connections. A connection that is still coming up can be closed only when it is
    /// up, or has failed: that is not waited for beyond a second, or an interrupt would hang.
    package func shutdown() async {
        let (closed, signal) = AsyncStream.makeStream(of: Void.self)
        Task {
            // The only error is that it was shut down before.
            try? await client.shutdown()
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

    /// Sends the request once.
    ///
    /// - Parameter timeout: covers everything up to the last byte of the answer.
    package func exchange(_ request: HTTPRequest, timeout: Duration) async -> Exchange {
        await withTaskGroup(of: Exchange?.self) { group in
            group.addTask { await attempt(request) }
            group.addTask {
                try? await Task.sleep(for: timeout)
                return nil
            }
            // The sleeper loses or wins; what the attempt has to say counts in either case.
            var exchange: Exchange?
            var sleeperWon = false
            for await finished in group {
                if let finished { exchange = finished } else { sleeperWon = exchange == nil }
                group.cancelAll()
            }
            if sleeperWon, !Task.isCancelled,
                case .failed(let failure, let bodyStarted)? = exchange, failure.kind == .cancelled
            {
                return .failed(
                    TransportFailure(.deadline, host: request.peer.authority),
                    bodyStarted: bodyStarted)
            }
            return exchange!
        }
    }

    private func attempt(_ request: HTTPRequest) async -> Exchange {
        let body = request.body.map(OutgoingBody.init(bytes:))
        let response: HTTPClientResponse
        do {
            // No deadline of the client's own: it would not cover the body.
            response = try await client.execute(
                HTTPClientRequest(request, body: body), deadline: .distantFuture)
        } catch {
            let bodyStarted = body?.gate.shut() ?? false
            return .failed(
                TransportFailure(error, peer: request.peer, bodyStarted: bodyStarted),
                bodyStarted: bodyStarted)
        }
        var headers: [String: String] = [:]
        for header in response.headers {
            let name = header.name.lowercased()
            if headers[name] == nil { headers[name] = header.value }
        }
        return .answered(
            HTTPAnswer(
                status: Int(response.status.code), headers: headers,
                body: await HTTPTransport.read(response.body, upTo: request.longestBody),
                bodyLimit: request.longestBody))
    }

    private static func read(_ body: HTTPClientResponse.Body, upTo limit: Int) async
        -> HTTPAnswer.Body
    {
        var bytes: [UInt8] = []
        do {
            for try await part in body {
                guard bytes.count + part.readableBytes <= limit else {
                    return .tooLarge
                }
                bytes.append(contentsOf: part.readableBytesView)
            }
        } catch {
            return .cut
        }
        return .complete(bytes)
    }
}

extension HTTPClientRequest {
    fileprivate init(_ request: HTTPRequest, body: OutgoingBody?) {
        self.init(url: request.url)
        method = HTTPMethod(rawValue: request.method.rawValue)
        for header in request.headers { headers.add(name: header.name, value: header.value) }
        self.body = body.map { .stream($0, length: .known(Int64($0.bytes.count))) }
    }
}
