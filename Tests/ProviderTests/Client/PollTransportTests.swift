import Accounting
import Provider
import TestSupport
import Testing

@Suite(.inRealTime, .timeLimit(.minutes(5))) struct PollTransportTests {
    static func poll(
        _ id: String, at url: String, timeout: Duration = .seconds(120)
    ) async throws -> PollOutcome {
        let endpoint = try ProviderEndpoint(parsing: url)
        return await ProviderClient.withClient(endpoint: endpoint, key: Answers.key) { client in
            await client.poll(id, timeout: timeout).outcome
        }
    }

    static func unavailable(_ outcome: PollOutcome) -> Fault? {
        if case .unavailable(let fault, _) = outcome { fault } else { nil }
    }

    @Test(arguments: [
        ("-Abc_1", "-Abc_1"),
        ("349865017168125:minimax/hailuo-2.3", "349865017168125%3Aminimax%2Fhailuo-2.3"),
        ("a b&c", "a%20b%26c"),
    ])
    func theRequestIsExactlyThis(id: String, encoded: String) async throws {
        let reply = HTTPMessage.answer("200 OK", #"{"id":"x","status":"generating"}"#)
        try await RawServer.run(.reply(reply)) { server in
            let outcome = try await Self.poll(id, at: server.url)
            #expect(outcome == .answer(Generation(id: "x", status: .running("generating"))))
            let request = try #require(server.requests.first)
            #expect(
                request.startLine == "GET /v2/video/generations?generation_id=\(encoded) HTTP/1.1")
            #expect(
                Set(request.headerLines) == [
                    "host: 127.0.0.1:\(server.port)", "authorization: bearer sk-0123456789abcdef",
                    "accept: application/json", "accept-encoding: identity", "user-agent: bursar",
                ])
        }
    }

    @Test func pollsShareAConnection() async throws {
        let reply = HTTPMessage.answer("200 OK", #"{"status":"queued"}"#)
        try await RawServer.run(.reply(reply)) { server in
            let endpoint = try ProviderEndpoint(parsing: server.url)
            await ProviderClient.withClient(endpoint: endpoint, key: Answers.key) { client in
                for _ in 0..<5 { _ = await client.poll("a", timeout: .seconds(30)) }
            }
            #expect(server.requests.count == 5)
            // An idle one may be given up on a busy machine.
            #expect(server.connections < 5)
        }
    }

    @Test(arguments: [
        (RawServer.Behaviour.silence, "timeout", 1), (.drip, "unreadable_answer", 5),
        (.cut(), "connection_closed", 120), (.reset, "connection_closed", 120),
        (.flood(bytes: 100_000_000, withLength: false), "unreadable_answer", 120),
        (
            .cut(after: "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"),
            "unreadable_answer", 120
        ),
        (.reply(HTTPMessage.answer("302 Found", "", "Location: /\r\n")), "http_302", 120),
    ])
    func anyFailureIsUnavailable(behaviour: RawServer.Behaviour, name: String, seconds: Int)
        async throws
    {
        try await RawServer.run(behaviour) { server in
            let outcome = try await Self.poll("a", at: server.url, timeout: .seconds(seconds))
            #expect(Self.unavailable(outcome)?.name == name, "\(outcome)")
            // An idle one may be given up on a busy machine.
            #expect(server.connections < 5)
        }
    }

    @Test func nobodyThereIsUnavailable() async throws {
        let outcome = try await withClosedPort { port in
            try await Self.poll("a", at: "http://127.0.0.1:\(port)")
        }
        #expect(Self.unavailable(outcome)?.name == "connection_refused", "\(outcome)")
    }
}
