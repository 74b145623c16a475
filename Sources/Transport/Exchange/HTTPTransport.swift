import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import Text

/// Carries one request and brings back whatever comes, within one deadline.
///
/// Nothing is retried and no redirect is followed: what the first attempt met is the result. It has to
/// be shut down.
package struct HTTPTransport: Sendable {
    private let clients: HTTPClients
    private let proxies: ProxySettings

    /// - Parameters:
    ///   - reusesConnections: False gives every request a fresh connection, so that no request can be
    ///     lost on one that the other side had already given up.
    ///   - proxies: what leads where.
    package init(reusesConnections: Bool, proxies: ProxySettings) {
        clients = HTTPClients(reusesConnections: reusesConnections)
        self.proxies = proxies
    }

    /// Closes the connections. A connection that is still coming up can be closed only when it is
    /// up, or has failed: that is not waited for beyond a second, or an interrupt would hang.
    package func shutdown() async { await clients.shutdown() }

    /// Sends the request once.
    ///
    /// - Parameters:
    ///   - timeout: covers everything up to the last byte of the answer.
    ///   - receiver: takes the body of an answer that it is for, which is then complete and empty. Any other
    ///     is collected.
    package func exchange(
        _ request: HTTPRequest, timeout: Duration, receiver: PartReceiver? = nil
    ) async -> Exchange {
        let outcome = await Alarm.within(timeout) { await attempt(request, receiver) }
        // Whichever ends first, the outcome of the attempt counts.
        guard outcome.isLate, !Task.isCancelled,
            case .failed(let failure, let bodyStarted) = outcome.value, failure.kind == .cancelled
        else { return outcome.value }
        return .failed(
            TransportFailure(.deadline, host: request.peer.authority), bodyStarted: bodyStarted)
    }

    private func attempt(_ request: HTTPRequest, _ receiver: PartReceiver?) async -> Exchange {
        switch proxies.choice(for: request.peer) {
        case .direct, .excepted, .loopback: return await attempt(request, receiver, by: .direct)
        case .through(let proxy, _):
            return await attempt(request, receiver, by: Route(proxy, to: request.peer))
        case .unusable(let variable, let flaw):
            return .failed(
                TransportFailure(
                    .proxy, host: request.peer.authority, detail: "\(variable): \(flaw)"),
                bodyStarted: false)
        }
    }

    private func attempt(
        _ request: HTTPRequest, _ receiver: PartReceiver?, by route: Route
    ) async -> Exchange {
        let body = request.body.map(OutgoingBody.init(bytes:))
        let response: HTTPClientResponse
        do {
            // No deadline of the client's own: it would not cover the body.
            response = try await clients.client(for: route).execute(
                HTTPClientRequest(request, body: body, by: route), deadline: .distantFuture)
        } catch {
            let bodyStarted = body?.gate.shut() ?? false
            return .failed(
                TransportFailure(
                    error, peer: request.peer, by: route, bodyStarted: bodyStarted),
                bodyStarted: bodyStarted)
        }
        if case .forward(let proxy, _) = route, response.status == .proxyAuthenticationRequired {
            // The proxy answers this itself; nothing was sent to the peer.
            return .failed(
                TransportFailure(proxy: proxy, wantsUserFor: request.peer), bodyStarted: false)
        }
        var headers: [String: String] = [:]
        for header in response.headers {
            let name = header.name.lowercased()
            if headers[name] == nil { headers[name] = header.value }
        }
        let read =
            if let receiver, response.status == .ok, headers[receiver.header] != nil {
                await HTTPTransport.hand(response.body, to: receiver)
            } else {
                await HTTPTransport.read(response.body, upTo: request.longestBody)
            }
        return .answered(
            HTTPAnswer(
                status: Int(response.status.code), headers: headers,
                body: HTTPTransport.coding(in: headers).map { .coded($0) } ?? read,
                bodyLimit: request.longestBody))
    }

    /// What the body is still packed in: a coding that the HTTP client does not undo. Nil for none.
    private static func coding(in headers: [String: String]) -> String? {
        guard let coding = headers["content-encoding"]?.trimmed.lowercased(),
            !["", "identity", "gzip", "deflate"].contains(coding)
        else { return nil }
        return Line.of(coding)
    }

    private static func hand(_ body: HTTPClientResponse.Body, to receiver: PartReceiver) async
        -> HTTPAnswer.Body
    {
        do {
            for try await part in body {
                guard receiver.take(Array(part.readableBytesView)) else { break }
            }
        } catch {
            return .cut
        }
        return .complete([])
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
        } catch NIOHTTPDecompression.DecompressionError.limit {
            return .tooLarge
        } catch {
            return .cut
        }
        return .complete(bytes)
    }
}

extension HTTPClientRequest {
    fileprivate init(_ request: HTTPRequest, body: OutgoingBody?, by route: Route) {
        self.init(url: route.url(of: request.url))
        method = HTTPMethod(rawValue: request.method.rawValue)
        for header in request.headers { headers.add(name: header.name, value: header.value) }
        // Without it any coding is as good as none (RFC 9110, 12.5.3).
        headers.add(name: "Accept-Encoding", value: "identity")
        self.body = body.map { .stream($0, length: .known(Int64($0.bytes.count))) }
    }
}
