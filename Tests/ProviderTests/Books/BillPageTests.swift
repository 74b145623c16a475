import Accounting
import Provider
import Testing

@Suite struct BillPageTests {
    static func line(
        _ direction: String = #""CHARGE""#, _ type: String = #""MODEL_USAGE""#,
        at created: String = #""2026-08-17T10:00:00.000Z""#,
        amount: String = #"{"usd":1.56,"credits":3120000}"#
    ) -> String {
        #"{"created_at":\#(created),"direction":\#(direction),"type":\#(type),"amount":\#(amount),"#
            + #""model":"m/x","reference_id":"g:a/b"}"#
    }

    static func page(_ body: String) -> BillPage? {
        let outcome = BooksClassification.outcome(
            of: Answers.answer(200, body), by: Answers.redaction, reading: BillPage.init)
        if case .answer(let page) = outcome { return page }
        return nil
    }

    static func page(lines: String...) -> BillPage? {
        page(#"{"data":[\#(lines.joined(separator: ","))],"pagination":{"has_more":false}}"#)
    }

    @Test func theDocumentedAnswerIsReadWhole() throws {
        let page = try #require(
            Self.page(
                #"{"data":[\#(Self.line())],"pagination":{"next_cursor":"abc==","has_more":true}}"#)
        )
        #expect(
            page
                == BillPage(
                    lines: [
                        BillLine(
                            createdAt: Instant("2026-08-17T10:00:00Z")!, direction: .charge,
                            kind: .modelUsage, amount: "1.56", credits: 3_120_000, model: "m/x",
                            referenceID: "g:a/b")
                    ], nextCursor: "abc==", hasMore: true, failures: []))
    }

    /// The amount of a line, what is read, and the words about it.
    static let amounts: [(String, (USD, Int64?)?, String?)] = [
        (#"{"usd":0,"credits":0}"#, ("0", 0), nil),
        (#"{"usd":25}"#, ("25", nil), nil),
        (#"{"credits":50000000}"#, ("25", 50_000_000), nil),
        (#"{"usd":0.0000000015}"#, ("0.000000002", nil), nil),
        (#"{"usd":25,"credits":50000001}"#, ("25", 50_000_001), nil),
        (
            // The line is there, and the dollars count.
            #"{"usd":25,"credits":25}"#, ("25", 25), nil
        ),
        (
            #"{"usd":25,"credits":-50000000}"#, ("25", nil), nil
        ),
        (
            #"{"usd":-25,"credits":50000000}"#, nil,
            "bill line 1 ('g:a/b') is left out: no amount in 'amount': usd -25, credits 50000000"
        ),
        (
            #"{"credits":-1}"#, nil,
            "bill line 1 ('g:a/b') is left out: no amount in 'amount': credits -1"
        ),
        ("{}", nil, "bill line 1 ('g:a/b') is left out: no amount in 'amount'"),
        ("null", nil, "bill line 1 ('g:a/b') is left out: no amount in 'amount'"),
        ("25", nil, "bill line 1 ('g:a/b') is left out: no amount in 'amount'"),
        (
            #"{"usd":1e9}"#, nil,
            "bill line 1 ('g:a/b') is left out: no amount in 'amount': usd 1e9"
        ),
    ]

    @Test(arguments: amounts.indices)
    func anAmountIsReadExactlyOrTheLineIsNamed(row: Int) throws {
        let (amount, expected, failure) = Self.amounts[row]
        let page = try #require(Self.page(lines: Self.line(amount: amount), Self.line()))
        #expect(page.lines.count == (expected == nil ? 1 : 2))
        if let expected {
            #expect(page.lines[0].amount == expected.0 && page.lines[0].credits == expected.1)
        }
        #expect(page.failures == [failure].compactMap { $0 })
    }

    static let unreadable: [(String, String)] = [
        (line(at: "null"), "no time in 'created_at': null"),
        (line(at: #""2026-13-17T10:00:00Z""#), "no time in 'created_at': 2026-13-17T10:00:00Z"),
        (line(#""HOLD""#), "no known direction in 'direction': HOLD"),
        (line("1"), "no word in 'direction': 1"),
        (line(#""CHARGE""#, #""""#), "no word in 'type':"),
        (
            line(#""see https://a.b/c?sig=secret""#),
            "no known direction in 'direction': see https://a.b/c…"
        ),
    ]

    @Test(arguments: unreadable.indices)
    func aLineThatCannotBeReadIsNamedAndCostsNoOther(row: Int) throws {
        let (line, words) = Self.unreadable[row]
        let page = try #require(Self.page(lines: Self.line(), line, Self.line()))
        #expect(page.lines.count == 2)
        #expect(page.failures == ["bill line 2 ('g:a/b') is left out: \(words)"])
    }

    @Test func anUnknownKindIsKeptInItsOwnWord() throws {
        let page = try #require(Self.page(lines: Self.line(#""TOPUP""#, #""CASHBACK""#)))
        #expect(page.lines.first?.kind == .other("CASHBACK"))
        #expect(page.lines.first?.direction == .topUp && page.failures == [])
    }

    /// What follows `data`: the cursor, whether more follows, whether that is a trouble.
    static let paginations: [(String, String?, Bool, Bool)] = [
        (#","pagination":{"next_cursor":null,"has_more":false}"#, nil, false, false),
        (#","pagination":{"next_cursor":"x"}"#, "x", true, false),
        (#","pagination":{"next_cursor":"x","has_more":false}"#, "x", false, false),
        (#","pagination":{"has_more":true}"#, nil, true, true),
        (#","pagination":{"next_cursor":"","has_more":true}"#, nil, true, true),
        (#","pagination":{"next_cursor":"sk-0123456789abcdef","has_more":true}"#, nil, true, true),
        ("", nil, false, false),
    ]

    @Test(arguments: paginations.indices)
    func aPageThatEndsEarlySaysSo(row: Int) throws {
        let (pagination, cursor, hasMore, isFailure) = Self.paginations[row]
        let page = try #require(Self.page(#"{"data":[]\#(pagination)}"#))
        #expect(page.nextCursor == cursor && page.hasMore == hasMore)
        #expect(page.failures.isEmpty == !isFailure)
    }

    @Test(arguments: ["{}", #"{"data":{}}"#, #"{"data":"x"}"#])
    func anAnswerWithoutLinesIsNoBill(body: String) {
        #expect(Self.page(body) == nil)
    }
}
