import Accounting
import Provider
import Testing
import Transport

@Suite struct SubmitClassificationTests {
    /// What an exchange comes to, without the words of its fault.
    enum AnswerInterpretation: Equatable, Sendable {
        case notSent, unknown
        case refused(Int)
        case accepted(String, GenerationStatus)

        init(_ outcome: SubmitOutcome) {
            switch outcome {
            case .notSent: self = .notSent
            case .unknown: self = .unknown
            case .refused(let status, _): self = .refused(status)
            case .accepted(let generation):
                self = .accepted(generation.id ?? "", generation.status)
            }
        }
    }

    static let queued = GenerationStatus.running("queued")
    static let header = ["x-inference-id": "from-header"]

    static let table: [(Exchange, AnswerInterpretation)] =
        transport + accepted + unreadable + refused + undecided

    static let transport: [(Exchange, AnswerInterpretation)] = [
        (Answers.failure(.nameLookup, bodyStarted: false), .notSent),
        (Answers.failure(.refused, bodyStarted: false), .notSent),
        (Answers.failure(.unreachable, bodyStarted: false), .notSent),
        (Answers.failure(.connectTimeout, bodyStarted: false), .notSent),
        (Answers.failure(.tls, bodyStarted: false), .notSent),
        (Answers.failure(.deadline, bodyStarted: false), .notSent),
        (Answers.failure(.cancelled, bodyStarted: false), .notSent),
        (Answers.failure(.key, bodyStarted: false), .notSent),
        (Answers.failure(.closed), .unknown),
        (Answers.failure(.deadline), .unknown),
        (Answers.failure(.cancelled), .unknown),
        (Answers.failure(.tls), .unknown),
        (Answers.failure(.other), .unknown),
    ]

    static let accepted: [(Exchange, AnswerInterpretation)] = [
        (Answers.answer(200, #"{"id":"a","status":"queued"}"#), .accepted("a", queued)),
        (Answers.answer(201, #"{"id":"a","status":"queued"}"#), .accepted("a", queued)),
        (Answers.answer(202, #"{"id":"a","status":"QUEUED"}"#), .accepted("a", queued)),
        (Answers.answer(200, #"{"id":"a"}"#), .accepted("a", queued)),
        (Answers.answer(200, #"{"id":"a","status":null}"#), .accepted("a", queued)),
        (Answers.answer(200, #"{"id":17,"status":"queued"}"#), .accepted("17", queued)),
        (
            Answers.answer(200, #"{"id":"-Zx","status":"generating"}"#),
            .accepted("-Zx", .running("generating"))
        ),
        (
            Answers.answer(
                200, #"{"generation_id":"349865017168125:minimax/hailuo-2.3","status":"queued"}"#),
            .accepted("349865017168125:minimax/hailuo-2.3", queued)
        ),
        (Answers.answer(200, #"{"id":"","generation_id":"g"}"#), .accepted("g", queued)),
        (Answers.answer(200, #"{"id":"a"}"#, header), .accepted("a", queued)),
        (Answers.answer(200, #"{"status":"queued"}"#, header), .accepted("from-header", queued)),
        (Answers.answer(200, #"{"id":"","status":"x"}"#, header), accepted("x")),
        (Answers.answer(200, "", header), .accepted("from-header", queued)),
        (Answers.answer(200, "null", header), .accepted("from-header", queued)),
        (Answers.answer(200, "<html>", header), .accepted("from-header", queued)),
        (Answers.answer(200, #"{"id":"a","sta"#, header), .accepted("from-header", queued)),
        (Answers.cut(200, header), .accepted("from-header", queued)),
        (Answers.tooLarge(200, header), .accepted("from-header", queued)),
        (Answers.answer(200, #"{"id":"a","status":"succeeded"}"#), .accepted("a", .completed)),
        (
            Answers.answer(200, #"{"id":"a","status":"failed"}"#),
            .accepted("a", .failed("failed"))
        ),
        (
            Answers.answer(200, #"{"id":"a","status":"brewing"}"#),
            .accepted("a", .unrecognized("brewing"))
        ),
        (
            Answers.answer(200, #"{"id":"\#(String(repeating: "x", count: 512))"}"#),
            .accepted(String(repeating: "x", count: 512), queued)
        ),
    ]

    static func accepted(_ word: String) -> AnswerInterpretation {
        .accepted("from-header", .unrecognized(word))
    }

    static let unreadable: [(Exchange, AnswerInterpretation)] = [
        (Answers.answer(200, #"{"status":"queued"}"#), .unknown),
        (Answers.answer(200, #"{"id":"","status":"queued"}"#), .unknown),
        (Answers.answer(200, #"{"id":null}"#), .unknown),
        (Answers.answer(200, #"{"id":{"a":1}}"#), .unknown),
        (Answers.answer(200, #"{"id":"a\u0000b"}"#), .unknown),
        (Answers.answer(200, #"{"id":"a\nb"}"#), .unknown),
        (Answers.answer(200, #"{"id":"\#(String(repeating: "x", count: 513))"}"#), .unknown),
        (Answers.answer(200, #"{"id":"a","id":"b"}"#), .unknown),
        (Answers.answer(200, #"{"id":"a","status":"que"#), .unknown),
        (Answers.answer(200, "<!doctype html><title>Hi</title>"), .unknown),
        (Answers.answer(200, ""), .unknown),
        (Answers.answer(204, ""), .unknown),
        (Answers.answer(200, "null"), .unknown),
        (Answers.answer(200, #"[{"id":"a"}]"#), .unknown),
        (Answers.answer(200, #""a""#), .unknown),
        (Answers.answer(200, "", ["x-inference-id": ""]), .unknown),
        (
            Answers.answer(200, "", ["x-inference-id": String(repeating: "x", count: 513)]),
            .unknown
        ),
        (Answers.cut(200), .unknown),
        (Answers.tooLarge(200), .unknown),
    ]

    static let refused: [(Exchange, AnswerInterpretation)] =
        [400, 401, 403, 404, 405, 413, 415, 422, 429].map {
            (Answers.answer($0, #"{"message":"no"}"#), .refused($0))
        } + [
            (Answers.answer(403, ""), .refused(403)),
            (Answers.answer(400, "<html>"), .refused(400)),
            (Answers.answer(429, "null"), .refused(429)),
            (Answers.cut(400), .refused(400)),
            // An id on a refusal does not make it an acceptance.
            (Answers.answer(400, #"{"id":"a","status":"queued"}"#, header), .refused(400)),
            (Answers.tooLarge(400), .unknown),
        ]

    static let undecided: [(Exchange, AnswerInterpretation)] =
        [
            100, 199, 300, 301, 302, 303, 304, 307, 308, 402, 406, 408, 409, 410, 418, 425, 451,
            500, 501, 502, 503, 504, 520, 524, 599,
        ].map { (Answers.answer($0, #"{"message":"hm","id":"a"}"#, header), .unknown) }

    @Test(arguments: table.indices)
    func everyExchangeHasItsOutcome(row: Int) {
        let (exchange, verdict) = Self.table[row]
        let outcome = SubmitClassification.outcome(of: exchange, by: Answers.redaction)
        #expect(AnswerInterpretation(outcome) == verdict, "\(exchange)")
    }

    @Test func theTableIsLongEnoughToMeanSomething() {
        #expect(Self.table.count >= 50)
    }

    @Test(arguments: table.indices)
    func everyFaultIsOneShortLineWithoutTheKey(row: Int) {
        let outcome = SubmitClassification.outcome(of: Self.table[row].0, by: Answers.redaction)
        let fault: Fault? =
            switch outcome {
            case .notSent(let fault), .refused(_, let fault), .unknown(let fault): fault
            case .accepted(let generation): generation.fault
            }
        guard let fault else { return }
        #expect(!fault.name.isEmpty && !fault.message.isEmpty)
        #expect(fault.message.unicodeScalars.count <= 300)
        #expect(!fault.message.contains { $0.isNewline })
    }

    @Test func aSubmitThatSaysWhatItUsesIsAccepted() {
        let body =
            #"{"id":"QC4qjlUKt8ZedNi7r09LM","status":"queued","#
            + #""meta":{"usage":{"credits_used":3900000,"usd_spent":1.95}}}"#
        let headers = [
            "x-aimlapi-credits-used": "3900000", "x-aimlapi-usd-spent": "1.950000000",
        ]
        #expect(
            SubmitClassification.outcome(
                of: Answers.answer(200, body, headers), by: Answers.redaction)
                == .accepted(
                    Generation(
                        id: "QC4qjlUKt8ZedNi7r09LM", status: .running("queued"),
                        usage: Usage(usdText: "1.95", creditsText: "3900000"),
                        headerUsage: Usage(usdText: "1.950000000", creditsText: "3900000"))))
    }

    @Test func whatWasNotSentSaysSoAndWhatToDo() {
        let outcome = SubmitClassification.outcome(
            of: Answers.failure(.refused, bodyStarted: false), by: Answers.redaction)
        #expect(
            outcome
                == .notSent(
                    Fault(
                        name: "connection_refused",
                        message: "nothing was sent: 'api.example' refused the connection")))
    }

    @Test func whatMayBeChargedSaysNotToSendItAgain() {
        let outcome = SubmitClassification.outcome(
            of: Answers.failure(.closed), by: Answers.redaction)
        guard case .unknown(let fault) = outcome else { Issue.record("\(outcome)"); return }
        #expect(fault.message.contains("do not send it again"))
    }
}
