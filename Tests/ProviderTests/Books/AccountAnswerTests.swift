import Accounting
import Provider
import Testing

/// What the provider says of the account and of the key.
@Suite struct AccountAnswerTests {
    @Test(
        arguments: [
            (#"{"current_balance":123.45,"currency":"USD"}"#, "123.45"),
            (#"{"current_balance":"123.45","currency":"USD"}"#, "123.45"),
            (#"{"current_balance":-0.5,"currency":"USD"}"#, USD(nanos: -500_000_000)),
            (#"{"current_balance":0.30000000000000004,"currency":"USD"}"#, "0.3"),
            (#"{"current_balance":123.45,"currency":"EUR"}"#, nil),
            (#"{"current_balance":123.45,"currency":null}"#, nil),
            (#"{"balance":246900000,"status":"current"}"#, nil),
            (#"{"current_balance":null,"currency":"USD"}"#, nil),
            (#"{"current_balance":"much","currency":"USD"}"#, nil),
            (#"{"currency":"USD"}"#, nil),
        ] as [(String, USD?)])
    func aBalanceIsDollarsOrUnreadable(body: String, balance: USD?) {
        let outcome = BooksClassification.outcome(
            of: Answers.answer(200, body), by: Answers.redaction, reading: USD.init(balance:))
        if case .answer(let usd) = outcome {
            #expect(usd == balance)
        } else {
            #expect(balance == nil)
        }
    }

    static let date = ["date": "Mon, 17 Aug 2026 10:00:00 GMT"]

    static func limit(_ body: String, _ headers: [String: String] = [:]) -> KeyLimit? {
        let outcome = BooksClassification.outcome(
            of: Answers.answer(200, body, headers), by: Answers.redaction, reading: KeyLimit.init)
        if case .answer(let limit) = outcome { return limit }
        return nil
    }

    @Test func aKeyIsReadWithTheProvidersTime() {
        let body =
            #"{"data":{"prefix":"sk-01234","disabled":false,"limit":{"retention":"month","threshold":25}}}"#
        #expect(
            Self.limit(body, Self.date)
                == KeyLimit(
                    retention: "month", threshold: "25", isDisabled: false,
                    date: Instant("2026-08-17T10:00:00Z")!))
    }

    static let nothing = KeyLimit(retention: nil, threshold: nil, isDisabled: nil)

    @Test(arguments: [
        #"{"data":{}}"#, #"{"data":{"limit":null,"prefix":null,"disabled":null}}"#,
        #"{"data":{"limit":{"threshold":-1,"retention":3},"prefix":"","disabled":"no"}}"#,
        #"{"data":{"limit":{"threshold":"much"}}}"#,
    ])
    func whatIsNotThereIsNilAndNotZero(body: String) {
        #expect(Self.limit(body, ["date": "yesterday"]) == Self.nothing)
    }

    @Test func aWordThatIsTheKeyIsHidden() {
        let body = #"{"data":{"limit":{"retention":"sk-0123456789abcdef"}}}"#
        #expect(Self.limit(body)?.retention == "[key]")
    }

    @Test(arguments: ["{}", #"{"data":null}"#, #"{"data":[]}"#])
    func anAnswerWithoutAKeyIsUnreadable(body: String) {
        #expect(Self.limit(body) == nil)
    }
}
