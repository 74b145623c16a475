import Accounting
import Provider
import Testing
import Transport

@Suite struct PollClassificationTests {
    static func outcome(_ exchange: Exchange) -> PollOutcome {
        PollClassification.outcome(of: exchange, by: Answers.redaction)
    }

    /// What an exchange comes to, without the words of its fault.
    enum AnswerInterpretation: Equatable, Sendable {
        case answer(GenerationStatus)
        case unavailable(Int?)
        case rejected(Int)

        init(_ outcome: PollOutcome) {
            switch outcome {
            case .answer(let generation): self = .answer(generation.status)
            case .unavailable(_, let seconds): self = .unavailable(seconds)
            case .rejected(let status, _): self = .rejected(status)
            }
        }
    }

    static let table: [(Exchange, AnswerInterpretation)] =
        ["queued", "generating", "waiting", "active", "processing"].map {
            (Answers.answer(200, #"{"id":"a","status":"\#($0)"}"#), .answer(.running($0)))
        }
        + ["completed", "succeeded", "Completed", "SUCCEEDED"].map {
            (Answers.answer(200, #"{"id":"a","status":"\#($0)"}"#), .answer(.completed))
        }
        + ["error", "failed", "cancelled", "expired"].map {
            (Answers.answer(200, #"{"id":"a","status":"\#($0)"}"#), .answer(.failed($0)))
        }
        + others

    /// What cannot be read is not absent: a zero beside it is no amount.
    @Test(arguments: [
        #""usd_spent":"$0.50","credits_used":0"#, #""usd_spent":0,"credits_used":"1,000,000""#,
        #""usd_spent":{"amount":0.5},"credits_used":0"#, #""usd_spent":[0.5],"credits_used":0"#,
        #""usd_spent":true,"credits_used":0"#, #""credits_used":0,"tokens_used":"1,000,000""#,
        #""usd_spent":"0.50 USD""#,
    ])
    func usageThatCannotBeReadIsNoZero(fields: String) throws {
        let body = #"{"id":"a","status":"completed","meta":{"usage":{\#(fields)}}}"#
        guard case .answer(let generation) = Self.outcome(Answers.answer(200, body)) else {
            Issue.record("no answer")
            return
        }
        let usage = try #require(generation.usage)
        #expect(usage.charge(source: .body) == nil)
    }

    @Test func aHeaderThatCannotBeReadIsNoZero() throws {
        let headers = ["x-aimlapi-usd-spent": "abc", "x-aimlapi-credits-used": "0"]
        let answer = Answers.answer(200, #"{"id":"a","status":"completed"}"#, headers)
        guard case .answer(let generation) = Self.outcome(answer) else {
            Issue.record("no answer")
            return
        }
        #expect(try #require(generation.headerUsage).charge(source: .headers) == nil)
    }

    static let others: [(Exchange, AnswerInterpretation)] = [
        (Answers.answer(200, #"{"status":"paused"}"#), .answer(.unrecognized("paused"))),
        (Answers.answer(201, #"{"status":"queued"}"#), .answer(.running("queued"))),
        (Answers.answer(200, #"{"id":"a"}"#), .unavailable(nil)),
        (Answers.answer(200, #"{"id":"a","status":""}"#), .unavailable(nil)),
        (Answers.answer(200, #"{"id":"a","status":3}"#), .unavailable(nil)),
        (Answers.answer(200, "null"), .unavailable(nil)),
        (Answers.answer(200, ""), .unavailable(nil)),
        (Answers.answer(200, "[]"), .unavailable(nil)),
        (Answers.answer(200, "<html>"), .unavailable(nil)),
        (Answers.answer(200, #"{"status":"complet"#), .unavailable(nil)),
        (Answers.cut(200), .unavailable(nil)),
        (Answers.tooLarge(200), .unavailable(nil)),
        (Answers.answer(429, "{}"), .unavailable(nil)),
        (Answers.answer(429, "{}", ["retry-after": "17"]), .unavailable(17)),
        (Answers.answer(429, "{}", ["retry-after": "0"]), .unavailable(0)),
        (Answers.answer(429, "{}", ["retry-after": "99999999"]), .unavailable(86_400)),
        (Answers.answer(429, "{}", ["retry-after": "-3"]), .unavailable(nil)),
        (Answers.answer(429, "{}", ["retry-after": "1.5"]), .unavailable(nil)),
        (
            Answers.answer(429, "{}", ["retry-after": "Fri, 21 Nov 2026 10:00:00 GMT"]),
            .unavailable(nil)
        ),
        (Answers.answer(503, "", ["retry-after": "5"]), .unavailable(5)),
        (Answers.answer(500, "{}"), .unavailable(nil)),
        (Answers.answer(502, "<html>"), .unavailable(nil)),
        (Answers.answer(504, "null"), .unavailable(nil)),
        (Answers.answer(302, ""), .unavailable(nil)),
        (Answers.answer(402, "{}"), .unavailable(nil)),
        (Answers.answer(409, "{}"), .unavailable(nil)),
        (Answers.answer(400, "{}"), .rejected(400)),
        (Answers.answer(401, "{}"), .rejected(401)),
        (Answers.answer(403, "{}"), .rejected(403)),
        (Answers.answer(404, #"{"message":"Not found"}"#), .rejected(404)),
        (Answers.cut(404), .rejected(404)),
        (Answers.tooLarge(404), .unavailable(nil)),
        (Answers.failure(.closed), .unavailable(nil)),
        (Answers.failure(.nameLookup, bodyStarted: false), .unavailable(nil)),
        (Answers.failure(.deadline), .unavailable(nil)),
        (Answers.failure(.cancelled), .unavailable(nil)),
    ]

    @Test(arguments: table.indices)
    func everyExchangeHasItsOutcome(row: Int) {
        let (exchange, verdict) = Self.table[row]
        #expect(AnswerInterpretation(Self.outcome(exchange)) == verdict, "\(exchange)")
    }

    @Test func aCompletedAnswerCarriesItsVideoAndItsUsage() {
        let body =
            #"{"id":"a","status":"completed","video":{"url":"https://cdn.example/v.mp4"},"#
            + #""error":null,"meta":{"usage":{"credits_used":120000,"usd_spent":0.06}}}"#
        #expect(
            Self.outcome(Answers.answer(200, body))
                == .answer(
                    Generation(
                        id: "a", status: .completed, videoURL: "https://cdn.example/v.mp4",
                        usage: Usage(usdText: "0.06", creditsText: "120000"))))
    }

    @Test(
        arguments: [
            (#"{"url":"u"}"#, "u"), (#"["u","v"]"#, "u"), (#"[{"url":"u"}]"#, "u"), (#""u""#, "u"),
            ("null", nil), ("[]", nil), ("{}", nil), (#"{"url":""}"#, nil), (#"{"url":null}"#, nil),
            (#"["",{"url":"w"}]"#, "w"), ("[null]", nil), ("7", nil), (#""a\u001bb""#, nil),
        ] as [(String, String?)])
    func aVideoComesInSeveralShapes(json: String, url: String?) {
        let body = #"{"status":"completed","video":\#(json)}"#
        guard case .answer(let generation) = Self.outcome(Answers.answer(200, body)) else {
            Issue.record("\(json)")
            return
        }
        #expect(generation.videoURL == url)
    }

    @Test(
        arguments: [
            (#"{"usd_spent":1.0E-7}"#, "1.0E-7", nil),
            (#"{"usd_spent":0.0000001,"credits_used":1}"#, "0.0000001", "1"),
            (#"{"usd_spent":"1.638","credits_used":"3276000"}"#, "1.638", "3276000"),
            (#"{"tokens_used":588000}"#, nil, "588000"),
            (#"{"tokens_used":1,"credits_used":2}"#, nil, "2"),
            (#"{"tokens_used":1,"credits_used":null}"#, nil, "1"),
            (#"{"usd_spent":0}"#, "0", nil),
            (#"{"usd_spent":-1}"#, "-1", nil),
        ] as [(String, String?, String?)])
    func usageKeepsItsDigits(json: String, usd: String?, credits: String?) {
        let body = #"{"status":"completed","meta":{"usage":\#(json)}}"#
        guard case .answer(let generation) = Self.outcome(Answers.answer(200, body)) else {
            Issue.record("\(json)")
            return
        }
        #expect(generation.usage == Usage(usdText: usd, creditsText: credits))
    }

    @Test(arguments: [
        "null", "{}", #"{"usage":null}"#, #"{"usage":{}}"#, #"{"usage":{"usd_spent":null}}"#,
        #"{"usage":{"usd_spent":"free"}}"#, #"{"usage":{"usd_spent":""}}"#, #"{"usage":[1]}"#,
        #"{"usage":{"usd_spent":true,"credits_used":{}}}"#,
    ])
    func usageThatIsNoNumberIsNoAmount(meta: String) {
        let body = #"{"status":"completed","meta":\#(meta)}"#
        let headers = ["x-aimlapi-usd-spent": "n/a", "x-aimlapi-credits-used": ""]
        guard case .answer(let generation) = Self.outcome(Answers.answer(200, body, headers))
        else {
            Issue.record("no answer")
            return
        }
        #expect(generation.usage?.charge(source: .body) == nil)
        #expect(generation.headerUsage?.charge(source: .headers) == nil)
    }

    @Test func usageInHeadersStandsApartFromTheBody() {
        let headers = ["x-aimlapi-usd-spent": "0.001240000", "x-aimlapi-credits-used": "2480"]
        #expect(
            Self.outcome(Answers.answer(200, #"{"status":"completed"}"#, headers))
                == .answer(
                    Generation(
                        id: nil, status: .completed,
                        headerUsage: Usage(usdText: "0.001240000", creditsText: "2480"))))
    }

    @Test func anErrorOfCodeZeroIsNone() {
        let body = #"{"status":"vollendet","error":{"code":0,"message":"success"}}"#
        #expect(
            Self.outcome(Answers.answer(200, body))
                == .answer(Generation(id: nil, status: .unrecognized("vollendet"))))
    }

    @Test(arguments: [
        (#"{"name":"Bad","message":"too dark"}"#, Fault(name: "Bad", message: "too dark")),
        (#"{"message":"too dark"}"#, Fault(name: "error", message: "too dark")),
        (#""too dark""#, Fault(name: "error", message: "too dark")),
        (
            #"{"name":"Bad"}"#,
            Fault(name: "Bad", message: "the provider reported status 'error' and no reason")
        ),
        (
            "null",
            Fault(name: "error", message: "the provider reported status 'error' and no reason")
        ),
    ])
    func aFailedGenerationAlwaysSaysWhy(json: String, fault: Fault) {
        let body = #"{"status":"error","error":\#(json)}"#
        #expect(
            Self.outcome(Answers.answer(200, body))
                == .answer(Generation(id: nil, status: .failed("error"), fault: fault)))
    }
}
