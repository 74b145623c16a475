import LosslessJSON
import Provider
import Text
import Transport

/// Asks a gateway on behalf of a command, and says in words what went wrong.
struct GatewayClient: Sendable {
    let address: GatewayAddress
    private let transport: HTTPTransport

    /// The longest document that is read: that of a dry run, or of a submission with its history.
    private static let longestDocument = 16 << 20

    /// Lends a client to `body`, and closes its connections when that ends, however it ends.
    static func with<Result: Sendable>(
        _ address: GatewayAddress, in context: CommandContext,
        _ body: @Sendable (GatewayClient) async throws -> Result
    ) async throws -> Result {
        if let warning = address.warning { context.note("warning: \(warning)") }
        // A POST must not be lost on a connection that the other side had given up.
        let transport = HTTPTransport(
            reusesConnections: false, proxies: try context.settings().proxies)
        let result: Result
        do {
            result = try await body(GatewayClient(address: address, transport: transport))
        } catch {
            await transport.shutdown()
            throw error
        }
        await transport.shutdown()
        return result
    }

    func get(_ path: String, timeout: Duration = .seconds(60)) async -> Exchange {
        await exchange(request(.get, path), timeout: timeout)
    }

    /// - Parameter receiver: as of ``HTTPTransport/exchange(_:timeout:receiver:)``.
    func post(
        _ document: JSON, to path: String, headers: [HTTPHeader] = [], timeout: Duration,
        receiver: PartReceiver? = nil
    ) async -> Exchange {
        var request = request(.post, path, body: Array(document.compactText.utf8))
        request.add("Content-Type", "application/json")
        for header in headers { request.add(header.name, header.value) }
        return await transport.exchange(request, timeout: timeout, receiver: receiver)
    }

    private func request(_ method: HTTPRequest.Method, _ path: String, body: [UInt8]? = nil)
        -> HTTPRequest
    {
        var request = HTTPRequest(
            method, address.endpoint.baseURL + path, at: address.endpoint.peer, body: body,
            longestBody: GatewayClient.longestDocument)
        address.key?.withText { request.add("Authorization", "Bearer \($0)") }
        request.add("User-Agent", "bursar")
        request.add("Connection", "close")
        return request
    }

    private func exchange(_ request: HTTPRequest, timeout: Duration) async -> Exchange {
        await transport.exchange(request, timeout: timeout)
    }
}

// MARK: - What went wrong

extension GatewayClient {
    /// It could not be asked: nothing reached it.
    ///
    /// - Parameter isQuestion: it was asked after something that was sent before.
    func unreachable(_ failure: TransportFailure, isQuestion: Bool = false) -> Failure {
        Failure(
            .ledger,
            "the gateway \(address.shown) cannot be reached: \(failure.reason)"
                + (isQuestion ? "" : "; nothing was sent")
                + ". Check \(GatewayAddress.variable), and that bursar serve runs there")
    }

    /// Its "no" to a command, in its own words.
    func refusal(_ answer: HTTPAnswer, isQuestion: Bool = false) -> Failure {
        let error = GatewayClient.document(answer)?["error"]
        guard let message = error?["message"]?.string, let code = error?["code"]?.string else {
            return Failure(
                answer.status >= 500 ? .ledger : .failed,
                "what answers at \(address.shown) is no gateway: HTTP \(answer.status), in another form than"
                    + " a gateway's; check"
                    + " \(GatewayAddress.variable)")
        }
        let text = Line.of(message, limit: 2000)
        switch answer.status {
        case 401:
            let what = address.key == nil ? "set" : "check"
            return Failure(
                .failed,
                "the gateway \(address.shown) refused it: \(GatewayClient.opening(of: text)); \(what)"
                    + " \(GatewayAddress.keyVariable) (a token of bursar keys create"
                    + (isQuestion ? ")" : "; nothing was sent)"))
        case 503: return Failure(.ledger, "the gateway \(address.shown) says: \(text)")
        case 404 where ["unknown_path", "unmetered_path"].contains(code):
            return Failure(
                .failed,
                "the gateway \(address.shown) has nothing for commands at this address: write"
                    + " \(GatewayAddress.variable) without a path; else it is of an older version (nothing"
                    + " was sent)")
        default: return Failure(.failed, text)
        }
    }

    /// The JSON object of an answer; nil for any other body.
    static func document(_ answer: HTTPAnswer) -> JSON? {
        guard case .complete(let bytes) = answer.body, let json = try? JSON(parsing: bytes),
            json.members != nil
        else { return nil }
        return json
    }

    /// A message up to what it says about how to send a key: that is of HTTP, and here of a variable.
    private static func opening(of message: String) -> String {
        message.split(separator: ";").first.map(String.init) ?? message
    }
}
