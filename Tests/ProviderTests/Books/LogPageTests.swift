import Accounting
import Provider
import Testing

@Suite struct LogPageTests {
    static let created = Instant("2026-08-17T10:00:00.125Z")!
    static let row =
        #"{"created":"2026-08-17T10:00:00.125Z","status":"succeeded","origin":"api","model":"m/x","#
        + #""cost":{"usd":1.56,"credits":3120000},"tokens":{},"request_id":"r","#
        + #""inference_id":"gen-1","client_request_id":"c-1"}"#

    static func page(_ body: String, offset: Int = 0, limit: Int = 100) -> LogPage? {
        let outcome = BooksClassification.outcome(
            of: Answers.answer(200, body), by: Answers.redaction
        ) { answer throws(UnreadableBook) in try LogPage(answer, offset: offset, limit: limit) }
        if case .answer(let page) = outcome { return page }
        return nil
    }

    static func page(rows: String...) -> LogPage? {
        page(#"{"data":[\#(rows.joined(separator: ","))]}"#)
    }

    @Test func aRowIsReadWhole() throws {
        let page = try #require(Self.page(rows: Self.row))
        #expect(
            page.rows == [
                LogRow(
                    created: Self.created, status: .succeeded, origin: "api", model: "m/x",
                    cost: Charge(usd: "1.56", credits: 3_120_000, source: .logs),
                    inferenceID: "gen-1", clientRequestID: "c-1")
            ])
        #expect(page.failures == [] && !page.hasMore)
    }

    /// The `cost` of a row, the charge it is read as, and the words about it.
    static let costs: [(String, Charge?, String?)] = [
        (#"{"usd":0,"credits":0}"#, Charge(usd: .zero, credits: 0, source: .logs), nil),
        (
            #"{"usd":1.0E-7}"#,
            Charge(
                usd: "0.0000001", credits: 0, source: .logs, remark: "credits was not reported"),
            nil
        ),
        (
            #"{"credits":"3120000","usd":null}"#,
            Charge(usd: "1.56", credits: 3_120_000, source: .logs, remark: "usd was not reported"),
            nil
        ),
        (
            #"{"usd":0.1638000004999,"credits":327600}"#,
            Charge(
                usd: "0.1638", credits: 327_600, source: .logs,
                remark: "usd 0.1638000004999 was rounded"),
            nil
        ),
        (
            #"{"usd":1.56,"credits":3120002}"#,
            Charge(
                usd: "1.56", credits: 3_120_002, source: .logs,
                remark: "usd 1.56 and credits 3120002 disagree"),
            nil
        ),
        ("null", nil, nil), ("{}", nil, nil), (#"{"usd":null,"credits":null}"#, nil, nil),
        ("1.56", nil, "log row 1 ('g') has no amount in 'cost'"),
        (
            #"{"usd":-1.56,"credits":3120000}"#, nil,
            "log row 1 ('g') has no amount in 'cost': usd -1.56, credits 3120000"
        ),
        (
            #"{"usd":"a lot\u001b[31m"}"#, nil,
            "log row 1 ('g') has no amount in 'cost': usd 'a lot [31m'"
        ),
        (#"{"usd":{"x":1}}"#, nil, #"log row 1 ('g') has no amount in 'cost': usd '{"x":1}'"#),
    ]

    @Test(arguments: costs.indices)
    func aCostIsReadExactlyOrIsUnknown(row: Int) throws {
        let (cost, charge, failure) = Self.costs[row]
        let json =
            #"{"created":"2026-08-17T10:00:00Z","status":"failed","inference_id":"g","cost":\#(cost)}"#
        let page = try #require(Self.page(rows: json))
        #expect(page.rows.count == 1)
        #expect(page.rows.first?.cost == charge)
        #expect(page.failures == [failure].compactMap { $0 })
    }

    /// A row that is left out, and the words about it.
    static let unreadable = [
        (
            #"{"status":"failed","inference_id":"g"}"#,
            "log row 2 ('g') is left out: no time in 'created'"
        ),
        (
            #"{"created":"yesterday","status":"failed"}"#,
            "log row 2 is left out: no time in 'created': yesterday"
        ),
        (
            #"{"created":1755424800,"status":"failed"}"#,
            "log row 2 is left out: no time in 'created': 1755424800"
        ),
        (
            #"{"created":"2026-08-17T10:00:00Z"}"#,
            "log row 2 is left out: no word in 'status'"
        ),
        (
            #"{"created":"sk-0123456789abcdef","status":"failed"}"#,
            "log row 2 is left out: no time in 'created': [key]"
        ),
    ]

    @Test(arguments: unreadable.indices)
    func aRowThatCannotBeReadIsNamedAndCostsNoOther(row: Int) throws {
        let (json, failure) = Self.unreadable[row]
        let page = try #require(Self.page(rows: Self.row, json, Self.row))
        #expect(page.rows.count == 2)
        #expect(page.failures == [failure])
    }

    @Test(arguments: ["null", "3", "[]", "\"x\""])
    func whatIsNoRowIsNamed(json: String) throws {
        let page = try #require(Self.page(rows: Self.row, json))
        #expect(page.rows.count == 1)
        #expect(
            page.failures.count == 2 && page.failures.allSatisfy { $0.hasPrefix("log row 2 is") })
    }

    @Test(arguments: [#""sk-0123456789abcdef""#, #""a\nb""#, "true"])
    func anIDThatMayNotBeKeptIsNoneAndSaidSo(id: String) throws {
        let page = try #require(
            Self.page(
                rows:
                    #"{"created":"2026-08-17T10:00:00Z","status":"running","inference_id":\#(id)}"#)
        )
        #expect(page.rows.first?.inferenceID == nil)
        #expect(page.rows.first?.status == .other("running"))
        #expect(page.failures == ["log row 1 has an unreadable 'inference_id'"])
    }

    /// What follows `data`, the rows there are, the limit, and what is made of it.
    static let paginations: [(String, Int, Int, hasMore: Bool)] = [
        (#","pagination":{"has_more":true,"total":7}"#, 2, 2, true),
        (#","pagination":{"has_more":false,"total":7}"#, 2, 2, false),
        (#","pagination":{"total":7}"#, 2, 2, true),
        (#","pagination":{"total":6}"#, 2, 2, false),
        (#","pagination":{"total":7}"#, 0, 2, false),
        (#","pagination":{"total":-1}"#, 2, 2, true),
        (#","pagination":null"#, 2, 2, true),
        ("", 2, 2, true), ("", 1, 2, false), ("", 0, 2, false),
    ]

    @Test(arguments: paginations.indices)
    func moreIsFollowedWhereverItMayBe(row: Int) throws {
        let (pagination, count, limit, hasMore) = Self.paginations[row]
        let rows = Array(repeating: Self.row, count: count).joined(separator: ",")
        let page = try #require(
            Self.page(#"{"data":[\#(rows)]\#(pagination)}"#, offset: 4, limit: limit))
        #expect(page.hasMore == hasMore)
        #expect(page.failures == [])
    }

    @Test func aPageSaysHowManyRowsItHadThoseLeftOutAmongThem() throws {
        let body = #"{"data":[\#(Self.row),{}],"pagination":{"has_more":true}}"#
        let page = try #require(Self.page(body, offset: 4, limit: 100))
        #expect(page.rows.count == 1 && page.count == 2 && !page.failures.isEmpty)
    }

    @Test(arguments: ["{}", #"{"data":null}"#, #"{"data":{}}"#, #"{"rows":[]}"#])
    func anAnswerWithoutRowsIsNoLog(body: String) {
        #expect(Self.page(body) == nil)
    }
}
