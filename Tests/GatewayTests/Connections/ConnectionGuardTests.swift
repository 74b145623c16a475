import LosslessJSON
import TestSupport
import Testing

@testable import Gateway

@Suite("The end of a connection", .inRealTime, .timeLimit(.minutes(2)))
struct ConnectionGuardTests {
    /// What comes until the server ends its side; the client does not end its own.
    private func replies(
        to texts: [String], port: Int, silence: Duration = .seconds(60)
    ) async throws -> [String]? {
        try await withThrowingTaskGroup(of: [String]?.self) { group in
            group.addTask {
                try await RawClient(port: port).connect { connection in
                    var bytes: [UInt8] = []
                    for text in texts { try await connection.send(text) }
                    while let more = try await connection.receive() { bytes += more }
                    return String(decoding: bytes, as: UTF8.self)
                        .split(separator: "HTTP/1.1 ").map { String($0) }
                }
            }
            group.addTask {
                try? await Task.sleep(for: silence)
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }

    @Test func aConnectionIsKeptForTheNextRequest() async throws {
        try await withTinyGateway { port, gateway in
            let closing = RawRequest.get("/v1/models", "Connection: close\r\n")
            let answers = try await replies(
                to: [RawRequest.post(), RawRequest.get("/healthz"), closing], port: port)
            #expect(answers?.map { $0.prefix(3) } == ["200", "200", "200"])
            #expect(answers?.filter { $0.contains("connection: close") }.count == 1)
            #expect(gateway.submissions.all.count == 1)
        }
    }

    @Test func anAnswerBeforeTheEndOfARequestIsTheLast() async throws {
        try await withTinyGateway { port, gateway in
            let head = RawRequest.post("/v1/chat/completions", body: "{", length: 50_000_000)
            let answers = try await replies(to: [head, RawRequest.hidden], port: port)
            #expect(answers?.count == 1)
            #expect(answers?.first?.hasPrefix("404") == true)
            #expect(answers?.first?.contains("connection: close") == true)
            #expect(gateway.submissions.all.isEmpty)
        }
    }

    /// A client that sends first and reads then would see a reset instead of the answer.
    @Test func theAnswerReachesWhoIsStillSending() async throws {
        try await withTinyGateway { port, _ in
            let body = String(repeating: "a", count: 4 << 20)
            let reply = try await RawClient(port: port).connect { connection in
                try await connection.send(
                    RawRequest.post("/nowhere", body: body, length: body.utf8.count))
                var answer = HTTPMessage()
                while let more = try await connection.receive() { answer.append(more) }
                return answer
            }
            #expect(reply.status == 404 && reply.json["error"]?["code"] == "unmetered_path")
        }
    }

    @Test func whatIsNoLongerReadIsCutAfterAWhile() async throws {
        var limits = ServerLimits()
        limits.linger = .milliseconds(200)
        try await withTinyGateway(limits: limits) { port, _ in
            let start = ContinuousClock.now
            let error = await #expect(throws: (any Error).self) {
                try await RawClient(port: port).connect { connection in
                    try await connection.send(
                        RawRequest.post("/nowhere", body: "", length: 1 << 40))
                    while ContinuousClock.now - start < .seconds(15) {
                        try await connection.send(String(repeating: "a", count: 1000))
                        try await Task.sleep(for: .milliseconds(10))
                    }
                }
            }
            #expect(error != nil && ContinuousClock.now - start < .seconds(15))
        }
    }

    @Test func aClientOfHTTP10SeesTheEnd() async throws {
        try await withTinyGateway { port, _ in
            let answers = try await replies(
                to: ["GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n"], port: port)
            #expect(answers?.count == 1 && answers?.first?.hasPrefix("200") == true)
        }
    }

    @Test func anAnswerToHEADHasNoBody() async throws {
        try await withTinyGateway { port, _ in
            let head = "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n"
            let refused = "HEAD /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n"
            let answers = try await replies(
                to: [head, refused, RawRequest.get("/healthz", "Connection: close\r\n")],
                port: port)
            #expect(answers?.map { $0.prefix(3) } == ["200", "404", "200"])
            #expect(answers?.map { $0.hasSuffix("\r\n\r\n") } == [true, true, false])
        }
    }

    @Test func whoAsksWhetherToSendIsTold() async throws {
        try await withTinyGateway { port, gateway in
            let body = RawRequest.body
            try await RawClient(port: port).connect { connection in
                try await connection.send(
                    RawRequest.post(
                        "/v2/video/generations", "Expect: 100-continue\r\n", body: "",
                        length: body.utf8.count))
                let word = try #require(try await connection.receive())
                #expect(String(decoding: word, as: UTF8.self) == "HTTP/1.1 100 Continue\r\n\r\n")
                try await connection.send(body)
                var answer = HTTPMessage()
                while !answer.isWhole, let more = try await connection.receive() {
                    answer.append(more)
                }
                #expect(answer.status == 200)
            }
            #expect(gateway.submissions.all.count == 1)
        }
    }

    @Test func whoAsksAndIsRefusedSendsNothing() async throws {
        try await withTinyGateway { port, _ in
            let head = RawRequest.post(
                "/v2/video/generations", "Expect: 100-continue\r\n", body: "",
                length: 65 << 20)
            let answers = try await replies(to: [head], port: port)
            #expect(answers?.count == 1 && answers?.first?.hasPrefix("413") == true)
        }
    }

    @Test func anIdleConnectionIsEnded() async throws {
        var limits = ServerLimits()
        limits.idle = .milliseconds(200)
        try await withTinyGateway(limits: limits) { port, _ in
            for text in ["", "GET /healthz HTTP/1.1\r\nHost: loc", RawRequest.post(length: 900)] {
                let answers = try await replies(to: [text], port: port)
                #expect(answers != nil)
            }
        }
    }

    @Test func whoTakesNothingOfAnAnswerIsCut() async throws {
        var limits = ServerLimits()
        limits.stall = .milliseconds(100)
        try await withTinyGateway(limits: limits) { port, _ in
            let count = try await RawClient(port: port).connect { connection in
                try await connection.send(RawRequest.get("/metrics", "Connection: close\r\n"))
                try await Task.sleep(for: .seconds(3))
                return await received(by: connection)
            }
            #expect(count < 32 << 20)
        }
    }

    @Test func whoTakesALargeAnswerSlowlyGetsIt() async throws {
        var limits = ServerLimits()
        limits.stall = .seconds(6)
        try await withTinyGateway(limits: limits) { port, _ in
            let count = try await RawClient(port: port).connect { connection in
                try await connection.send(RawRequest.get("/metrics", "Connection: close\r\n"))
                // At 1 MiB in 300 ms, for longer than one that takes nothing is given.
                var count = 0
                for megabytes in 1...25 {
                    while count < megabytes << 20, let bytes = try await connection.receive() {
                        count += bytes.count
                    }
                    try await Task.sleep(for: .milliseconds(300))
                }
                return count + (await received(by: connection))
            }
            #expect(count > 32 << 20)
        }
    }

    /// How many bytes come until the connection ends or breaks.
    private func received(by connection: RawConnection) async -> Int {
        var count = 0
        while let bytes = try? await connection.receive() { count += bytes.count }
        return count
    }

    @Test func aSlowBodyIsRefused() async throws {
        var bodies = BodyLimits()
        bodies.grace = .milliseconds(200)
        try await withTinyGateway(bodies: bodies) { port, gateway in
            let answers = try await replies(to: [RawRequest.post(length: 900)], port: port)
            #expect(answers?.first?.hasPrefix("408") == true)
            #expect(gateway.submissions.all.isEmpty)
        }
    }

    @Test func aLargeBodyArrivesWhole() async throws {
        try await withTinyGateway { port, gateway in
            let body =
                #"{"model":"a","image_url":""# + String(repeating: "b", count: 9 << 20) + #""}"#
            let reply = await RawClient(port: port)
                .send("POST", "/v2/video/generations", body: body)
            #expect(reply.answer.status == 200)
            #expect(gateway.submissions.all == [Array(body.utf8)])
        }
    }
}
