import Accounting
import Provider
import Testing

@Suite struct ProviderEndpointTests {
    @Test(arguments: [
        ("https://api.aimlapi.com", "https://api.aimlapi.com"),
        ("https://api.aimlapi.com/", "https://api.aimlapi.com"),
        ("https://api.aimlapi.com//", "https://api.aimlapi.com"),
        ("https://api.aimlapi.com/v1", "https://api.aimlapi.com"),
        ("https://api.aimlapi.com/v2", "https://api.aimlapi.com"),
        ("https://api.aimlapi.com/v2/", "https://api.aimlapi.com"),
        (" https://api.aimlapi.com/v2 \n", "https://api.aimlapi.com"),
        ("HTTPS://API.aimlapi.com", "https://api.aimlapi.com"),
        ("http://127.0.0.1:8788", "http://127.0.0.1:8788"),
        ("http://localhost:8787/v2", "http://localhost:8787"),
        ("http://[::1]:8787/v1/", "http://[::1]:8787"),
        ("http://my_proxy/aiml/v2", "http://my_proxy/aiml"),
        ("https://example.com/v3", "https://example.com/v3"),
        ("https://example.com/preview2", "https://example.com/preview2"),
    ])
    func aBaseURLLosesItsVersionAndSlashes(text: String, baseURL: String) throws {
        #expect(try ProviderEndpoint(parsing: text).baseURL == baseURL)
    }

    @Test(
        arguments: [
            ("", .scheme), ("api.aimlapi.com", .scheme), ("ftp://a.b", .scheme),
            ("file:///etc/passwd", .scheme), ("https:/a.b", .scheme), ("unix://x", .scheme),
            ("https://", .host), ("https:///v2", .host), ("https://:80", .host),
            ("https://a b", .host), ("https://exämple.com", .host), ("https://[::1", .host),
            ("https://[::1]x", .host), ("https://[]", .host), ("https://-a", .host),
            ("https://a:0", .port), ("https://a:65536", .port), ("https://a:", .port),
            ("https://a:b", .port), ("https://a:+1", .port),
            ("https://me:secret@a.b", .credentials),
            ("https://secret@a.b", .credentials), ("https://me:sec@secret@a.b", .credentials),
            ("https://a.b/?x=1", .query), ("https://a.b#x", .query), ("https://a.b/x y", .path),
            ("https://a.b?key=secret", .query), ("https://a.b/v2?key=secret", .query),
            ("https://a.b/v2#secret", .query), ("https://a.b?key=x@secret", .query),
            ("http://127.0.0.1:80/?secret", .query),
            // Whatever is wrong first, the secret is not told.
            ("a.b?key=secret", .scheme), ("me:secret@a.b", .scheme), ("sk-secret", .scheme),
            ("https://a b?key=secret", .host), ("https://a:b?key=secret", .port),
            ("https://me:pass/secret@a.b", .port), ("https://a.b/x y?secret", .query),
            ("https://a.b/%20#secret", .query), ("https://a.b?\u{301}secret", .query),
            ("https://me:secret@\u{301}a.b", .credentials),
            ("https://a.b/\u{1B}[31m", .path),
        ] as [(String, ProviderConfigurationError.Kind)])
    func anUnusableBaseURLIsRefused(text: String, kind: ProviderConfigurationError.Kind) {
        let error = #expect(throws: ProviderConfigurationError.self) {
            try ProviderEndpoint(parsing: text)
        }
        #expect(error?.kind == kind)
        let example = ProviderEndpoint.defaultText
        let advice: [Advice] = [
            .setBaseURL(example: example), .setKeyAndBaseURL(example: example),
        ]
        #expect(error?.advice == advice[[.credentials, .query].contains(kind) ? 1 : 0])
        #expect(error?.description.contains("secret") == false)
        #expect(error?.description.unicodeScalars.contains("\u{1B}") == false)
        #expect(error?.description.contains(where: \.isNewline) == false)
    }

    @Test(arguments: [
        ("https://api.aimlapi.com/v2", "https://api.aimlapi.com"),
        ("https://proxy.example/sk-0123456789/v1", "https://proxy.example/…"),
        ("https://proxy.example:8443/a/k3y/", "https://proxy.example:8443/…/…"),
        ("https://proxy.example/v3/k3y/v1", "https://proxy.example/v3/…"),
        ("http://[::1]:9/v2/vkey", "http://[::1]:9/v2/…"),
    ])
    func aKeyInThePathIsNotShown(text: String, shown: String) throws {
        let endpoint = try ProviderEndpoint(parsing: text)
        #expect(endpoint.shown == shown && "\(endpoint)" == shown)
        var printed = ""
        dump(endpoint, to: &printed)
        #expect(!printed.contains("k3y") && !printed.contains("0123456789"))
    }

    @Test(arguments: [
        "https://a.b/sk-secret/v1?x=1", "https://a.b/sk-secret#x", "https://a.b/sk-secret/x y",
        "ftp://a.b/sk-secret", "a.b/sk-secret", "https://a.b:0/sk-secret", "//a.b/sk-secret",
        "https://-a/sk-secret",
    ])
    func anErrorDoesNotTellAPath(text: String) {
        let error = #expect(throws: ProviderConfigurationError.self) {
            try ProviderEndpoint(parsing: text)
        }
        #expect(error?.description.contains("secret") == false, "\(error?.description ?? "")")
    }

    @Test func theErrorOfAQueryNamesTheRestOfTheURL() {
        let error = #expect(throws: ProviderConfigurationError.self) {
            try ProviderEndpoint(parsing: "https://api.example.com/v2?key=secret")
        }
        #expect(
            error?.description
                == "the base URL 'https://api.example.com/v2…' holds a query ('?') or a fragment ('#')"
        )
        #expect(error?.advice == .setKeyAndBaseURL(example: "https://api.aimlapi.com"))
    }

    @Test func theErrorNamesTheValueAndTheNextStep() {
        let error = #expect(throws: ProviderConfigurationError.self) {
            try ProviderEndpoint(parsing: "api.aimlapi.com")
        }
        #expect(
            error?.description
                == "the base URL 'api.aimlapi.com' does not begin with https:// or http://")
        #expect(error?.advice == .setBaseURL(example: "https://api.aimlapi.com"))
    }
}
