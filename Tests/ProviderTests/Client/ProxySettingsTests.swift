import Testing
import Transport

/// Which proxy leads where, as curl has it.
@Suite struct ProxySettingsTests {
    private static let secure = Peer(authority: "api.example.com", isSecure: true)
    private static let plain = Peer(authority: "api.example.com", isSecure: false)

    private func choice(_ environment: [String: String], _ peer: Peer = secure) -> String {
        switch ProxySettings(environment: environment).choice(for: peer) {
        case .direct: "direct"
        case .excepted(let name): "excepted by \(name)"
        case .loopback: "loopback"
        case .through(let proxy, let variable): "\(proxy) by \(variable)"
        case .unusable(let variable, let flaw): "\(variable): \(flaw)"
        }
    }

    @Test func lowerCaseComesFirstAndPlainHTTPHasNoOther() {
        let all = [
            "https_proxy": "a:1", "HTTPS_PROXY": "b:2", "http_proxy": "c:3", "HTTP_PROXY": "d:4",
            "all_proxy": "e:5", "ALL_PROXY": "f:6",
        ]
        func without(_ names: String...) -> [String: String] {
            all.filter { !names.contains($0.key) }
        }
        #expect(choice(all) == "http://a:1 by https_proxy")
        #expect(choice(without("https_proxy")) == "http://b:2 by HTTPS_PROXY")
        #expect(choice(without("https_proxy", "HTTPS_PROXY")) == "http://e:5 by all_proxy")
        #expect(choice(["ALL_PROXY": "f:6"]) == "http://f:6 by ALL_PROXY")
        #expect(choice(all, Self.plain) == "http://c:3 by http_proxy")
        // A CGI program has it from a header that anybody can send.
        #expect(choice(without("http_proxy"), Self.plain) == "http://e:5 by all_proxy")
        #expect(choice(["HTTP_PROXY": "d:4"], Self.plain) == "direct")
        #expect(choice(["HTTPS_PROXY": "b:2"], Self.plain) == "direct")
        #expect(choice(["http_proxy": "c:3"]) == "direct")
        #expect(choice([:]) == "direct")
        // Empty is not set.
        #expect(choice(["https_proxy": "", "HTTPS_PROXY": "b:2"]) == "http://b:2 by HTTPS_PROXY")
        #expect(choice(["https_proxy": " \r\n"]) == "direct")
    }

    @Test(arguments: [
        ("proxy:3128", "http://proxy:3128"), ("http://proxy:3128/", "http://proxy:3128"),
        ("HTTP://Proxy.Corp", "http://Proxy.Corp:1080"), ("proxy", "http://proxy:1080"),
        (" http://proxy:3128\r", "http://proxy:3128"), ("10.0.0.1:8080", "http://10.0.0.1:8080"),
        ("http://[fd00::1]:3128", "http://[fd00::1]:3128"), ("[::1]", "http://[::1]:1080"),
        ("http://me:SECRET@proxy:3128", "http://[user and password]@proxy:3128"),
        ("me:SEC@RET@proxy:3128", "http://[user and password]@proxy:3128"),
        ("socks5://proxy", "socks5://proxy:1080"), ("socks5h://proxy:9050", "socks5://proxy:9050"),
    ])
    func aProxyIsReadAsCurlReadsIt(text: String, proxy: String) {
        #expect(choice(["https_proxy": text]) == "\(proxy) by https_proxy")
    }

    @Test(arguments: [
        ("https://proxy:443", "'https' cannot be used"), ("socks4://proxy", "'socks4' cannot be"),
        ("quic://proxy", "'quic' cannot be used"), ("http://", "no host can be read"),
        ("http://:3128", "no host"), ("http://a b:1", "no host"), ("proxy:0", "its port is none"),
        ("proxy:65536", "its port is none"), ("proxy:http", "its port is none"),
        ("socks5://me:SECRET@proxy", "with a user and a password cannot be used"),
        ("http://SECRET@", "no host"),
    ])
    func oneThatCannotBeUsedIsSaidAndNotShown(text: String, words: String) {
        let choice = choice(["https_proxy": text])
        #expect(choice.hasPrefix("https_proxy: ") && choice.contains(words), "\(choice)")
        #expect(!choice.contains("SECRET"))
    }

    /// As curl 7.88 does, but for networks of IPv6, which it misses, and ports, which it does not know.
    @Test(arguments: [
        ("api.example.com", "api.example.com", true), ("example.com", "api.example.com", true),
        (".example.com", "api.example.com", true), (".example.com", "example.com", true),
        ("example.com", "nonexample.com", false), ("ample.com", "api.example.com", false),
        ("API.Example.COM", "api.example.com", true), ("example.com.", "api.example.com", true),
        ("example.com", "api.example.com.", true), ("..example.com", "api.example.com", false),
        ("other.com,example.com", "api.example.com", true),
        (" other.com , .example.com ", "api.example.com", true),
        (",,example.com", "api.example.com", true), (",", "api.example.com", false),
        (".", "api.example.com", false), ("*", "api.example.com", true), ("*", "10.1.2.3", true),
        ("*,other.com", "api.example.com", false), ("*.example.com", "api.example.com", false),
        ("com", "api.example.com", true), ("localhost", "api.localhost.example", false),
        ("10.1.2.3", "10.1.2.3", true), ("10.1.2", "10.1.2.3", false),
        (".1.2.3", "10.1.2.3", false), ("10.1.0.0/16", "10.1.2.3", true),
        ("10.2.0.0/16", "10.1.2.3", false), ("10.1.2.0/23", "10.1.3.9", true),
        ("10.1.2.0/24", "10.1.3.9", false), ("10.1.2.3/32", "10.1.2.3", true),
        ("10.1.2.3/33", "10.1.2.3", false), ("10.1.0.0/x", "10.1.2.3", false),
        ("0.0.0.0/1", "10.1.2.3", true), ("10.1.0.0/16", "api.example.com", false),
        ("fd00::/8", "[fd12::1]", true), ("fd12::1", "[fd12::1]", true),
        ("[fd12::1]", "[fd12::1]", true), ("fe00::/8", "[fd12::1]", false),
        ("fd12:0:0:0:0:0:0:1", "[fd12::1]", true), ("10.0.0.0/8", "[fd12::1]", false),
        ("example.com:443", "api.example.com", true),
        ("example.com:8443", "api.example.com", false),
        ("example.com:8443", "api.example.com:8443", true),
        ("10.1.2.3:443", "10.1.2.3", true), ("10.1.2.3:80", "10.1.2.3", false),
        ("[fd12::1]:443", "[fd12::1]", true), ("[fd12::1]:80", "[fd12::1]", false),
    ])
    func exceptionsAreThoseOfCurl(exceptions: String, authority: String, isExcepted: Bool) {
        let peer = Peer(authority: authority, isSecure: true)
        for name in ["no_proxy", "NO_PROXY"] {
            let choice = choice(["https_proxy": "proxy:3128", name: exceptions], peer)
            #expect(
                choice == (isExcepted ? "excepted by \(name)" : "http://proxy:3128 by https_proxy"))
        }
    }

    @Test func lowerCaseExceptionsComeFirst() {
        let environment = [
            "https_proxy": "p:1", "no_proxy": "other.com", "NO_PROXY": "example.com",
        ]
        #expect(choice(environment) == "http://p:1 by https_proxy")
    }

    /// On another machine the name would mean that machine.
    @Test(arguments: [
        "localhost", "localhost:8788", "api.localhost", "127.0.0.1:8788", "127.9.9.9", "[::1]:8788",
        "[::ffff:127.0.0.1]",
    ])
    func thisMachineIsNeverAskedOfAProxyOnAnotherOne(authority: String) {
        let peer = Peer(authority: authority, isSecure: false)
        #expect(choice(["http_proxy": "proxy.corp:3128"], peer) == "loopback")
        for proxy in ["127.0.0.1:3128", "localhost:3128", "[::1]:3128"] {
            #expect(choice(["http_proxy": proxy], peer) == "http://\(proxy) by http_proxy")
        }
    }
}
