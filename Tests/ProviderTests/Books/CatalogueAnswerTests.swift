import Accounting
import Provider
import Testing

@Suite struct CatalogueAnswerTests {
    static func answer(_ body: String, _ headers: [String: String] = [:]) -> CatalogueAnswer? {
        let outcome = BooksClassification.outcome(
            of: Answers.answer(200, body, headers), by: Answers.redaction,
            reading: CatalogueAnswer.init)
        if case .answer(let answer) = outcome { return answer }
        return nil
    }

    static func entry(_ pricing: String) -> String {
        #"{"id":"a/b","aliases":["b"],"type":"video","pricing":\#(pricing)}"#
    }

    static func fixed(_ units: String..., currency: String = #""USD""#) -> String {
        #"{"kind":"fixed","currency":\#(currency),"units":[\#(units.joined(separator: ","))]}"#
    }

    static func variants(_ variants: String...) -> String {
        #"{"kind":"variants","dimensions":["mode"],"variants":[\#(variants.joined(separator: ","))]}"#
    }

    static let second = #"{"name":"output","measure":"second","price":0.364,"per":1}"#
    static let pro = #"{"when":{"mode":"pro"},"price":2.184,"unit":"second","per":10}"#

    static let table: [(String, CataloguePricing?)] = [
        (
            fixed(second),
            .listed([CatalogueRate(price: "0.364", per: 1, unit: "second")])
        ),
        (
            fixed(second, #"{"measure":"video","price":"0.05","per":1}"#),
            .listed([
                CatalogueRate(price: "0.364", per: 1, unit: "second"),
                CatalogueRate(price: "0.05", per: 1, unit: "video"),
            ])
        ),
        (
            fixed(#"{"measure":"token","price":1.0E-7,"per":1000000}"#),
            .listed([CatalogueRate(price: "0.0000001", per: 1_000_000, unit: "token")])
        ),
        (
            variants(pro),
            .listed([CatalogueRate(when: ["mode": "pro"], price: "2.184", per: 10, unit: "second")])
        ),
        (
            variants(
                #"{"when":{"audio":true,"fps":24.0,"res":"720p"},"price":0,"unit":"second","per":1}"#,
                #"{"when":{},"price":0.1,"unit":"second","per":1}"#),
            .listed([
                CatalogueRate(
                    when: ["audio": "true", "fps": "24.0", "res": "720p"], price: .zero, per: 1,
                    unit: "second"),
                CatalogueRate(price: "0.1", per: 1, unit: "second"),
            ])
        ),
        (#"{"kind":"variable"}"#, .variable),
        (#"{"kind":"variable","currency":"USD"}"#, .variable),
        // Unknown, and never zero.
        ("null", nil), ("{}", nil), ("0.5", nil), (#"{"kind":"auction","currency":"USD"}"#, nil),
        (fixed(), nil), (variants(), nil), (#"{"kind":"fixed","currency":"USD"}"#, nil),
        (fixed(second, currency: #""EUR""#), nil), (fixed(second, currency: "1"), nil),
        (#"{"kind":"variable","currency":"EUR"}"#, nil),
        (fixed(second, #"{"measure":"video","price":0.05}"#), nil),
        (fixed(#"{"measure":"second","price":0.1638000001,"per":1}"#), nil),
        (fixed(#"{"measure":"second","price":0.16380000000000003,"per":1}"#), nil),
        (fixed(#"{"measure":"second","price":-0.1,"per":1}"#), nil),
        (fixed(#"{"measure":"second","price":null,"per":1}"#), nil),
        (fixed(#"{"measure":"second","price":"free","per":1}"#), nil),
        (fixed(#"{"measure":"second","price":1e9,"per":1}"#), nil),
        (fixed(#"{"measure":"second","price":0.1,"per":0}"#), nil),
        (fixed(#"{"measure":"second","price":0.1,"per":0.5}"#), nil),
        (fixed(#"{"measure":"second","price":0.1,"per":-1}"#), nil),
        (fixed(#"{"measure":"","price":0.1,"per":1}"#), nil),
        (fixed(#"{"measure":7,"price":0.1,"per":1}"#), nil),
        (fixed("[]"), nil),
        (variants(pro, #"{"price":1,"unit":"second","per":1}"#), nil),
        (variants(pro, #"{"when":{"mode":null},"price":1,"unit":"second","per":1}"#), nil),
        (variants(pro, #"{"when":{"mode":["a"]},"price":1,"unit":"second","per":1}"#), nil),
        (variants(pro, #"{"when":{"mode":"std"},"unit":"second","per":1}"#), nil),
        (
            variants(#"{"when":{"\u00e9":"a","e\u0301":"b"},"price":1,"unit":"second","per":1}"#),
            nil
        ),
    ]

    @Test(arguments: table.indices)
    func aPriceIsReadWholeOrUnknown(row: Int) throws {
        let (pricing, expected) = Self.table[row]
        let body = #"{"object":"list","data":[\#(Self.entry(pricing)),{"id":"c"}]}"#
        let entries = try #require(Self.answer(body)).entries
        #expect(
            entries == [
                CatalogueEntry(id: "a/b", aliases: ["b"], type: "video", pricing: expected),
                CatalogueEntry(id: "c"),
            ])
    }

    @Test func whatNamesNoModelIsNoEntryAndCostsNoOther() throws {
        let body =
            #"{"data":[null,3,{},{"id":""},{"id":7},{"id":"sk-0123456789abcdef"},{"id":"a\nb"},"#
            + #"{"id":"c","aliases":["d",null,"","sk-0123456789abcdef"],"type":5},"#
            + #"{"id":"e","aliases":"x","type":"\u001b"}]}"#
        #expect(
            try #require(Self.answer(body)).entries == [
                CatalogueEntry(id: "c", aliases: ["d"]), CatalogueEntry(id: "e"),
            ])
    }

    @Test(
        arguments: [
            (#"W/"1f-abc""#, #"W/"1f-abc""#), (#""x""#, #""x""#), ("", nil), ("a b", nil),
            ("\"é\"", nil), ("\"sk-0123456789abcdef\"", nil),
            (String(repeating: "x", count: 513), nil),
        ] as [(String, String?)])
    func anETagIsKeptWhenItCanBeSentBack(header: String, etag: String?) throws {
        let answer = try #require(Self.answer(#"{"data":[]}"#, ["etag": header]))
        #expect(answer == CatalogueAnswer(etag: etag, entries: []))
    }

    @Test(arguments: ["{}", #"{"data":{}}"#, #"{"models":[]}"#])
    func anAnswerWithoutModelsIsNoCatalogue(body: String) {
        #expect(Self.answer(body) == nil)
    }
}
