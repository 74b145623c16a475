import Accounting
package import Transport

/// Carries messages over HTTP and through programs.
package struct LiveAlertTransport: AlertTransport {
    private let transport: HTTPTransport
    /// What programs get to see of the environment.
    private let environment: [String: String]

    /// Bytes of the longest answer that is read: nothing of it is needed.
    private static let longestAnswer = 64 << 10

    package init(transport: HTTPTransport, environment: [String: String]) {
        self.transport = transport
        self.environment = environment
    }

    package func send(_ outgoing: OutgoingMessage, timeout: Duration) async -> SendOutcome {
        switch outgoing {
        case .post(let url, let headers, let body):
            await post(body, headers, to: url, timeout: timeout)
        case .run(let arguments, let input):
            await ProgramRun(arguments: arguments, input: input, environment: environment)
                .sent(timeout: timeout)
        }
    }

    private func post(
        _ body: String, _ headers: [HTTPHeader], to url: Address, timeout: Duration
    ) async -> SendOutcome {
        var request = HTTPRequest(
            .post, url.url, at: Peer(authority: url.authority, isSecure: url.scheme == "https"),
            body: Array(body.utf8), longestBody: LiveAlertTransport.longestAnswer)
        for header in headers { request.add(header.name, header.value) }
        request.add("user-agent", "bursar")
        switch await transport.exchange(request, timeout: timeout) {
        case .failed(let failure, _):
            return SendOutcome(DeliveryVerdict(status: nil), reason: failure.reason)
        case .answered(let answer):
            let verdict = DeliveryVerdict(status: answer.status)
            return SendOutcome(
                verdict,
                reason: verdict == .delivered
                    ? "" : "'\(url.authority)' answered HTTP \(answer.status)",
                retryAfterSeconds: RetryAfter.seconds(in: answer.headers))
        }
    }
}
