import Accounting
import Foundation
import LedgerStore
import LosslessJSON
import TestSupport
import Testing

@testable import Gateway

/// A browser shows a key once, and what it keeps opens pages and documents, and nothing else.
@Suite(.inRealTime, .timeLimit(.minutes(5))) struct SignInTests {
    private static func form(_ key: String, next: String = "/") -> String {
        "key=\(key.percentEncodedForTests)&next=\(next.percentEncodedForTests)"
    }

    private func signIn(
        _ gateway: RunningGateway, _ form: String, _ headers: [String: String] = [:]
    ) async -> HTTPMessage {
        await gateway.client.send(
            "POST", "/sign-in",
            (["Content-Type: application/x-www-form-urlencoded"]
                + headers.map { "\($0.key): \($0.value)" }).map { $0 + "\r\n" }.joined(),
            body: form
        ).answer
    }

    private func cookie(_ answer: HTTPMessage) throws -> [String: String] {
        let field = try #require(answer.header("set-cookie"))
        return ["Cookie": String(field.prefix { $0 != ";" })]
    }

    private func key(_ gateway: RunningGateway, _ name: Name = "root", isAdmin: Bool = true)
        async throws -> String
    {
        let grant = KeyGrant(name: name, project: nil, isAdmin: isAdmin, expiresAt: nil)
        return try await gateway.ledger.createKey(grant, at: gateway.clock.now).token.text
    }

    @Test func aKeyOpensThePagesUntilItSignsOut() async throws {
        try await RunningGateway.run { gateway in
            let key = try await key(gateway)
            let closed = await gateway.get("/")
            #expect(closed.status == 401 && closed.content.contains("name=\"key\""))
            #expect(!closed.content.contains("Budgets"))

            let answer = await signIn(gateway, Self.form(key))
            #expect(answer.status == 303 && answer.header("location") == "/")
            let field = try #require(answer.header("set-cookie"))
            #expect(field.contains("; HttpOnly; SameSite=Strict") && field.contains("; Path=/"))
            #expect(!field.contains(key))
            let cookie = try cookie(answer)
            let page = await gateway.get("/", cookie)
            #expect(page.status == 200 && page.content.contains("Sign out"))
            #expect(await gateway.get("/api/v1/report", cookie).status == 200)
            #expect(await gateway.get("/api/v1/submissions", cookie).status == 200)

            let out = await gateway.client.send(
                "POST", "/sign-out", "Cookie: \(cookie["Cookie"]!)\r\n", body: ""
            ).answer
            #expect(out.status == 303 && out.header("set-cookie")?.contains("Max-Age=0") == true)
            #expect(await gateway.get("/", cookie).status == 401)
        }
    }

    /// A page of another site could make a browser send a form: nothing that costs takes a cookie.
    @Test func aSessionOnlyReads() async throws {
        try await RunningGateway.run { gateway in
            let cookie = try cookie(await signIn(gateway, Self.form(try await key(gateway))))
            #expect(await gateway.post(RunningGateway.body(), cookie).status == 401)
            for path in [
                "/metrics", "/v1/models", "/v2/usage", "/v2/video/generations?generation_id=x",
            ] {
                #expect(await gateway.get(path, cookie).status == 401, "\(path)")
            }
            #expect(await gateway.posts == 0)
        }
    }

    @Test func whatIsNoKeyOpensNothing() async throws {
        try await RunningGateway.run { gateway in
            let good = try await key(gateway)
            let wrong = good.dropLast() + (good.last == "A" ? "B" : "A")
            for (form, status) in [
                (Self.form(String(wrong)), 401), (Self.form(""), 401), ("", 400), ("key", 401),
                ("key=%ZZ", 400), (Self.form("bsr_x"), 401), (Self.form(good) + "&key=other", 400),
            ] {
                let answer = await signIn(gateway, form)
                #expect(answer.status == status && answer.header("set-cookie") == nil, "\(form)")
                #expect(answer.content.contains("role=\"alert\""), "\(form)")
            }
            let long = await signIn(gateway, Self.form(String(repeating: "x", count: 5000)))
            #expect(long.status == 413 && long.content.contains("<h1>Too large</h1>"))
            for cookie in [
                "bursar_session=", "bursar_session=\(good)", "bursar_session=x; bursar_session=y",
                "other=\(good)",
            ] {
                #expect(await gateway.get("/", ["Cookie": cookie]).status == 401, "\(cookie)")
            }
        }
    }

    @Test func aSessionEndsWithItsKeyAndItsTime() async throws {
        try await RunningGateway.run { gateway in
            let first = try cookie(await signIn(gateway, Self.form(try await key(gateway))))
            let second = try cookie(
                await signIn(gateway, Self.form(try await key(gateway, "other"))))
            try await gateway.ledger.revokeKey("root", at: gateway.clock.now)
            #expect(await gateway.get("/", first).status == 401)
            #expect(await gateway.get("/", second).status == 200)
            gateway.clock.advance(by: .seconds(Sessions.seconds - 60))
            #expect(await gateway.get("/", second).status == 200)
            gateway.clock.advance(by: .seconds(60))
            #expect(await gateway.get("/", second).status == 401)
        }
    }

    @Test(arguments: [
        ("/", "/"),
        (
            "/submissions/0192b2c3-4e5f-7a6b-8c7d-9e8fa0b1c2d3",
            "/submissions/0192b2c3-4e5f-7a6b-8c7d-9e8fa0b1c2d3"
        ),
        ("/?month=2026-11&project=a%20b", "/?month=2026-11&project=a%20b"), ("/?monht=1", "/"),
        ("//evil.example", "/"), ("https://evil.example", "/"), ("/\\evil.example", "/"),
        ("/api/v1/report", "/"), ("/sign-out", "/"), ("/\r\nSet-Cookie: a=b", "/"), ("", "/"),
    ])
    func itLeadsToPagesOfItsOwn(asked: String, place: String) async throws {
        try await RunningGateway.run { gateway in
            let answer = await signIn(
                gateway, Self.form(try await key(gateway), next: asked))
            #expect(answer.status == 303 && answer.header("location") == place)
        }
    }

    /// A proxy on this machine would make everybody count as somebody at it.
    @Test func whatAProxyHandsOnIsNotOfThisMachine() async throws {
        try await RunningGateway.run { gateway in
            for header in ["X-Forwarded-For", "Forwarded", "X-Real-IP"] {
                let from = [header: "203.0.113.9"]
                let page = await gateway.get("/", from)
                #expect(page.status == 401 && page.content.contains("has no keys"), "\(header)")
                #expect(await gateway.post(RunningGateway.body(), from).status == 401)
                #expect(await signIn(gateway, Self.form("x"), from).status == 401)
            }
            #expect(await gateway.get("/").status == 200)
            let key = try await key(gateway)
            for (proto, isSecure) in [("https", true), ("http", false)] {
                let answer = await signIn(
                    gateway, Self.form(key),
                    ["X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": proto])
                #expect(answer.status == 303)
                #expect(answer.header("set-cookie")?.contains("; Secure") == isSecure)
            }
            #expect(await gateway.posts == 0)
        }
    }

    @Test func theKeyOfOneCommandOpensNoPages() async throws {
        let only = OneOffKey(name: "run-1", project: nil, token: "bsr_run_0123")
        try await RunningGateway.run(gateway: { $0.onlyKey = only }) { gateway in
            let answer = await signIn(gateway, Self.form("bsr_run_0123"))
            #expect(answer.status == 401 && answer.content.contains("serves one command"))
            #expect(answer.header("set-cookie") == nil)
        }
    }

    /// As many as one has browsers; a key that signs in for ever ends its own.
    @Test func aKeyHasSoManySessions() async throws {
        try await RunningGateway.run { gateway in
            let other = try cookie(
                await signIn(gateway, Self.form(try await key(gateway, "other"))))
            let key = try await key(gateway)
            var cookies: [[String: String]] = []
            for _ in 0...20 {
                gateway.clock.advance(by: .seconds(1))
                cookies.append(try cookie(await signIn(gateway, Self.form(key))))
            }
            #expect(await gateway.get("/", cookies[0]).status == 401)
            #expect(await gateway.get("/", cookies[1]).status == 200)
            #expect(await gateway.get("/", other).status == 200)
            // One that signs in again has one session, and not two.
            let again = await signIn(gateway, Self.form(key), cookies[20])
            #expect(again.status == 303)
            #expect(await gateway.get("/", cookies[20]).status == 401)
            #expect(await gateway.get("/", cookies[2]).status == 200)
        }
    }

    @Test func otherSitesCannotSignAnybodyIn() async throws {
        try await RunningGateway.run { gateway in
            let form = Self.form(try await key(gateway))
            for headers in [
                ["Origin": "https://evil.example"], ["Origin": "null"],
                ["Sec-Fetch-Site": "cross-site"], ["Sec-Fetch-Site": "same-site"],
            ] {
                let answer = await signIn(gateway, form, headers)
                #expect(answer.status == 403 && answer.header("set-cookie") == nil, "\(headers)")
            }
            #expect(await gateway.get("/sign-out").status == 405)
        }
    }
}

extension String {
    fileprivate var percentEncodedForTests: String {
        addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
