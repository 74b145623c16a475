import Testing

@testable import Transport

/// One reading of hosts and ports, for all that have a URL.
@Suite struct AuthorityTests {
    @Test(
        arguments: [
            ("example.com", "example.com", nil, nil), ("Example.com:80", "Example.com", 80, nil),
            ("[::1]", "::1", nil, nil), ("[::1]:443", "::1", 443, nil),
            ("my_proxy", "my_proxy", nil, nil),
            ("127.0.0.1:65535", "127.0.0.1", 65_535, nil), ("", "", nil, .host),
            (":80", "", 80, .host),
            ("a b", "a b", nil, .host), ("-a", "-a", nil, .host), (".a", ".a", nil, .host),
            ("ö.example", "ö.example", nil, .host), ("a\u{301}b", "a\u{301}b", nil, .host),
            ("[::1", "[::1", nil, .host), ("[]", "", nil, .host), ("[::1]x", "[::1]x", nil, .host),
            ("[127.0.0.1]", "127.0.0.1", nil, .host), ("[::1\0]", "::1\0", nil, .host),
            ("::1", "::1", nil, .host), ("a:b:c", "a:b:c", nil, .host), ("a:", "a", nil, .port),
            ("a:0", "a", nil, .port), ("a:65536", "a", nil, .port), ("a:+1", "a", nil, .port),
            ("a:1x", "a", nil, .port), ("a:٣", "a", nil, .port),
            ("a:99999999999999999999", "a", nil, .port),
            ("[::1]:", "::1", nil, .port),
        ] as [(String, String, Int?, Authority.Flaw?)])
    func aHostAndAPortAreTakenApart(text: String, host: String, port: Int?, flaw: Authority.Flaw?) {
        let authority = Authority(text)
        #expect(authority.host == host && authority.portNumber == port)
        #expect(authority.flaw == flaw)
        if flaw == nil { #expect(authority.description == text) }
    }

    @Test(
        arguments: [
            ("HTTPS://Host:80/p?q#f", "https", nil, "Host:80", "/p?q#f"),
            ("http://h", "http", nil, "h", ""), ("http://h?x@y", "http", nil, "h", "?x@y"),
            ("http://h#x://y", "http", nil, "h", "#x://y"), ("http:///p", "http", nil, "", "/p"),
            ("http://u:p@w@h/", "http", "u:p@w", "h", "/"), ("socks5://@h", "socks5", "", "h", ""),
            // A mark that combines with the delimiter before it hides nothing.
            ("https://a?\u{301}secret", "https", nil, "a", "?\u{301}secret"),
            ("https://me:secret@\u{301}a", "https", "me:secret", "\u{301}a", ""),
        ] as [(String, String, String?, String, String)])
    func aURLIsSplitAtItsBytes(
        text: String, scheme: String, credentials: String?, authority: String, rest: String
    ) throws {
        let parts = try #require(URLParts(text))
        #expect(parts.scheme == scheme && parts.credentials == credentials)
        #expect(parts.authority.description == authority && parts.rest == rest)
    }

    @Test(arguments: ["", "h", "h:80", "http:/h", "//h"])
    func withoutASchemeThereAreNoParts(text: String) {
        #expect(URLParts(text) == nil)
    }
}
