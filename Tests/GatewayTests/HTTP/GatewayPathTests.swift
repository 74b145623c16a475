import Testing

@testable import Gateway

@Suite("Where a request goes")
struct GatewayPathTests {
    @Test(arguments: [
        "/v2/video/generations", "/video/generations", "/v1/video/generations",
        "/v2/video/generations/", "/v2/generate/video/kling/generation",
        "/generate/video/kling/generation", "/v1/generate/video/minimax/hailuo/generation",
        "/v2/generate/video/minimax/hailuo/generation/",
    ])
    func everyNameOfTheVideoEndpointSubmitsAndPolls(path: String) {
        #expect(GatewayPath(method: "POST", path: path) == .generations)
        #expect(GatewayPath(method: "GET", path: path) == .generations)
        for method in ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "post"] {
            #expect(
                GatewayPath(method: method, path: path) == .otherMethod(allowed: "GET, POST"))
        }
    }

    @Test(arguments: [
        "/v3/video/generations", "/v2/v2/video/generations", "/V2/video/generations",
        "/v2/video/generations/x", "/v2/video/generation", "/v2/images/generations",
        "/v2/generate/video/generation", "/v2/generate/video/a/b/c/generation",
        "/v2/generate/image/kling/generation", "/v2/generate/video/kling/generations",
        "/v1/chat/completions", "/v2/billing/transactions", "/healthz/live",
    ])
    func anyOtherPostIsRefusedAndSaysWhy(path: String) throws {
        let place = GatewayPath(method: "POST", path: path)
        let refusal = try #require(place.refusal(method: "POST", path: path))
        if place == .otherMethod(allowed: "GET") {
            #expect(path == "/v2/billing/transactions" && refusal.status == 405)
        } else {
            #expect(place == .unmeteredPost)
            #expect(refusal.status == 404 && refusal.message.contains("no budget would hold it"))
        }
    }

    @Test func anAllowedPathIsTakenInFullAndPostedTo() {
        let allowed: Set = ["/v1/chat/completions"]
        func place(_ method: String, _ path: String) -> GatewayPath {
            GatewayPath(method: method, path: path, unmetered: allowed)
        }
        #expect(place("POST", "/v1/chat/completions") == .unmetered("/v1/chat/completions"))
        #expect(place("POST", "/v1/chat/completions/") == .unmetered("/v1/chat/completions"))
        #expect(place("POST", "/v1/chat") == .unmeteredPost)
        #expect(place("GET", "/v1/chat/completions") == .otherMethod(allowed: "POST"))
    }

    /// What is counted stays counted, whatever is allowed.
    @Test func theVideoEndpointCannotBeMadeUnmetered() {
        let path = "/v2/video/generations"
        #expect(GatewayPath(method: "POST", path: path, unmetered: [path]) == .generations)
    }

    static let read: [(path: String, upstream: String, showsAccount: Bool)] = [
        ("/v1/models", "/v1/models", false), ("/models", "/v1/models", false),
        ("/v2/billing", "/v2/billing", true),
        ("/v2/billing/transactions/", "/v2/billing/transactions", true),
        ("/v2/logs", "/v2/logs", true), ("/v2/usage", "/v2/usage", true),
        ("/v2/usage/detail", "/v2/usage/detail", true), ("/v1/key", "/v1/key", true),
        ("/v1/billing/balance", "/v1/billing/balance", true),
    ]

    @Test(arguments: read)
    func theProvidersBooksAreOnlyRead(path: String, upstream: String, showsAccount: Bool) {
        #expect(
            GatewayPath(method: "GET", path: path)
                == .passing(upstream, showsAccount: showsAccount))
        #expect(GatewayPath(method: "DELETE", path: path) == .otherMethod(allowed: "GET"))
    }

    static let own: [(String, GatewayPath)] = [
        ("/", .dashboard), ("/healthz", .health), ("/readyz", .readiness),
        ("/metrics", .metrics), ("/openapi.json", .openAPI),
    ]

    @Test(arguments: own)
    func itsOwnPagesCanBeAskedForTheirHeadToo(path: String, place: GatewayPath) {
        #expect(GatewayPath(method: "GET", path: path) == place)
        #expect(GatewayPath(method: "HEAD", path: path) == place)
        #expect(GatewayPath(method: "POST", path: path) == .otherMethod(allowed: "GET, HEAD"))
    }

    @Test func theDocumentsHaveTheirPaths() {
        #expect(GatewayPath(method: "GET", path: "/api/v1/report") == .report)
        #expect(GatewayPath(method: "GET", path: "/api/v1/budgets") == .budgets)
        #expect(GatewayPath(method: "GET", path: "/api/v1/submissions") == .submissions)
        #expect(GatewayPath(method: "GET", path: "/api/v2/report") == .unknown)
    }

    /// A path that no request can have would be allowed in vain, and who allowed it would not know.
    @Test(
        arguments: [
            ("/v1/images/generations", nil), ("/v1/audio~x/a-b_c:d", nil), ("/v1/models", nil),
            ("v1/images", "begin with '/'"), ("", "begin with '/'"),
            ("https://example.com/v1/images", "begin with '/'"),
            ("/v1/images?size=1", "query"), ("/v1/images#top", "query"),
            ("/v1/../images", "written"), ("/v1/./images", "written"), ("/v1//images", "written"),
            ("/v1/images%2fgenerations", "written"), ("/v1/bilder/größe", "written"),
            ("/v1/images;v=1", "written"), ("/v1/two words", "written"),
            ("/v1/images/", "write /v1/images"),
            ("/v2/video/generations", "priced"), ("/video/generations", "priced"),
            ("/v2/generate/video/kling/generation", "priced"),
            ("/", "the gateway's own"), ("/metrics", "the gateway's own"),
        ] as [(String, String?)])
    func onlyAPathThatARequestCanHaveMayBeAllowed(path: String, flaw: String?) throws {
        let found = GatewayPath.flaw(ofUnmetered: path)
        guard let flaw else {
            #expect(found == nil)
            let place = GatewayPath(method: "POST", path: path, unmetered: [path])
            return #expect(place == .unmetered(path))
        }
        #expect(try #require(found, "\(path) is let through").contains(flaw))
        #expect(GatewayPath(method: "POST", path: path, unmetered: [path]) != .unmetered(path))
    }
}
