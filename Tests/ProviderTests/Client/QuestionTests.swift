import Accounting
import Provider
import Testing

@Suite struct QuestionTests {
    static let start = Instant("2026-08-17T10:00:00.125999Z")!
    static let end = Instant("2026-08-18T02:00:00+02:00")!
    static let span = "=2026-08-17T10%3A00%3A00.125Z"
    static let spanEnd = "=2026-08-18T00%3A00%3A00.000Z"

    static let table: [(Question, String)] = [
        (
            .logs(from: start, to: end, offset: 300, limit: 100),
            "/v2/logs?start\(span)&end\(spanEnd)&limit=100&offset=300"
        ),
        (
            .transactions(from: start, to: end, cursor: nil, limit: 50),
            "/v2/billing/transactions?from\(span)&to\(spanEnd)&limit=50"
        ),
        (
            .transactions(from: start, to: end, cursor: "a+b/c==&limit=1#é", limit: 50),
            "/v2/billing/transactions?from\(span)&to\(spanEnd)&limit=50"
                + "&cursor=a%2Bb%2Fc%3D%3D%26limit%3D1%23%C3%A9"
        ),
        (.balance, "/v2/billing"), (.keyLimit, "/v1/key"),
        (.catalogue(etag: nil), "/v1/models?include=pricing"),
        (.generation("a:b/c"), "/v2/video/generations?generation_id=a%3Ab%2Fc"),
    ]

    @Test(arguments: table.indices)
    func everyQuestionGoesExactlyThere(row: Int) {
        #expect(Self.table[row].0.target == Self.table[row].1)
        #expect(Self.table[row].0.needsKey == (Self.table[row].0 != .catalogue(etag: nil)))
    }

    @Test(
        arguments: [
            (#"W/"1f""#, #"W/"1f""#), ("a\r\nX-Evil: 1", nil), ("", nil), (nil, nil),
        ] as [(String?, String?)])
    func onlyAnETagThatAHeaderCanCarryIsSent(etag: String?, sent: String?) {
        #expect(Question.catalogue(etag: etag).etag == sent)
    }
}
