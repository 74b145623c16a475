package import Accounting
package import Transport

/// The AI/ML API over HTTP. Made and closed by ``withClient(endpoint:key:body:)``.
///
///     let endpoint = try ProviderEndpoint(parsing: "https://api.aimlapi.com")
///     let outcome = await ProviderClient.withClient(endpoint: endpoint, key: key) { client in
///         await client.submit(request, as: id, timeout: .seconds(60))
///     }
package struct ProviderClient: VideoProvider {
    private let endpoint: ProviderEndpoint
    private let key: APIKey
    private let submitting: HTTPTransport
    private let polling: HTTPTransport
    let clock: ProviderClock

    private init(
        endpoint: ProviderEndpoint, key: APIKey, proxies: ProxySettings,
        now: (@Sendable () -> Instant)?
    ) {
        clock = ProviderClock(now: now)
        self.endpoint = endpoint
        self.key = key
        redaction = Redaction(key: key, path: endpoint.path)
        submitting = HTTPTransport(
            reusesConnections: false, proxies: proxies)
        polling = HTTPTransport(
            reusesConnections: true, proxies: proxies)
    }

    /// Lends a client to `body`, and closes its connections when that ends, however it ends.
    ///
    /// - Parameters:
    ///   - proxies: what leads to it.
    ///   - now: our clock, for ``clockDoubt``; nil where that is not needed.
    package nonisolated(nonsending) static func withClient<R, E: Error>(
        endpoint: ProviderEndpoint, key: APIKey, proxies: ProxySettings = .none,
        now: (@Sendable () -> Instant)? = nil,
        body: nonisolated(nonsending) (ProviderClient) async throws(E) -> R
    ) async throws(E) -> R {
        let client = ProviderClient(endpoint: endpoint, key: key, proxies: proxies, now: now)
        let result: R
        do throws(E) {
            result = try await body(client)
        } catch {
            await client.shutdown()
            throw error
        }
        await client.shutdown()
        return result
    }

    private func shutdown() async {
        await submitting.shutdown()
        await polling.shutdown()
    }

    package func submit(_ request: VideoRequest, as id: SubmissionID, timeout: Duration) async
        -> Answered<SubmitOutcome>
    {
        let exchange = await send(
            request.body, to: ProviderClient.path, contentType: "application/json", as: id,
            timeout: timeout)
        return Answered(
            SubmitClassification.outcome(
                of: exchange, by: redaction.hiding(request)),
            HandedAnswer(exchange, by: redaction))
    }

    package func poll(_ generationID: String, timeout: Duration) async -> Answered<PollOutcome> {
        let exchange = await ask(.generation(generationID), timeout: timeout)
        return Answered(
            PollClassification.outcome(of: exchange, by: redaction),
            HandedAnswer(exchange, by: redaction))
    }

    /// Sends one POST over a connection of its own.
    func send(
        _ body: [UInt8], to path: String, contentType: String?, as id: SubmissionID? = nil,
        timeout: Duration
    ) async -> Exchange {
        var post = HTTPRequest(
            .post, endpoint.baseURL + path, at: endpoint.peer, body: body)
        if let contentType { post.add("Content-Type", contentType) }
        if let id { post.add("X-Client-Request-Id", id.description) }
        post.add("Connection", "close")
        return await exchange(post, over: submitting, timeout: timeout)
    }

    /// What hides the key in an answer to a question.
    let redaction: Redaction

    /// Asks once.
    func ask(_ question: Question, timeout: Duration) async -> Exchange {
        var get = HTTPRequest(
            .get, endpoint.baseURL + question.target, at: endpoint.peer,
            longestBody: question.longestBody)
        if let etag = question.etag { get.add("If-None-Match", etag) }
        return await exchange(get, over: polling, needsKey: question.needsKey, timeout: timeout)
    }

    private static let path = "/v2/video/generations"

    private func exchange(
        _ request: HTTPRequest, over transport: HTTPTransport, needsKey: Bool = true,
        timeout: Duration
    ) async -> Exchange {
        guard key.isSendable || !needsKey else {
            return .failed(TransportFailure(.key, host: endpoint.authority), bodyStarted: false)
        }
        var request = request
        if needsKey { key.withText { request.add("Authorization", "Bearer \($0)") } }
        request.add("Accept", "application/json")
        request.add("User-Agent", "bursar")
        let sent = request
        return await clock.during { await transport.exchange(sent, timeout: timeout) }
    }
}

extension ProviderClient {
    /// How long a submit may take: a minute, and a second for every 256 KiB of its body.
    ///
    /// Never more than ``longestSubmitTimeout``: recovery marks what is older than its own as unknown.
    package static func submitTimeout(bodyBytes: Int) -> Duration {
        let bytes = min(max(0, bodyBytes), largestBodyBytes)
        return .seconds(60 + (bytes + bytesPerSecond - 1) / bytesPerSecond)
    }

    /// The time for a body of 64 MiB, the largest that is submitted.
    package static let longestSubmitTimeout = Duration.seconds(
        60 + largestBodyBytes / bytesPerSecond)

    /// 64 MiB.
    package static let largestBodyBytes = 64 << 20
    private static let bytesPerSecond = 256 << 10
}

extension ProviderClient: CustomStringConvertible, CustomReflectable {
    package var description: String { "ProviderClient(\(endpoint.shown))" }

    /// The endpoint alone: a dump of the HTTP client reaches requests in flight, and their headers.
    package var customMirror: Mirror { Mirror(self, children: ["endpoint": endpoint.shown]) }
}
