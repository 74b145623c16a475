package import Accounting
import AsyncHTTPClient
import NIOCore
import NIOHTTP1

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

    private init(endpoint: ProviderEndpoint, key: APIKey) {
        self.endpoint = endpoint
        self.key = key
        let longest = ProviderClient.longestSubmitTimeout
        submitting = HTTPTransport(
            endpoint: endpoint, reusesConnections: false, idleTimeout: TimeAmount(longest))
        polling = HTTPTransport(
            endpoint: endpoint, reusesConnections: true, idleTimeout: .seconds(30))
    }

    /// Lends a client to `body`, and closes its connections when that ends, however it ends.
    package nonisolated(nonsending) static func withClient<R, E: Error>(
        endpoint: ProviderEndpoint, key: APIKey,
        body: nonisolated(nonsending) (ProviderClient) async throws(E) -> R
    ) async throws(E) -> R {
        let client = ProviderClient(endpoint: endpoint, key: key)
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
        -> SubmitOutcome
    {
        let body = OutgoingBody(bytes: request.body)
        var post = HTTPClientRequest(url: endpoint.baseURL + ProviderClient.path)
        post.method = .POST
        post.headers.add(name: "Content-Type", value: "application/json")
        post.headers.add(name: "X-Client-Request-Id", value: id.description)
        post.headers.add(name: "Connection", value: "close")
        post.body = .stream(body, length: .known(Int64(body.bytes.count)))
        let exchange = await exchange(post, over: submitting, gate: body.gate, timeout: timeout)
        return SubmitClassification.outcome(
            of: exchange, by: Redaction(key: key, request: request))
    }

    package func poll(_ generationID: String, timeout: Duration) async -> PollOutcome {
        let exchange = await ask(.generation(generationID), timeout: timeout)
        return PollClassification.outcome(of: exchange, by: redaction)
    }

    /// What hides the key in an answer to a question.
    var redaction: Redaction { Redaction(key: key) }

    /// Asks once.
    func ask(_ question: Question, timeout: Duration) async -> Exchange {
        var get = HTTPClientRequest(url: endpoint.baseURL + question.target)
        if let etag = question.etag { get.headers.add(name: "If-None-Match", value: etag) }
        return await exchange(
            get, over: polling, gate: nil, needsKey: question.needsKey,
            longestBody: question.longestBody, timeout: timeout)
    }

    private static let path = "/v2/video/generations"

    private func exchange(
        _ request: HTTPClientRequest, over transport: HTTPTransport, gate: OutgoingBody.Gate?,
        needsKey: Bool = true, longestBody: Int = HTTPAnswer.longestBody, timeout: Duration
    ) async -> Exchange {
        guard key.isSendable || !needsKey else {
            return .failed(TransportFailure(.key, host: endpoint.authority), bodyStarted: false)
        }
        var request = request
        if needsKey {
            key.withText { request.headers.add(name: "Authorization", value: "Bearer \($0)") }
        }
        request.headers.add(name: "Accept", value: "application/json")
        request.headers.add(name: "User-Agent", value: "bursar")
        return await transport.exchange(
            request, gate: gate, longestBody: longestBody, timeout: timeout)
    }
}

extension ProviderClient {
    /// How long a submit may take: a minute, and a second for every 256 KiB of its body.
    ///
    /// Never more than ``longestSubmitTimeout``: recovery takes what is older than its own for lost.
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
    package var description: String { "ProviderClient(\(endpoint.baseURL))" }

    /// The endpoint alone: a dump of the HTTP client reaches requests in flight, and their headers.
    package var customMirror: Mirror { Mirror(self, children: ["endpoint": endpoint.baseURL]) }
}
