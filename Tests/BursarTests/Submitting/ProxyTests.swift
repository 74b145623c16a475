import Foundation
import LosslessJSON
import TestSupport
import Testing

/// `HTTPS_PROXY` and its kin: what is sent where, and that a password is nowhere to be read.
@Suite(.runsPrograms)
struct ProxyTests {
    private static let accepted = RawServer.Behaviour.answerOnce(
        "200 OK", #"{"id":"gen-1","status":"queued"}"#)
    private static let user = "http://me:SECRET-word@"

    private func fixture(_ proxy: RawServer, _ more: [String: String] = [:]) throws
        -> CommandFixture
    {
        try CommandFixture(
            [
                "AIMLAPI_BASE_URL": "http://api.example",
                "http_proxy": "\(ProxyTests.user)127.0.0.1:\(proxy.port)",
            ].merging(more) { $1 })
    }

    @Test func whatGoesToTheProviderGoesThroughTheProxy() async throws {
        let proxy = try await RawServer.start(ProxyTests.accepted)
        let fixture = try fixture(proxy)
        let result = try await fixture.submit("a", ["--no-wait"])
        #expect(result.status == 0, "\(result.errors)")
        let request = try #require(proxy.requests.first)
        #expect(
            request.startLine == "POST http://api.example/v2/video/generations HTTP/1.1")
        #expect(request.header("proxy-authorization")?.hasPrefix("Basic ") == true)
        var said = result.output + result.errors
        for arguments in [["config"], ["doctor"], ["sync"], ["list"], ["export"]] {
            let result = try await fixture.run(arguments)
            said += result.output + result.errors
        }
        #expect(
            said.contains("http://[user and password]@127.0.0.1:\(proxy.port)  (from http_proxy)"))
        #expect(!said.contains("SECRET-word"))
        for file in try fixture.files() {
            #expect(file.bytes.range(of: Data("SECRET-word".utf8)) == nil, "\(file.name)")
        }
    }

    @Test func exceptionsAndThisMachineAreCalledWithoutIt() async throws {
        let sandbox = try await SandboxChild()
        let dead = ["http_proxy": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9"]
        #expect(try await sandbox.fixture(dead).submit("a").status == 1)
        #expect(
            try await sandbox.fixture(dead.merging(["NO_PROXY": "127.0.0.1"]) { $1 }).submit("a")
                .status
                == 0
        )
        // A proxy elsewhere would take the name for its own.
        let far = ["http_proxy": "http://proxy.invalid:3128"]
        #expect(try await sandbox.fixture(far).submit("b").status == 0)
        // Another scheme's proxy, and the variable that may come from a request.
        #expect(try await sandbox.fixture(["HTTPS_PROXY": "127.0.0.1:9"]).submit("c").status == 0)
        #expect(try await sandbox.fixture(["HTTP_PROXY": "127.0.0.1:9"]).submit("d").status == 0)
    }

    @Test func aProxyThatDoesNotLeadOnReservesNothing() async throws {
        let refusing = try await RawServer.start(.answerOnce("403 Forbidden", "no"))
        let rows: [(variables: [String: String], words: String)] = [
            (["HTTPS_PROXY": refusing.url], "does not lead to 'api.example'"),
            (
                ["HTTPS_PROXY": "http://127.0.0.1:9"],
                "the proxy '127.0.0.1:9' refused the connection"
            ),
            (
                ["ALL_PROXY": "https://proxy.example"],
                "ALL_PROXY: a proxy of the kind 'https' cannot"
            ),
            (["https_proxy": "http://:"], "https_proxy: no host can be read in it"),
        ]
        for (variables, words) in rows {
            let fixture = try CommandFixture(
                ["AIMLAPI_BASE_URL": "https://api.example"].merging(variables) { $1 })
            let result = try await fixture.submit("a")
            #expect(result.status == 1, "\(variables)")
            #expect(result.errors.contains("nothing was sent: "), "\(result.errors)")
            #expect(result.errors.contains(words), "\(result.errors)")
            #expect(try await fixture.document("report")["totals", "reserved_usd"] == "0.00")
        }
    }

    @Test func alertsGoThroughItToo() async throws {
        let proxy = try await RawServer.start(.answerOnce("200 OK", "{}"))
        let fixture = try fixture(proxy)
        let config = try fixture.folder.file(
            "config.toml",
            Array(
                """
                [[alerts.channel]]
                name = "ops"
                type = "webhook"
                url = "http://hooks.example/secret"
                """.utf8))
        let result = try await fixture.with(["BURSAR_CONFIG": config]).run("alerts", "test", "ops")
        #expect(result.status == 0, "\(result.errors)")
        #expect(
            proxy.requests.first?.startLine.hasPrefix("POST http://hooks.example/secret ") == true)
    }

    @Test func theConfigurationSaysWhichProxyLeadsToTheProvider() async throws {
        let rows: [(variables: [String: String], lines: [String])] = [
            (
                [:],
                [
                    "provider.proxy        none  (default)",
                    "no_proxy              not set  (default)",
                ]
            ),
            (
                ["HTTPS_PROXY": "proxy.corp:3128", "NO_PROXY": "localhost,.corp"],
                [
                    "http://proxy.corp:3128  (from HTTPS_PROXY)",
                    "localhost,.corp  (from NO_PROXY)",
                ]
            ),
            (
                ["HTTPS_PROXY": "proxy.corp:3128", "no_proxy": ".example"],
                ["none  (api.example is in no_proxy)"]
            ),
            (
                ["HTTPS_PROXY": "https://me:SECRET@proxy"],
                ["set, cannot be used, not shown  (from HTTPS_PROXY)"]
            ),
        ]
        for (variables, lines) in rows {
            let fixture = try CommandFixture(
                ["AIMLAPI_BASE_URL": "https://api.example"].merging(variables) { $1 })
            let result = try await fixture.run("config")
            #expect(result.status == 0)
            for line in lines { #expect(result.output.contains(line), "\(result.output)") }
            #expect(!(result.output + result.errors).contains("SECRET"))
        }
    }
}
