import Accounting
import Provider
import TestSupport
import Testing

/// The books on the wire: real sockets, and servers that misbehave.
@Suite(.inRealTime, .timeLimit(.minutes(5))) struct BooksTransportTests {
    static let start = Instant("2026-08-17T00:00:00Z")!
    static let end = Instant("2026-08-18T00:00:00Z")!
    static let patience = Duration.seconds(120)

    static func ask<Value: Sendable>(
        at url: String, key: APIKey = Answers.key,
        _ question: nonisolated(nonsending) (ProviderClient) async -> Value
    ) async throws -> Value {
        let endpoint = try ProviderEndpoint(parsing: url)
        return await ProviderClient.withClient(endpoint: endpoint, key: key) { client in
            await question(client)
        }
    }

    static func headers(_ server: RawServer) -> Set<String> {
        [
            "host: 127.0.0.1:\(server.port)", "accept: application/json",
            "accept-encoding: identity",
            "user-agent: bursar",
        ]
    }

    static let authorization: Set = ["authorization: bearer sk-0123456789abcdef"]

    @Test func theBillIsAskedForExactlyLikeThis() async throws {
        let body = #"{"data":[],"pagination":{"next_cursor":"n=","has_more":true}}"#
        try await RawServer.run(.reply(HTTPMessage.answer("200 OK", body))) { server in
            let outcome = try await Self.ask(at: server.url) {
                await $0.transactions(
                    from: Self.start, to: Self.end, cursor: "c=", limit: 100,
                    timeout: Self.patience)
            }
            #expect(
                outcome
                    == .answer(BillPage(lines: [], nextCursor: "n=", hasMore: true, failures: [])))
            let request = try #require(server.requests.first)
            #expect(
                request.startLine
                    == "GET /v2/billing/transactions?from=2026-08-17T00%3A00%3A00.000Z"
                    + "&to=2026-08-18T00%3A00%3A00.000Z&limit=100&cursor=c%3D HTTP/1.1")
            #expect(Set(request.headerLines) == Self.headers(server).union(Self.authorization))
        }
    }

    @Test(arguments: [
        (0, "", false), (299, "", false), (-299, "", false), (400, "", true), (-400, "", true),
        // A cache on the way has kept it: it is the date of another answer.
        (86_400, "Age: 86400\r\n", false), (86_400, "Age: 0\r\n", true),
    ])
    func anyAnswerMayContradictOurClock(ahead: Int, header: String, isDoubted: Bool) async throws {
        let theirs = Instant("2026-08-17T10:00:00Z")!
        let body = #"{"current_balance":1,"currency":"USD"}"#
        let reply = HTTPMessage.answer(
            "200 OK", body, "Date: Mon, 17 Aug 2026 10:00:00 GMT\r\n" + header)
        try await RawServer.run(.reply(reply)) { server in
            let endpoint = try ProviderEndpoint(parsing: server.url)
            let doubt = await ProviderClient.withClient(
                endpoint: endpoint, key: Answers.key,
                now: { theirs.advanced(bySeconds: ahead) }
            ) { client in
                _ = await client.balance(timeout: Self.patience)
                return client.clockDoubt
            }
            #expect((doubt != nil) == isDoubted)
        }
    }

    @Test func theOtherBooksAreRead() async throws {
        let log = #"{"data":[],"pagination":{"total":0,"has_more":false}}"#
        try await RawServer.run(.reply(HTTPMessage.answer("200 OK", log))) { server in
            let outcome = try await Self.ask(at: server.url) {
                await $0.logs(
                    from: Self.start, to: Self.end, offset: 0, limit: 100, timeout: Self.patience)
            }
            #expect(
                outcome == .answer(LogPage(rows: [], hasMore: false, failures: [])))
        }
        let balance = #"{"current_balance":-1.5,"currency":"USD"}"#
        try await RawServer.run(.reply(HTTPMessage.answer("200 OK", balance))) { server in
            let outcome = try await Self.ask(at: server.url) {
                await $0.balance(timeout: Self.patience)
            }
            #expect(outcome == .answer(USD(nanos: -1_500_000_000)))
        }
        let key = HTTPMessage.answer(
            "200 OK", #"{"data":{"disabled":true}}"#, "Date: Mon, 17 Aug 2026 10:00:00 GMT\r\n")
        try await RawServer.run(.reply(key)) { server in
            let outcome = try await Self.ask(at: server.url) {
                await $0.keyLimit(timeout: Self.patience)
            }
            #expect(
                outcome
                    == .answer(
                        KeyLimit(
                            retention: nil, threshold: nil, isDisabled: true,
                            date: Instant("2026-08-17T10:00:00Z")!)))
        }
    }

    @Test(arguments: [Answers.key, APIKey("")])
    func thePublicCatalogueIsAskedForWithoutTheKey(key: APIKey) async throws {
        let reply = HTTPMessage.answer(
            "200 OK", #"{"data":[{"id":"a"}]}"#, "ETag: W/\"1\"\r\n")
        try await RawServer.run(.reply(reply)) { server in
            let outcome = try await Self.ask(at: server.url, key: key) {
                await $0.catalogue(etag: nil, timeout: Self.patience)
            }
            #expect(
                outcome
                    == .answer(
                        CatalogueAnswer(etag: "W/\"1\"", entries: [CatalogueEntry(id: "a")])))
            let request = try #require(server.requests.first)
            #expect(request.startLine == "GET /v1/models?include=pricing HTTP/1.1")
            #expect(Set(request.headerLines) == Self.headers(server))
        }
    }

    @Test func aCatalogueThatHasNotChangedIsNotReadAgain() async throws {
        let reply = "HTTP/1.1 304 Not Modified\r\nETag: W/\"1\"\r\n\r\n"
        try await RawServer.run(.reply(reply)) { server in
            let outcome = try await Self.ask(at: server.url) {
                await $0.catalogue(etag: "W/\"1\"", timeout: Self.patience)
            }
            #expect(outcome == .notModified)
            #expect(
                Set(server.requests.first?.headerLines ?? [])
                    == Self.headers(server).union(["if-none-match: w/\"1\""]))
        }
    }

    /// One byte over the bound of a question is too much; a page of several MiB is not.
    @Test(arguments: [
        (1 << 20, true, true, true), ((1 << 20) + 1, false, true, true),
        (4 << 20, false, true, true), ((4 << 20) + 1, false, false, true),
        (16 << 20, false, false, true), ((16 << 20) + 1, false, false, false),
    ])
    func everyQuestionHasItsOwnBound(bytes: Int, balance: Bool, page: Bool, catalogue: Bool)
        async throws
    {
        let frame = #"{"data":[],"current_balance":1,"currency":"USD"}"#
        let body = frame + String(repeating: " ", count: bytes - frame.utf8.count)
        try await RawServer.run(.reply(HTTPMessage.answer("200 OK", body))) { server in
            let read = try await Self.ask(at: server.url) { books in
                [
                    Self.isAnswer(await books.balance(timeout: Self.patience)),
                    Self.isAnswer(
                        await books.transactions(
                            from: Self.start, to: Self.end, cursor: nil, limit: 100,
                            timeout: Self.patience)),
                    Self.isAnswer(await books.catalogue(etag: nil, timeout: Self.patience)),
                ]
            }
            #expect(read == [balance, page, catalogue])
        }
    }

    private static func isAnswer<Value>(_ outcome: BooksOutcome<Value>) -> Bool {
        if case .answer = outcome { true } else { false }
    }

    @Test(arguments: [
        (RawServer.Behaviour.silence, "timeout", 1), (.drip, "unreadable_answer", 5),
        (.cut(), "connection_closed", 120), (.reset, "connection_closed", 120),
        (.flood(bytes: 100_000_000, withLength: true), "unreadable_answer", 120),
        (
            .cut(after: "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"),
            "unreadable_answer", 120
        ),
        (.reply(HTTPMessage.answer("503 Busy", "", "Retry-After: 7\r\n")), "http_503", 120),
    ])
    func anyFailureIsUnavailable(behaviour: RawServer.Behaviour, name: String, seconds: Int)
        async throws
    {
        try await RawServer.run(behaviour) { server in
            let outcome = try await Self.ask(at: server.url) {
                await $0.balance(timeout: .seconds(seconds))
            }
            guard case .unavailable(let fault, let pause) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(fault.name == name)
            #expect(pause == (name == "http_503" ? 7 : nil))
            #expect(server.connections == 1)
        }
    }

    @Test func aRedirectIsNotFollowed() async throws {
        let reply = HTTPMessage.answer("307 Elsewhere", "", "Location: /v1/models\r\n")
        try await RawServer.run(.reply(reply)) { server in
            let outcome = try await Self.ask(at: server.url) {
                await $0.catalogue(etag: "\"1\"", timeout: Self.patience)
            }
            guard case .rejected(status: 307, _) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(server.requests.count == 1)
        }
    }

    @Test func aKeyThatNoHeaderCarriesIsNotSent() async throws {
        try await RawServer.run(.silence) { server in
            let outcome = try await Self.ask(at: server.url, key: APIKey("a\r\nb")) {
                await $0.keyLimit(timeout: Self.patience)
            }
            guard case .unavailable(let fault, nil) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(fault.name == "bad_key")
            #expect(server.connections == 0)
        }
    }
}
