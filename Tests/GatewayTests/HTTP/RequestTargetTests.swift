import Testing

@testable import Gateway

@Suite("A target has one reading")
struct RequestTargetTests {
    static let read: [(text: String, path: String, query: String?)] = [
        ("/", "/", nil), ("/?", "/", ""), ("/a", "/a", nil), ("/a/", "/a", nil),
        ("/a/b?c=d&e=%2F..//", "/a/b", "c=d&e=%2F..//"), ("/a?b?c", "/a", "b?c"),
        ("/a.b/..c/...", "/a.b/..c/...", nil), ("/x:y@z/~_-", "/x:y@z/~_-", nil),
    ]

    @Test(arguments: read)
    func whatIsPlainIsRead(text: String, path: String, query: String?) throws {
        let target = try #require(RequestTarget(text))
        #expect(target.path == path && target.query == query)
    }

    @Test(arguments: [
        "", "a", "*", "?a", "http://localhost/v2/video/generations", "localhost:80", "//", "//a",
        "/a//b", "/a//", "/.", "/./a", "/..", "/a/../b", "/a/..", "/a%2Fb", "/%61", "/a;b",
        "/a;jsessionid=1", "/a\\b", "/a b", "/a\tb", "/a\0", "/ä", "/a#b", "/a?b#c", "/a?b c",
        "/a?\u{e9}", "/a?\0", "/<a>", "/a\"b", "/{a}", "/a|b", "/a^b", "/a`b", "/a\r\n",
        "/a\u{7f}",
    ])
    func whatCouldBeReadTwiceIsNot(text: String) {
        #expect(RequestTarget(text) == nil)
        #expect(GatewayPath(method: "GET", path: text) == .malformed)
    }

    @Test func aPathForTheTableHasNoQuery() {
        #expect(GatewayPath(method: "GET", path: "/healthz?a") == .malformed)
        let refusal = GatewayPath.malformed.refusal(method: "GET", path: "/a\u{202e}//b")
        #expect(refusal?.status == 400)
        #expect(refusal?.message.contains(#"'/a\u{202E}//b'"#) == true)
    }
}
