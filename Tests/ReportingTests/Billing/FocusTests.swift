import Accounting
import Foundation
import LosslessJSON
import Reporting
import TestSupport
import Testing

@Suite struct FocusTests {
    @Test func aChargeIsARow() throws {
        let rows = Billed.focus([
            Billed.submission(
                "1.7472", project: "spring", labels: [Label(key: "scene", value: "12")],
                generation: "gen-1")
        ])
        let row = try #require(rows.first)
        #expect(rows.count == 1)
        let expected = [
            "BilledCost": "1.7472", "EffectiveCost": "1.7472", "ListCost": "1.7472",
            "BillingAccountId": "b747e8910000", "ChargeClass": "", "ChargeCategory": "Usage",
            "ChargePeriodStart": "2026-11-01T00:00:00Z", "ChargePeriodEnd": "2026-11-02T00:00:00Z",
            "BillingPeriodStart": "2026-11-01T00:00:00Z",
            "BillingPeriodEnd": "2026-12-01T00:00:00Z", "PricingQuantity": "8.0",
            "PricingUnit": "Seconds", "ListUnitPrice": "0.2184", "PublisherName": "klingai",
            "SkuId": "klingai/video-v3-motion-control:pro", "SubAccountId": "spring",
            "Tags": "{\"project\":\"spring\",\"scene\":\"12\"}", "x_Mode": "pro",
            "x_CharacterOrientation": "video", "x_SubmissionId": Sample.id.description,
            "x_GenerationId": "gen-1", "x_CreditsUsed": "3494400", "x_Provisional": "false",
        ]
        for (column, value) in expected { #expect(row[column] == value, "\(column)") }
    }

    @Test func eachVersionHasItsNamesOfTheProvider() {
        let row = Billed.submission("1")
        let old = Set(Billed.focus([row], .v1_2)[0].keys)
        let new = Set(Billed.focus([row], .v1_4)[0].keys)
        #expect(old.subtracting(new) == ["ProviderName", "PublisherName"])
        #expect(new.subtracting(old) == ["HostProviderName", "ServiceProviderName"])
    }

    /// What has no row, and what each row of another costs.
    @Test(
        arguments: [
            (Billed.submission(nil, state: .accepted), []),
            (Billed.submission(nil, state: .unpriced), []),
            (Billed.submission(nil, state: .refused), []),
            (Billed.submission(nil, state: .voided), ["0.00"]),
            (Billed.submission("1.5"), ["1.50"]),
            (Billed.submission("1.5", corrections: [("-0.1", "bill")]), ["1.60", "-0.10"]),
            (
                Billed.submission("2", corrections: [("1", "a"), ("-0.000000001", "b")]),
                ["1.000000001", "1.00", "-0.000000001"]
            ),
            (
                Billed.submission("0.5", state: .voided, corrections: [("0.5", "late")]),
                ["0.00", "0.50"]
            ),
        ] as [(BilledSubmission, [String])])
    func aFailureCostsNothingAndACorrectionIsARowOfItsOwn(
        submission: BilledSubmission, costs: [String]
    ) {
        let rows = Billed.focus([submission])
        #expect(rows.map { $0["BilledCost"] } == costs)
        for (index, row) in rows.enumerated() {
            #expect(row["ChargeClass"] == (index == 0 ? "" : "Correction"))
            for column in ["PricingQuantity", "PricingUnit", "ListUnitPrice", "SkuPriceId"] {
                #expect((row[column] == "") == (index > 0), "\(column)")
            }
        }
    }

    @Test(
        arguments: [
            ("1.7472", 8, PriceUnit.second, "8.0", "0.2184"), ("2", 8, .second, "8.0", "0.25"),
            ("1", 7, .second, "7.0", "0.142857142857"), ("2", 3, .second, "3.0", "0.666666666667"),
            ("0.000000001", 30, .second, "30.0", "0.000000000033"),
            ("0", 8, .second, "8.0", "0.00"),
            ("2", nil, .second, "1.0", "2.00"), ("2", 8, .video, "1.0", "2.00"),
            ("100000000", 7, .second, "7.0", "14285714.285714285714"),
        ] as [(String, Int?, PriceUnit, String, String)])
    func quantityTimesPriceIsTheCost(
        usd: String, seconds: Int?, per: PriceUnit, quantity: String, price: String
    ) throws {
        let row = try #require(
            Billed.focus([Billed.submission(usd, seconds: seconds, per: per)]).first)
        #expect(row["PricingQuantity"] == quantity && row["ListUnitPrice"] == price)
        let product = try #require(Decimal(string: quantity)) * #require(Decimal(string: price))
        var rounded = Decimal()
        var exact = product
        NSDecimalRound(&rounded, &exact, 9, .plain)
        #expect(rounded == Decimal(string: usd))
    }

    @Test func periodsAreTheLedgersDaysAndMonths() {
        func periods(_ zone: String, _ day: String) -> [String?] {
            let row = Billed.focus([Billed.submission("1", day: Day(day)!)], zone: zone)[0]
            return [
                "ChargePeriodStart", "ChargePeriodEnd", "BillingPeriodStart", "BillingPeriodEnd",
            ].map { row[$0] }
        }
        // A day of 25 hours at the end of a month, and of a month that begins in summer time.
        #expect(
            periods("Europe/Berlin", "2026-10-25") == [
                "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", "2026-09-30T22:00:00Z",
                "2026-10-31T23:00:00Z",
            ])
        #expect(
            periods("Asia/Kolkata", "2026-12-31") == [
                "2026-12-30T18:30:00Z", "2026-12-31T18:30:00Z", "2026-11-30T18:30:00Z",
                "2026-12-31T18:30:00Z",
            ])
    }

    static let hostile: [String] = [
        "=HYPERLINK(\"http://x\",\"y\")", "+1", "-1", "@SUM(A1)", "'=1", "a,b", "a\"b\"", "\"",
        "a\nb", "a\r\nb", "\r", "\t=1", " a ", "\u{202E}evil\u{2066}", "🎬👩‍🎤", "é", "e\u{301}",
        "\u{FEFF}x", "{\"a\":1}", "\\u{0}", String(repeating: "ü,\"\n", count: 2500),
    ]

    @Test(arguments: hostile) func textIsReadBackAsItWas(text: String) throws {
        let submission = Billed.submission(
            "1", model: Name(text), project: Name(text), key: Name(text),
            labels: [Label(key: Name(text), value: text)], generation: text,
            corrections: [("0.5", text)])
        let rows = Billed.focus([submission])
        #expect(rows.count == 2)
        for row in rows {
            for column in ["SubAccountId", "SubAccountName", "x_Key", "x_GenerationId"] {
                #expect(row[column]?.utf8.elementsEqual(text.utf8) == true, "\(column)")
            }
            let tags = try JSON(parsing: row["Tags"] ?? "")
            #expect(tags[text] == .string(text) && tags["project"] == .string(text))
        }
        #expect(rows[0]["SkuId"]?.utf8.elementsEqual("\(text):pro".utf8) == true)
        #expect(rows[1]["ChargeDescription"]?.hasSuffix(text) == true)
    }

    /// What no CSV can hold is told; the tags hold it.
    @Test(arguments: [
        ("a\u{0}b", "a\\u{0}b"), ("\u{1B}[2J", "\\u{1B}[2J"), ("\u{9B}x\u{7F}", "\\u{9B}x\\u{7F}"),
        ("\u{0}\u{202E}", "\\u{0}\u{202E}"),
    ])
    func aControlIsWrittenOut(text: String, cell: String) throws {
        let row = try #require(Billed.focus([Billed.submission("1", project: Name(text))]).first)
        #expect(row["SubAccountId"] == cell)
        #expect(try JSON(parsing: row["Tags"] ?? "")["project"] == .string(text))
    }

    @Test func aLabelThatIsCalledProjectStandsForItself() throws {
        let labels = [Label(key: "project", value: "label")]
        let row = try #require(
            Billed.focus([Billed.submission("1", project: "spring", labels: labels)]).first)
        #expect(row["Tags"] == "{\"project\":\"label\"}" && row["SubAccountId"] == "spring")
    }
}
