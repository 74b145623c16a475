import Accounting
import Provider
import Testing

@Suite struct ErrorBodyTests {
    static func fault(
        _ status: Int, _ body: String, _ headers: [String: String] = [:]
    ) -> Fault? {
        let outcome = SubmitClassification.outcome(
            of: Answers.answer(status, body, headers), by: Answers.redaction)
        return switch outcome {
        case .refused(_, let fault), .unknown(let fault), .notSent(let fault): fault
        case .accepted: nil
        }
    }

    static let bodies: [(Int, String, Fault)] = [
        (
            400,
            #"{"title":"Bad Request","status":400,"message":"m","requestId":"r","#
                + #""error":{"name":"ValidationError","message":"image_url is required"}}"#,
            Fault(name: "ValidationError", message: "image_url is required")
        ),
        (
            429,
            #"{"message":"Too many","path":"/v2","requestId":"r","statusCode":"429"}"#,
            Fault(name: "http_429", message: "Too many")
        ),
        (
            403, #"{"message":"You've run out of credits."}"#,
            Fault(name: "http_403", message: "You've run out of credits.")
        ),
        (404, #"{"error":"no such model"}"#, Fault(name: "http_404", message: "no such model")),
        (404, #"{"title":"Not Found"}"#, Fault(name: "http_404", message: "Not Found")),
        (
            422, #"{"message":["a is bad","b too"]}"#,
            Fault(name: "http_422", message: "a is bad; b too")
        ),
        (400, #""plain""#, Fault(name: "http_400", message: "plain")),
        (400, "no such thing", Fault(name: "http_400", message: "no such thing")),
        (400, "", Fault(name: "http_400", message: "the provider answered HTTP 400 and no reason")),
        (
            400, "null",
            Fault(name: "http_400", message: "the provider answered HTTP 400 and no reason")
        ),
        (
            400, "{}",
            Fault(name: "http_400", message: "the provider answered HTTP 400 and no reason")
        ),
        (
            400, #"{"message":"#,
            Fault(name: "http_400", message: "the provider answered HTTP 400 with unreadable JSON")
        ),
        (
            502, "<html><h1>Bad gateway</h1>",
            Fault(name: "http_502", message: "the provider answered HTTP 502 with a web page")
        ),
        (
            504, #"{"message":"did not finish"}"#,
            Fault(name: "http_504", message: "HTTP 504: did not finish")
        ),
        (409, "", Fault(name: "http_409", message: "the provider answered HTTP 409 and no reason")),
        (
            401, #"{"message":"bad key sk-0123456789abcdef"}"#,
            Fault(
                name: "http_401",
                message: "the provider refused the key (HTTP 401)")
        ),
    ]

    @Test(arguments: bodies.indices)
    func anErrorIsReadFromAnyBody(row: Int) {
        let (status, body, fault) = Self.bodies[row]
        #expect(Self.fault(status, body) == fault)
    }

    @Test func aPageIsKnownByItsLabelToo() {
        let fault = Self.fault(502, "Bad gateway", ["content-type": "text/HTML; charset=utf-8"])
        #expect(fault?.message == "the provider answered HTTP 502 with a web page")
    }

    @Test func aMessageIsOneLineWithoutControlCharacters() {
        let fault = Self.fault(400, #"{"message":" a\r\nb\u001b[31m\u0000c\u2028d\u202e e  "}"#)
        #expect(fault?.message == "a b [31m c d e")
    }

    @Test(arguments: [299, 300, 301, 5000])
    func aMessageIsAtMostThreeHundredCharacters(length: Int) {
        let fault = Self.fault(400, #"{"message":"\#(String(repeating: "é", count: length))"}"#)
        #expect(fault?.message.count == min(length, 300))
        #expect(fault?.message.hasSuffix("…") == (length > 300))
    }

    @Test(arguments: [
        #"{"message":"you sent sk-0123456789abcdef."}"#,
        #"{"error":{"name":"sk-0123456789abcdef","message":"x"}}"#,
        "you sent Bearer sk-0123456789abcdef",
        #"{"message":"\#(String(repeating: "x", count: 290)) sk-0123456789abcdef"}"#,
        // A mark that joins the last letter makes it another character, and the same bytes.
        "you sent sk-0123456789abcdef\u{301} here",
        "x" + String(repeating: " ", count: 8173) + "sk-0123456789abcdef",
    ])
    func theKeyIsNeverRepeated(body: String) {
        for status in [400, 500] {
            let fault = Self.fault(status, body)
            #expect(fault?.message.contains("sk-01") == false)
            #expect(fault?.name.contains("sk-01") == false)
        }
    }
}
