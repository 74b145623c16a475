import Accounting
import LosslessJSON
import Reporting
import Testing

@Suite struct ClientCopyTests {
    private static let euro = Conversion(
        currency: "EUR", rate: Sample.usd("0.92"), date: Day("2026-11-20")!)

    private static func presentation(
        _ conversion: Conversion?, markup: String?
    ) -> SpendReport.Presentation {
        var presentation = SpendReport.Presentation()
        presentation.dimensions = [.mode]
        presentation.conversion = conversion
        presentation.markup = markup.flatMap { Markup(percent: Sample.usd($0)) }
        return presentation
    }

    private static func document(_ usd: String, _ rate: String?, markup: String?) -> JSON {
        let report = Sample.report([Sample.row(1, .std, .video, Sample.spend(usd))])
        let conversion = rate.flatMap {
            Conversion(currency: "EUR", rate: Sample.usd($0), date: Day("2026-11-20")!)
        }
        return ReportDocument.json(report, copy: presentation(conversion, markup: markup))
    }

    /// To hundredths; what lies in the middle goes to the even one.
    @Test(arguments: [
        ("1", "0.92", "0.92"), ("261.8616", "0.92", "240.91"), ("0.005", "1", "0.00"),
        ("0.015", "1", "0.02"), ("0.025", "1", "0.02"), ("-0.015", "1", "-0.02"),
        ("-0.001", "1", "0.00"), ("100000000", "1000000", "100000000000000.00"),
        ("0", "0.92", "0.00"),
    ])
    func aConversionIsRoundedHalfToEven(usd: String, rate: String, amount: String) {
        let json = ClientCopyTests.document(usd, rate, markup: nil)
        #expect(json["conversion"]?["amount"]?.string == amount)
        #expect(json["totals"]?["usd"]?.string == Sample.usd(usd).description)
    }

    @Test(arguments: [
        ("261.8616", "15", "39.27924", "301.14084"), ("0.000000001", "50", "0.00", "0.000000001"),
        ("0.000000003", "50", "0.000000002", "0.000000005"), ("-2", "12.5", "-0.25", "-2.25"),
        ("1", "0.000000001", "0.00", "1.00"),
    ])
    func aMarkupIsBesideTheCharge(usd: String, percent: String, added: String, sum: String) {
        let json = ClientCopyTests.document(usd, nil, markup: percent)
        #expect(
            json["markup"]?["usd"]?.string == added && json["markup"]?["sum_usd"]?.string == sum)
        #expect(json["totals"]?["usd"]?.string == Sample.usd(usd).description)
        #expect(ClientCopyTests.document(usd, nil, markup: nil)["markup"] == .null)
    }

    @Test func everyFormatForPeopleSaysWhatIsAdded() {
        let copy = ClientCopyTests.presentation(ClientCopyTests.euro, markup: "15")
        for format in [ReportFormat.text, .markdown, .html] {
            let text = Sample.month.rendered(as: format, copy)
                .replacing("\n", with: " ").replacing(#/ +/#, with: " ")
            for words in [
                "$13.5189605", "12.44", "≈ EUR", "$2.027844075", "$15.546804575", "15 %",
                "the rate of 2026-11-20", "rounded half to even", "not in the ledger",
            ] {
                #expect(
                    text.contains(words)
                        || format == .markdown && text.contains(words.replacing("$", with: "")),
                    "\(format): \(words)")
            }
        }
        let plain = Sample.month.rendered(as: .text, .init())
        #expect(!plain.contains("≈") && !plain.contains("Markup"))
    }

    @Test(arguments: [("EUR", "0"), ("eur", "1"), ("EURO", "1"), ("USD", "1"), ("EUR", "1000001")])
    func whatIsNoCurrencyOrRateIsNone(currency: String, rate: String) {
        #expect(
            Conversion(currency: currency, rate: Sample.usd(rate), date: Day(ordinal: 0)) == nil)
    }

    @Test(arguments: ["0", "-1", "1000.000000001"]) func whatIsNoMarkupIsNone(percent: String) {
        #expect(Markup(percent: Sample.usd(percent)) == nil)
    }
}
