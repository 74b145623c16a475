import Accounting
import Foundation
import Provider
import TestSupport
import Testing

/// What happens on the wire: real sockets, and servers that misbehave.
@Suite(.inRealTime, .timeLimit(.minutes(5))) struct SubmitTransportTests {
    static let id = SubmissionID("0193f0a0-0000-7000-8000-000000000001")!
    static let request = VideoRequest(model: "m", prompt: "p", mode: .std)
    static let okBody = #"{"id":"gen-1","status":"queued"}"#
    static let ok = HTTPMessage.answer("200 OK", okBody)

    static func submit(
        to url: String, _ request: VideoRequest = request, timeout: Duration = .seconds(120)
    ) async throws -> SubmitOutcome {
        let endpoint = try ProviderEndpoint(parsing: url)
        return await ProviderClient.withClient(endpoint: endpoint, key: Answers.key) { client in
            await client.submit(request, as: id, timeout: timeout).outcome
        }
    }

    static func notSent(_ outcome: SubmitOutcome) -> Fault? {
        if case .notSent(let fault) = outcome { fault } else { nil }
    }

    static func unknown(_ outcome: SubmitOutcome) -> Fault? {
        if case .unknown(let fault) = outcome { fault } else { nil }
    }

    @Test(arguments: ["000", "042", "099"])
    func anAnswerWithoutAStatusIsUnknownAndNoTrap(status: String) async throws {
        for body in ["", Self.okBody] {
            let text = HTTPMessage.answer("\(status) Nothing", body)
            try await RawServer.run(.reply(text)) { server in
                let outcome = try await Self.submit(to: "http://127.0.0.1:\(server.port)")
                #expect(Self.unknown(outcome) != nil, "\(outcome)")
                #expect(server.requests.count == 1)
            }
        }
    }

    // MARK: - Nothing was sent

    @Test func aRefusedConnectionSendsNothing() async throws {
        let outcome = try await withClosedPort { port in
            try await Self.submit(to: "http://127.0.0.1:\(port)")
        }
        let fault = Self.notSent(outcome)
        #expect(fault?.name == "connection_refused", "\(outcome)")
        #expect(fault?.message.contains("'127.0.0.1:") == true)
    }

    @Test func aNameThatDoesNotExistSendsNothing() async throws {
        let outcome = try await Self.submit(to: "http://nosuchhost.invalid")
        let fault = Self.notSent(outcome)
        #expect(fault?.name == "name_lookup_failed", "\(outcome)")
        #expect(fault?.message.contains("'nosuchhost.invalid'") == true)
    }

    @Test(arguments: ["HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", "\u{15}\u{3}junk"])
    func anAnswerToAHandshakeThatIsNotTLSSendsNothing(garbage: String) async throws {
        try await RawServer.run(.greet(garbage)) { server in
            let outcome = try await Self.submit(to: "https://127.0.0.1:\(server.port)")
            let fault = Self.notSent(outcome)
            #expect(fault?.name == "tls_failed", "\(outcome)")
            // The library's text names a file of its own source; a reader has no use for it.
            #expect(fault?.message.contains("/") == false, "\(outcome)")
            #expect(fault?.message.contains("OPENSSL") == false, "\(outcome)")
        }
    }

    @Test func aHandshakeThatNobodyAnswersSendsNothing() async throws {
        try await RawServer.run(.silence) { server in
            let outcome = try await Self.submit(
                to: "https://127.0.0.1:\(server.port)", timeout: .milliseconds(300))
            // Which of the two time-outs comes first depends on how busy the machine is.
            let name = Self.notSent(outcome)?.name
            #expect(name == "timeout" || name == "connect_timeout", "\(outcome)")
        }
    }

    @Test func aHandshakeThatIsClosedSendsNothing() async throws {
        try await RawServer.run(.resetAtFirstByte) { server in
            let outcome = try await Self.submit(to: "https://127.0.0.1:\(server.port)")
            #expect(Self.notSent(outcome) != nil, "\(outcome)")
        }
    }

    @Test func aKeyThatNoHeaderCarriesSendsNothing() async throws {
        try await RawServer.run(.reply(Self.ok)) { server in
            let endpoint = try ProviderEndpoint(parsing: server.url)
            let outcome = await ProviderClient.withClient(
                endpoint: endpoint, key: APIKey("sk-\u{7}secret")
            ) { client in
                await client.submit(Self.request, as: Self.id, timeout: .seconds(30)).outcome
            }
            #expect(Self.notSent(outcome)?.name == "bad_key")
            #expect(Self.notSent(outcome)?.message.contains("secret") == false)
            #expect(server.connections == 0)
        }
    }

    // MARK: - What the order says is not repeated

    static let secretive = VideoRequest(
        model: "m", imageURL: "data:image/png;base64,iVBORw0KGgoAAAANSUhEUg",
        videoURL: "https://media.example/dance.mp4?X-Sig=ffeeddccbbaa", prompt: "My wife dancing")

    @Test(arguments: ["400 Bad Request", "422 Unprocessable", "500 Oops", "409 Conflict", "200 OK"])
    func aProviderThatEchoesTheRequestIsNotQuoted(status: String) async throws {
        let request = String(decoding: Self.secretive.body, as: UTF8.self)
        let bodies = [
            #"{"error":{"name":"invalid","message":"cannot read \#(Self.inQuotes(request))"}}"#,
            #"{"error":\#(request),"message":"\#(Self.inQuotes(request))"}"#,
            "invalid request: \(request)",
        ]
        for body in bodies {
            try await RawServer.run(.reply(HTTPMessage.answer(status, body))) { server in
                let outcome = try await Self.submit(to: server.url, Self.secretive)
                var printed = ""
                dump(outcome, to: &printed)
                for secret in ["wife", "iVBOR", "ffeedd", "media.example"] {
                    #expect(!printed.contains(secret), "\(printed)")
                }
            }
        }
    }

    /// As a text inside a JSON document.
    static func inQuotes(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }

    // MARK: - It may be charged

    @Test func aConnectionThatClosesUnreadIsUnknownAndNotRepeated() async throws {
        try await RawServer.run(.reset) { server in
            let outcome = try await Self.submit(to: server.url)
            #expect(Self.unknown(outcome)?.name == "connection_closed", "\(outcome)")
            #expect(server.connections == 1)
        }
    }

    @Test func aConnectionThatClosesAtOnceIsNeverRepeated() async throws {
        try await RawServer.run(.closeAtOnce) { server in
            let outcome = try await Self.submit(to: server.url)
            // Whether the body was asked for first is a race; both answers are true.
            #expect(Self.unknown(outcome) != nil || Self.notSent(outcome) != nil, "\(outcome)")
            #expect(server.connections == 1)
        }
    }

    @Test(arguments: [
        "", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\n\r\n", "rubbish\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 32\r\n\r\n{\"id\":\"gen-1\"",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{\"id\":\"gen-1\"",
        "HTTP/1.1 100 Continue\r\n\r\n",
    ])
    func anAnswerThatBreaksOffIsUnknownAndNotRepeated(part: String) async throws {
        try await RawServer.run(.cut(after: part)) { server in
            let outcome = try await Self.submit(to: server.url)
            #expect(Self.unknown(outcome) != nil, "\(outcome)")
            #expect(server.connections == 1)
            #expect(server.requests.count == 1)
        }
    }

    @Test func aTornBodyIsAcceptedWhenTheHeaderNamesTheGeneration() async throws {
        let part =
            "HTTP/1.1 200 OK\r\nContent-Length: 90\r\nX-Inference-Id: gen-9\r\n"
            + "X-AIMLAPI-Credits-Used: 3900000\r\n\r\n{\"id\""
        try await RawServer.run(.cut(after: part)) { server in
            let outcome = try await Self.submit(to: server.url)
            #expect(
                outcome
                    == .accepted(
                        Generation(
                            id: "gen-9", status: .running("queued"),
                            headerUsage: Usage(usdText: nil, creditsText: "3900000"))))
        }
    }

    @Test func silenceIsUnknownWhenTheTimeIsOver() async throws {
        try await RawServer.run(.silence) { server in
            let outcome = try await Self.submit(to: server.url, timeout: .seconds(1))
            #expect(Self.unknown(outcome)?.name == "timeout", "\(outcome)")
            #expect(server.connections == 1)
        }
    }

    @Test func anAnswerThatDripsEndsWithTheTimeAndKeepsItsID() async throws {
        try await RawServer.run(.drip) { server in
            let outcome = try await Self.submit(to: server.url, timeout: .seconds(5))
            #expect(
                outcome == .accepted(Generation(id: "dripped", status: .running("queued"))))
        }
    }

    @Test func aCancelledSubmitIsUnknownAndNotLost() async throws {
        try await RawServer.run(.silence) { server in
            let url = server.url
            let task = Task(executorPreference: SpareThreads.shared) {
                try await Self.submit(to: url, timeout: .seconds(120))
            }
            try await eventually("the request is there") { server.requests.count == 1 }
            task.cancel()
            let outcome = try await task.value
            #expect(Self.unknown(outcome)?.name == "cancelled", "\(outcome)")
        }
    }

    @Test func aSubmitInACancelledTaskSendsNothing() async throws {
        try await RawServer.run(.reply(Self.ok)) { server in
            let url = server.url
            let task = Task(executorPreference: SpareThreads.shared) {
                await untilCancelled()
                return try await Self.submit(to: url)
            }
            task.cancel()
            let outcome = try await task.value
            // Either it was stopped in time, or it went out and the answer counts: never a guess.
            #expect(server.requests.isEmpty || Self.notSent(outcome) == nil, "\(outcome)")
        }
    }

    @Test(arguments: [true, false])
    func aHundredMegabytesAreNotRead(withLength: Bool) async throws {
        try await RawServer.run(.flood(bytes: 100_000_000, withLength: withLength)) { server in
            let outcome = try await Self.submit(to: server.url)
            #expect(Self.unknown(outcome)?.message.contains("1 MiB") == true, "\(outcome)")
            // What the sockets of both sides buffer comes on top of the one that was read.
            #expect(server.bytesSent < 50_000_000)
        }
    }

    @Test(arguments: ["301", "302", "303", "307", "308"])
    func aRedirectIsAnAnswerAndNotFollowed(status: String) async throws {
        try await RawServer.run(.reply(Self.ok)) { target in
            let head = "Location: \(target.url)/v2/video/generations\r\n"
            let reply = HTTPMessage.answer("\(status) Elsewhere", "", head)
            try await RawServer.run(.reply(reply)) { server in
                let outcome = try await Self.submit(to: server.url)
                #expect(Self.unknown(outcome)?.name == "http_\(status)", "\(outcome)")
                #expect(server.requests.count == 1)
                #expect(target.connections == 0)
            }
        }
    }

    // MARK: - The request itself

    @Test func theRequestIsExactlyThis() async throws {
        try await RawServer.run(.reply(Self.ok)) { server in
            let outcome = try await Self.submit(to: server.url + "/v2/")
            #expect(
                outcome == .accepted(Generation(id: "gen-1", status: .running("queued"))))
            let request = try #require(server.requests.first)
            let body = #"{"model":"m","prompt":"p","mode":"std"}"#
            #expect(request.startLine == "POST /v2/video/generations HTTP/1.1")
            #expect(request.content == body)
            #expect(
                Set(request.headerLines) == [
                    "host: 127.0.0.1:\(server.port)", "authorization: bearer sk-0123456789abcdef",
                    "content-type: application/json", "accept: application/json",
                    "accept-encoding: identity", "user-agent: bursar",
                    "x-client-request-id: \(Self.id)",
                    "connection: close", "content-length: \(body.utf8.count)",
                ])
        }
    }

    @Test func everyPOSTHasAConnectionOfItsOwn() async throws {
        try await RawServer.run(.reply(Self.ok)) { server in
            let endpoint = try ProviderEndpoint(parsing: server.url)
            await ProviderClient.withClient(endpoint: endpoint, key: Answers.key) { client in
                for _ in 0..<3 {
                    _ = await client.submit(Self.request, as: Self.id, timeout: .seconds(30))
                }
                await withTaskGroup { group in
                    for _ in 0..<20 {
                        group.addTask {
                            _ = await client.submit(
                                Self.request, as: Self.id, timeout: .seconds(30))
                        }
                    }
                }
            }
            #expect(server.connections == 23)
            #expect(server.requests.count == 23)
        }
    }

    @Test func aLargeBodyArrivesWhole() async throws {
        var request = Self.request
        request.videoURL = "data:video/mp4;base64," + String(repeating: "QUJD", count: 400_000)
        let body = String(decoding: request.body, as: UTF8.self)
        try await RawServer.run(.reply(Self.ok)) { server in
            let outcome = try await Self.submit(to: server.url, request)
            #expect(
                outcome == .accepted(Generation(id: "gen-1", status: .running("queued"))))
            #expect(server.requests.first?.content == body)
        }
    }

    @Test func aRefusalBeforeTheBodyIsReadIsARefusal() async throws {
        var request = Self.request
        request.videoURL = String(repeating: "x", count: 8_000_000)
        let early = HTTPMessage.answer("413 Too Large", #"{"message":"too large"}"#)
        try await RawServer.run(.replyToHead(early)) { server in
            let outcome = try await Self.submit(to: server.url, request)
            // Its reason may be lost with the rest of the upload; its status is not.
            guard case .refused(413, _) = outcome else { Issue.record("\(outcome)"); return }
        }
    }

    @Test func aClientThatWasClosedSendsNothing() async throws {
        try await RawServer.run(.reply(Self.ok)) { server in
            let endpoint = try ProviderEndpoint(parsing: server.url)
            let client = await ProviderClient.withClient(endpoint: endpoint, key: Answers.key) {
                $0
            }
            let outcome = await client.submit(
                Self.request, as: Self.id, timeout: .seconds(30)
            ).outcome
            #expect(Self.notSent(outcome) != nil, "\(outcome)")
            #expect(server.connections == 0)
        }
    }

    @Test func theClientIsClosedWhenItsUserThrows() async throws {
        struct Mishap: Error {}
        let endpoint = try ProviderEndpoint(parsing: "http://127.0.0.1:9")
        await #expect(throws: Mishap.self) {
            try await ProviderClient.withClient(endpoint: endpoint, key: Answers.key) { _ in
                throw Mishap()
            }
        }
    }
}
