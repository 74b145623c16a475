import Accounting
import Foundation
import Provider
import TestSupport
import Testing
import Transport

/// Proxies on the wire: what reaches them, and what is said when they do not lead on.
@Suite(.inRealTime, .timeLimit(.minutes(5))) struct ProxyTransportTests {
    private static let ok = SubmitTransportTests.ok

    private func submit(to url: String, through proxy: String, _ more: [String: String] = [:])
        async throws -> SubmitOutcome
    {
        let endpoint = try ProviderEndpoint(parsing: url)
        let variables = ["http_proxy": proxy, "https_proxy": proxy].merging(more) { $1 }
        return await ProviderClient.withClient(
            endpoint: endpoint, key: Answers.key, proxies: ProxySettings(environment: variables)
        ) { client in
            await client.submit(
                SubmitTransportTests.request, as: SubmitTransportTests.id, timeout: .seconds(10)
            ).outcome
        }
    }

    @Test func aPlainURLIsAskedOfTheProxyItself() async throws {
        try await RawServer.run(.reply(Self.ok)) { proxy in
            let outcome = try await submit(
                to: "http://api.example:8080/base",
                through: "http://me:pass%20word@127.0.0.1:\(proxy.port)")
            guard case .accepted = outcome else {
                Issue.record("\(outcome)")
                return
            }
            let request = try #require(proxy.requests.first)
            let lines = request.headerLines
            #expect(
                request.startLine
                    == "POST http://api.example:8080/base/v2/video/generations HTTP/1.1")
            #expect(lines.filter { $0.hasPrefix("host:") } == ["host: api.example:8080"])
            let credentials = Data("me:pass word".utf8).base64EncodedString()
            #expect(
                lines.contains("proxy-authorization: basic \(credentials.lowercased())"))
            #expect(lines.contains { $0.hasPrefix("authorization: bearer ") })
            #expect(request.content.contains(#""model":"m""#))
            #expect(proxy.requests.count == 1)
        }
    }

    @Test func aSecureURLIsReachedThroughATunnelThatSeesTheNameAlone() async throws {
        // It has no certificate; what matters is what reached it.
        try await RawServer.run(.reply("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")) {
            proxy in
            let outcome = try await submit(
                to: "https://api.example", through: "me:word@127.0.0.1:\(proxy.port)")
            let fault = try #require(SubmitTransportTests.notSent(outcome), "\(outcome)")
            #expect(fault.name == "proxy_failed")
            #expect(
                fault.message.contains(
                    "the proxy '127.0.0.1:\(proxy.port)' does not lead to 'api.example'"))
            let request = try #require(proxy.requests.first).text.lowercased()
            #expect(request.hasPrefix("connect api.example:443 http/1.1\r\n"))
            #expect(request.contains("proxy-authorization: basic "))
            #expect(!request.contains("bearer") && !request.contains("generations"))
        }
    }

    @Test func aTunnelLeadsToThePeer() async throws {
        try await RawServer.run(.resetAtFirstByte) { peer in
            try await RawServer.run(.tunnel) { proxy in
                let outcome = try await submit(
                    to: "https://127.0.0.1:\(peer.port)", through: "127.0.0.1:\(proxy.port)")
                // The handshake is not answered, so nothing can have been sent.
                #expect(SubmitTransportTests.notSent(outcome) != nil, "\(outcome)")
                #expect(
                    proxy.requests.map(\.startLine)
                        == ["CONNECT 127.0.0.1:\(peer.port) HTTP/1.1"])
                #expect(peer.connections == 1)
            }
        }
    }

    /// Through either way nothing was sent, and the password is in no message.
    @Test(arguments: ["http://api.example", "https://api.example"])
    func aProxyThatWantsAUserSendsNothing(url: String) async throws {
        let answer = "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
        try await RawServer.run(.reply(answer)) { proxy in
            for (user, words) in [
                ("", "it requires a user and a password"),
                ("me:SECRET@", "it does not take the user and the password that it was given"),
            ] {
                let outcome = try await submit(to: url, through: "\(user)127.0.0.1:\(proxy.port)")
                let fault = try #require(SubmitTransportTests.notSent(outcome), "\(outcome)")
                #expect(fault.name == "proxy_failed")
                #expect(fault.message.contains(words), "\(fault.message)")
                #expect(!fault.message.contains("SECRET"))
            }
        }
    }

    @Test(arguments: ["http://api.example", "https://api.example"])
    func aProxyThatIsNotThereIsNamed(url: String) async throws {
        try await withClosedPort { port in
            let outcome = try await submit(to: url, through: "127.0.0.1:\(port)")
            let fault = try #require(SubmitTransportTests.notSent(outcome), "\(outcome)")
            #expect(fault.name == "connection_refused")
            #expect(
                fault.message.contains("the proxy '127.0.0.1:\(port)' refused the connection"),
                "\(fault.message)")
            #expect(fault.advice == .checkConnection)
        }
        let unknown = try await submit(to: url, through: "nosuchhost.invalid:3128")
        #expect(
            SubmitTransportTests.notSent(unknown)?.message
                .contains("the name of the proxy 'nosuchhost.invalid:3128'") == true, "\(unknown)")
    }

    @Test(arguments: ["https://proxy.example", "socks4://proxy.example", "http://"])
    func aProxyThatCannotBeUsedSendsNothing(proxy: String) async throws {
        let outcome = try await submit(to: "https://api.example", through: proxy)
        let fault = try #require(SubmitTransportTests.notSent(outcome), "\(outcome)")
        #expect(fault.message.contains("the proxy for 'api.example' cannot be used (https_proxy: "))
    }

    @Test(arguments: ["http://api.example", "https://api.example"])
    func aProxyThatSpeaksNoSOCKSSendsNothing(url: String) async throws {
        // Not before it is spoken to: the HTTP client drops what comes before it speaks SOCKS.
        let answer = HTTPMessage.answer("400 Bad Request", "")
        try await RawServer.run(.replyToFirstBytes(answer)) { proxy in
            let outcome = try await submit(to: url, through: "socks5://127.0.0.1:\(proxy.port)")
            let fault = try #require(SubmitTransportTests.notSent(outcome), "\(outcome)")
            #expect(fault.name == "proxy_failed", "\(fault.message)")
        }
    }

    /// The proxy has the whole request, and says that the other side did not answer it.
    @Test func whatAProxyCouldNotBringBackIsUnknown() async throws {
        for status in ["502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout"] {
            try await RawServer.run(.reply(HTTPMessage.answer(status, "<html>"))) { proxy in
                let outcome = try await submit(
                    to: "http://api.example", through: "127.0.0.1:\(proxy.port)")
                #expect(SubmitTransportTests.unknown(outcome) != nil, "\(outcome)")
            }
        }
    }

    @Test func exceptionsAreCalledWithoutIt() async throws {
        try await RawServer.run(.reply(Self.ok)) { server in
            let outcome = try await withClosedPort { port in
                try await submit(
                    to: server.url, through: "127.0.0.1:\(port)", ["no_proxy": "127.0.0.0/8"])
            }
            guard case .accepted = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(server.requests.first?.startLine == "POST /v2/video/generations HTTP/1.1")
        }
    }
}
