import Accounting
import Testing

@Suite struct HTTPDateTests {
    @Test(
        arguments: [
            ("Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37.000Z"),
            ("Mon, 17 Aug 2026 00:00:00 GMT", "2026-08-17T00:00:00.000Z"),
            ("Thu, 31 Dec 2026 23:59:59 GMT", "2026-12-31T23:59:59.000Z"),
            ("Thu, 29 Feb 2024 12:00:00 GMT", "2024-02-29T12:00:00.000Z"),
            // The day of the week is not compared with the day.
            ("Mon, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37.000Z"),
            ("Sun, 29 Feb 2026 12:00:00 GMT", nil), ("Sun, 06 nov 1994 08:49:37 GMT", nil),
            ("Sun, 06 Nov 1994 24:00:00 GMT", nil), ("Sun, 06 Nov 1994 08:49:37 UTC", nil),
            ("Sun, 6 Nov 1994 08:49:37 GMT", nil), ("Son, 06 Nov 1994 08:49:37 GMT", nil),
            ("Sunday, 06-Nov-94 08:49:37 GMT", nil), ("Sun Nov  6 08:49:37 1994", nil),
            ("Sun, 06 Nov 199é 8:49:37 GMT", nil), ("Sun, 06-Nov 1994 08:49:37 GMT", nil),
            ("Sun, 06 Nov 1994T08:49:37 GMT", nil), ("Sun, 06 Nov +994 08:49:37 GMT", nil),
            ("1994-11-06T08:49:37Z", nil), ("", nil),
        ] as [(String, String?)])
    func oneFormIsReadAndNoOther(text: String, instant: String?) {
        #expect(Instant(httpDate: text)?.description == instant)
    }

    @Test(arguments: [
        "1970-01-01T00:00:00Z", "1969-12-31T23:59:58Z", "2028-02-29T00:00:00Z",
        "0994-11-06T08:49:37Z", "9999-12-31T23:59:59Z",
    ])
    func whatIsWrittenIsReadBack(text: String) throws {
        let instant = try #require(Instant(text))
        #expect(Instant(httpDate: instant.httpDate) == instant)
    }
}
