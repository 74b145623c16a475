import HTTPTypes
import Testing

@testable import Gateway

@Suite("The head of a request")
struct RequestCheckTests {
    private static let check = RequestCheck(
        hosts: HostNames(bound: "gateway.lan", others: ["Videos.Example.org."]))

    private static let generations = "/v2/video/generations"

    private func error(
        _ headers: [(String, String)] = [], _ method: String = "POST",
        _ path: String = generations, host: String? = "localhost:8787"
    ) -> GatewayError? {
        var request = HTTPRequest(
            method: .init(method)!, scheme: "http", authority: host, path: path)
        for (name, value) in headers {
            request.headerFields.append(HTTPField(name: .init(name)!, value: value))
        }
        let place =
            RequestTarget(path).map { GatewayPath(method: method, target: $0) } ?? .malformed
        return Self.check.refusal(of: request, to: place)
    }

    /// Of a refusal; nil when the request may be served.
    private func status(
        _ headers: [(String, String)] = [], _ method: String = "POST",
        _ path: String = generations, host: String? = "localhost:8787"
    ) -> Int? {
        error(headers, method, path, host: host)?.status
    }

    @Test func whatClientsSendIsServed() {
        #expect(
            status([
                ("content-type", "application/json"), ("content-length", "12"),
                ("authorization", "Bearer k"), ("x-bursar-project", "p"),
                ("idempotency-key", "a"), ("accept", "a"), ("accept", "b"),
                ("expect", "100-Continue"), ("content-encoding", "Identity"),
            ]) == nil)
        #expect(status([("transfer-encoding", "Chunked")]) == nil)
        #expect(status([], "GET", "/v2/video/generations?generation_id=a%3Ab") == nil)
    }

    @Test(arguments: [
        "127.0.0.1", "127.0.0.1:8787", "10.1.2.3", "[::1]:8787", "[fe80::1]", "localhost",
        "LOCALHOST:1", "a.localhost", "gateway.lan", "Gateway.Lan:80", "gateway.lan.",
        "videos.example.org",
    ])
    func itAnswersToItsNames(host: String) {
        #expect(status(host: host) == nil)
    }

    @Test(arguments: [
        "evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "localhost:0",
        "localhost:99999", "localhost:a", "localhost:", "localhost@evil", "localhost/", "a b",
        "localhost,localhost", "[::1", "::1", "xlocalhost", "videos.example.org.evil", ".",
    ])
    func itAnswersToNoOther(host: String) {
        #expect(status(host: host) == 421)
    }

    @Test func theHostIsThereOnce() {
        #expect(status(host: nil) == 400)
        #expect(status(host: "") == 400)
        #expect(status([("Host", "localhost")]) == 400)
    }

    @Test(arguments: [
        "Content-Length", "Transfer-Encoding", "Authorization", "Content-Type",
        "Idempotency-Key", "Content-Encoding", "Expect", "Origin", "X-Bursar-Anything",
        "x-bursar-label-a",
    ])
    func whatDecidesIsThereOnce(name: String) throws {
        let refusal = try #require(
            error([(name, "1"), (name.lowercased(), "1")]))
        #expect(refusal.status == 400 && refusal.parameter == name.lowercased())
    }

    static let framings: [([(String, String)], Int?)] = [
        ([("content-length", "5"), ("transfer-encoding", "chunked")], 400),
        ([("transfer-encoding", "gzip, chunked")], 501),
        ([("transfer-encoding", "identity")], 501), ([("transfer-encoding", "")], 501),
        ([("content-length", "+5")], 400), ([("content-length", "5, 5")], 400),
        ([("content-length", "-1")], 400), ([("content-length", "")], 400),
        ([("content-length", "9999999999999999999")], 400), ([("content-length", "0")], nil),
    ]

    @Test(arguments: framings)
    func theEndOfABodyIsNeverInDoubt(headers: [(String, String)], expected: Int?) {
        #expect(status(headers) == expected)
    }

    static let types: [(String, Int?)] = [
        ("application/json", nil), ("Application/JSON; charset=utf-8", nil),
        (" application/json ;x", nil), ("application/vnd.api+json", nil), ("", 415),
        ("text/plain", 415), ("application/x-www-form-urlencoded", nil),
        ("multipart/form-data; boundary=application/json", 415), ("application/jsonp", 415),
        ("application/json x", 415), ("text/plain;application/json", 415), ("+json", 415),
    ]

    @Test(arguments: types)
    func aSubmissionIsJSON(type: String, expected: Int?) {
        #expect(status([("content-type", type)]) == expected)
        #expect(status([("content-type", type)], "GET") == nil)
    }

    @Test func codingsAndExpectationsAreRefused() {
        #expect(status([("content-encoding", "gzip")]) == 415)
        #expect(status([("expect", "something")]) == 417)
    }

    @Test(arguments: [
        "http://localhost:8787", "HTTP://LocalHost:8787", "https://localhost:8787",
    ])
    func itsOwnPagesMayAsk(origin: String) {
        #expect(status([("origin", origin), ("sec-fetch-site", "same-origin")], "GET") == nil)
    }

    @Test(arguments: [
        "null", "http://evil.example", "http://localhost", "http://localhost:8788",
        "http://127.0.0.1:8787", "http://a@localhost:8787", "http://localhost:8787/",
        "ftp://localhost:8787", "localhost:8787", "", "http://localhost:8787.evil.example",
    ])
    func pagesOfOthersMayNot(origin: String) {
        #expect(status([("origin", origin)]) == 403)
    }

    @Test func standardPortsAreLeftOut() {
        #expect(status([("origin", "http://gateway.lan")], host: "gateway.lan") == nil)
        #expect(status([("origin", "https://gateway.lan")], host: "gateway.lan") == nil)
        #expect(status([("origin", "https://gateway.lan")], host: "gateway.lan:443") == nil)
        #expect(status([("origin", "https://gateway.lan")], host: "gateway.lan:80") == 403)
    }

    @Test func aBrowserSaysWhetherAnotherSiteAsks() {
        for site in ["cross-site", "same-site", "Cross-Site", "other"] {
            #expect(status([("sec-fetch-site", site)]) == 403)
            #expect(status([("sec-fetch-site", site)], "GET", "/api/v1/report") == 403)
        }
        #expect(status([("sec-fetch-site", "none")]) == nil)
    }

    @Test func aLinkToTheDashboardMayStandAnywhere() {
        let visit = [
            ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"),
            ("sec-fetch-dest", "document"),
        ]
        #expect(status(visit, "GET", "/") == nil)
        #expect(status(visit, "GET", "/metrics") == 403)
        #expect(
            status(Array(visit.dropLast()) + [("sec-fetch-dest", "iframe")], "GET", "/") == 403)
    }

    @Test func noPageIsToldThatItMay() throws {
        for path in ["/v2/video/generations", "/v1/models", "/nowhere"] {
            let refusal = try #require(
                error([("access-control-request-method", "POST")], "OPTIONS", path))
            #expect(refusal.status == 405)
            #expect(!refusal.fields.contains { $0.name.canonicalName.hasPrefix("access-control") })
        }
        #expect(status([], "OPTIONS", "/a//b") == 400)
    }

    @Test func theGravestIsNamed() {
        let all = [
            ("content-length", "1"), ("transfer-encoding", "chunked"), ("origin", "null"),
            ("content-encoding", "gzip"),
        ]
        #expect(status(all, "PUT", "/nowhere", host: "evil") == 400)
        #expect(status(Array(all.dropFirst(2)), "PUT", "/nowhere", host: "evil") == 421)
        #expect(status(Array(all.dropFirst(2)), "PUT", "/nowhere") == 403)
        #expect(status(Array(all.dropFirst(3)), "PUT", "/nowhere") == 404)
    }
}
