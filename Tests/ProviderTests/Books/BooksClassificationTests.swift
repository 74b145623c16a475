import Accounting
import Provider
import Testing
import Transport

@Suite struct BooksClassificationTests {
    /// What an exchange comes to, without the words of its fault.
    enum AnswerInterpretation: Equatable, Sendable {
        case answer, notModified
        case unavailable(Int?)
        case rejected(Int)

        init(_ outcome: BooksOutcome<USD>) {
            switch outcome {
            case .answer: self = .answer
            case .notModified: self = .notModified
            case .unavailable(_, let seconds): self = .unavailable(seconds)
            case .rejected(let status, _): self = .rejected(status)
            }
        }
    }

    static let body = #"{"current_balance":1,"currency":"USD"}"#
    static let late = "Sat, 21 Nov 2026 10:00:30 GMT"
    static let date = "Sat, 21 Nov 2026 10:00:00 GMT"

    static let table: [(Exchange, AnswerInterpretation)] =
        [
            (Answers.answer(200, body), .answer),
            (Answers.answer(203, body, ["content-type": "text/html"]), .answer),
            (Answers.answer(200, "{}"), .unavailable(nil)),
            (Answers.answer(200, "[]"), .unavailable(nil)),
            (Answers.answer(200, "null"), .unavailable(nil)),
            (Answers.answer(200, ""), .unavailable(nil)),
            (Answers.answer(204, ""), .unavailable(nil)),
            (Answers.answer(200, "<html>"), .unavailable(nil)),
            (Answers.answer(200, String(body.dropLast())), .unavailable(nil)),
            (Answers.answer(200, #"{"currency":"USD","currency":"USD"}"#), .unavailable(nil)),
            (Answers.cut(200), .unavailable(nil)),
            (Answers.tooLarge(200), .unavailable(nil)),
            (Answers.failure(.closed), .unavailable(nil)),
            (Answers.failure(.nameLookup, bodyStarted: false), .unavailable(nil)),
            (Answers.failure(.deadline), .unavailable(nil)),
            (Answers.failure(.cancelled), .unavailable(nil)),
            (Answers.answer(429, "{}", ["retry-after": "17"]), .unavailable(17)),
            (Answers.answer(429, "{}", ["retry-after": "99999999"]), .unavailable(86_400)),
            (Answers.answer(429, "{}", ["retry-after": late, "date": date]), .unavailable(30)),
            (Answers.answer(503, "", ["retry-after": date, "date": late]), .unavailable(0)),
            (Answers.answer(503, "", ["retry-after": late]), .unavailable(nil)),
            (Answers.answer(503, "", ["retry-after": "-3", "date": date]), .unavailable(nil)),
            (Answers.answer(503, "<html>", ["retry-after": "5"]), .unavailable(5)),
            (Answers.tooLarge(404), .unavailable(nil)),
            (Answers.cut(404), .rejected(404)),
            (Answers.answer(404, "<html>"), .rejected(404)),
        ]
        + [408, 425, 429, 500, 502, 503, 504, 600].map {
            (Answers.answer($0, "{}"), .unavailable(nil))
        }
        + [300, 301, 302, 303, 307, 308, 400, 401, 402, 403, 404, 405, 409, 410, 422, 451].map {
            (Answers.answer($0, #"{"message":"no"}"#, ["retry-after": "5"]), .rejected($0))
        }

    static func outcome(_ exchange: Exchange, isConditional: Bool = false) -> BooksOutcome<USD> {
        BooksClassification.outcome(
            of: exchange, isConditional: isConditional, by: Answers.redaction,
            reading: USD.init(balance:))
    }

    @Test(arguments: table.indices, [false, true])
    func everyExchangeHasItsOutcome(row: Int, isConditional: Bool) {
        let (exchange, verdict) = Self.table[row]
        let outcome = Self.outcome(exchange, isConditional: isConditional)
        #expect(AnswerInterpretation(outcome) == verdict, "\(outcome)")
    }

    @Test func onlyWhoAskedWhatHasChangedIsToldThatNothingHas() {
        let exchange = Answers.answer(304, "")
        #expect(Self.outcome(exchange, isConditional: true) == .notModified)
        #expect(AnswerInterpretation(Self.outcome(exchange)) == .unavailable(nil))
    }

    @Test(arguments: [
        (
            Answers.answer(200, "<html>"),
            "the provider answered HTTP 200, but its body is a web page"
        ),
        (Answers.cut(200), "the provider answered HTTP 200, but its body is cut off"),
        (Answers.answer(200, "{}"), "the provider answered HTTP 200, but its currency is not USD"),
        (Answers.answer(429, #"{"message":"Too many"}"#), "HTTP 429: Too many"),
        (
            Answers.answer(302, ""),
            "the provider answered HTTP 302, a redirect, which is not followed"
        ),
        (
            Answers.answer(401, #"{"message":"bad key sk-0123456789abcdef"}"#),
            "the provider refused the key (HTTP 401)"
        ),
        (
            Answers.answer(403, #"{"message":"no scope for sk-0123456789abcdef"}"#),
            "no scope for [key]"
        ),
        (Answers.failure(.deadline), "the time-out ended before 'api.example' answered"),
        (
            .answered(
                HTTPAnswer(
                    status: 200, headers: [:], body: .tooLarge,
                    bodyLimit: Question.longestCatalogue)),
            "the provider answered HTTP 200, but its body is longer than 16 MiB"
        ),
    ])
    func theFaultSaysWhatWasMet(exchange: Exchange, message: String) {
        switch Self.outcome(exchange) {
        case .unavailable(let fault, _), .rejected(_, let fault): #expect(fault.message == message)
        case .answer, .notModified: Issue.record("no fault")
        }
    }
}
