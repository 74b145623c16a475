import Accounting
import Provider
import Testing
import Transport

/// The key appears nowhere in what an answer is made into: not in its words, and not in the rest.
@Suite struct HiddenKeyTests {
    static let key = "sk-0123456789abcdef"
    static let others = ["x-inference-id": key, "retry-after": key]

    static let bodies = [
        #"{"id":"\#(key)","status":"queued"}"#,
        #"{"id":"gen-\#(key)-1","status":"\#(key)"}"#,
        #"{"generation_id":"\#(key)","status":"completed","video":{"url":"https://a.b/\#(key)"}}"#,
        #"{"id":"g","status":"error","video":"https://a.b/v.mp4?k=\#(key)","error":"\#(key)"}"#,
        #"{"id":"g","status":"error","error":{"name":"\#(key)","message":"x \#(key)"}}"#,
        #"{"status":"\#(key)","error":{"message":["\#(key)","\#(key)"]}}"#,
        #"{"message":"\#(key)","title":"\#(key)","name":"\#(key)"}"#,
        key, "\"\(key)\"", "<html>\(key)", "{\(key)", "",
    ]

    @Test(arguments: bodies, [200, 201, 302, 400, 401, 404, 429, 500])
    func nothingOfAnAnswerHoldsTheKey(body: String, status: Int) {
        let exchange = Answers.answer(status, body, Self.others)
        var printed = ""
        dump(SubmitClassification.outcome(of: exchange, by: Answers.redaction), to: &printed)
        dump(PollClassification.outcome(of: exchange, by: Answers.redaction), to: &printed)
        #expect(!printed.contains(Self.key))
        #expect(!printed.lowercased().contains("0123456789ab"))
    }

    /// The key wherever a book has room for a text, a number, a key or a header.
    static let bookBodies = [
        #"{"data":[{"created":"\#(key)","status":"\#(key)","inference_id":"\#(key)"}]}"#,
        #"{"data":[{"created":"2026-08-17T10:00:00Z","status":"x \#(key)","origin":"\#(key)","#
            + #""model":"\#(key)","inference_id":"a\#(key)","client_request_id":"\#(key)","#
            + #""cost":{"usd":"\#(key)","credits":"\#(key)"}}]}"#,
        #"{"data":[{"created_at":"2026-08-17T10:00:00Z","direction":"\#(key)","type":"\#(key)","#
            + #""amount":{"usd":"\#(key)"},"reference_id":"\#(key)"}],"#
            + #""pagination":{"next_cursor":"\#(key)","has_more":true}}"#,
        #"{"data":[{"created_at":"2026-08-17T10:00:00Z","direction":"CHARGE","type":"\#(key)","#
            + #""amount":{"usd":1,"credits":"\#(key)"},"model":"\#(key)","reference_id":"\#(key)"}]}"#,
        #"{"data":{"prefix":"\#(key)","limit":{"retention":"\#(key)","threshold":"\#(key)"}}}"#,
        #"{"current_balance":"\#(key)","currency":"\#(key)"}"#,
        #"{"data":[{"id":"\#(key)"},{"id":"a","aliases":["\#(key)"],"type":"\#(key)","pricing":"#
            + #"{"kind":"fixed","units":[{"name":"\#(key)","measure":"s","price":1,"per":1}]}},"#
            + #"{"id":"b","pricing":{"kind":"variants","variants":[{"when":{"\#(key)":"\#(key)"},"#
            + #""price":1,"unit":"\#(key)","per":1}]}}]}"#,
    ]

    @Test(arguments: bodies + bookBodies, [200, 302, 304, 401, 403, 404, 429, 500])
    func nothingOfABookHoldsTheKey(body: String, status: Int) {
        let headers = ["etag": "\"\(Self.key)\"", "date": Self.key, "retry-after": Self.key]
        let exchange = Answers.answer(status, body, headers)
        func dumped<Value: Sendable>(
            _ read: (BookAnswer) throws(UnreadableBook) -> Value
        ) -> String {
            var printed = ""
            dump(
                BooksClassification.outcome(of: exchange, by: Answers.redaction, reading: read),
                to: &printed)
            return printed
        }
        let printed = [
            dumped { answer throws(UnreadableBook) in try LogPage(answer, offset: 0, limit: 1) },
            dumped(BillPage.init), dumped(USD.init(balance:)), dumped(KeyLimit.init),
            dumped(CatalogueAnswer.init),
        ].joined()
        #expect(!printed.lowercased().contains("0123456789ab"))
    }

    @Test func anIDThatHoldsTheKeyIsNone() {
        let torn = Answers.answer(200, #"{"id":"x\#(Self.key)","status":"queued"}"#, Self.others)
        guard case .unknown(let fault) = Self.submitted(torn) else {
            Issue.record("accepted")
            return
        }
        #expect(fault.name == "answer_without_id")
        let header = ["x-inference-id": "from-header"]
        let other = Answers.answer(200, #"{"id":"\#(Self.key)","status":"queued"}"#, header)
        guard case .accepted(let generation) = Self.submitted(other) else {
            Issue.record("not accepted")
            return
        }
        #expect(generation.id == "from-header")
    }

    @Test func anAmountThatIsTheKeyIsNone() {
        let redaction = Redaction(key: APIKey("123456789012"))
        let body = #"{"status":"completed","meta":{"usage":{"credits_used":123456789012}}}"#
        let headers = ["x-aimlapi-credits-used": "123456789012"]
        let outcome = PollClassification.outcome(
            of: Answers.answer(200, body, headers), by: redaction)
        guard case .answer(let generation) = outcome else {
            Issue.record("no answer")
            return
        }
        for usage in [generation.usage, generation.headerUsage] {
            #expect(usage?.creditsText == "'[key]'" && usage?.charge(source: .body) == nil)
        }
    }

    @Test func aPlaceholderOfAKeyCostsNoIDAndNoVideo() {
        let body = #"{"id":"sandbox-1","status":"completed","video":"https://a.b/sandbox/v.mp4"}"#
        let outcome = PollClassification.outcome(
            of: Answers.answer(200, body), by: Redaction(key: APIKey("sandbox")))
        #expect(
            outcome
                == .answer(
                    Generation(
                        id: "sandbox-1", status: .completed, videoURL: "https://a.b/sandbox/v.mp4"))
        )
    }

    private static func submitted(_ exchange: Exchange) -> SubmitOutcome {
        SubmitClassification.outcome(of: exchange, by: Answers.redaction)
    }
}
