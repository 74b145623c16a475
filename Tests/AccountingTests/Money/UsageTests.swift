import Accounting
import Testing

@Suite struct UsageTests {
    /// What was reported, and the charge that it makes: dollars, credits, remark.
    struct Row: Sendable, CustomStringConvertible {
        let usd: String?
        let credits: String?
        let charge: (USD, Int64, String?)
        var description: String { "usd_spent \(usd ?? "-"), credits_used \(credits ?? "-")" }

        init(_ usd: String?, _ credits: String?, _ charge: (USD, Int64, String?)) {
            self.usd = usd
            self.credits = credits
            self.charge = charge
        }
    }

    @Test(arguments: [
        Row("1.95", "3900000", ("1.95", 3_900_000, nil)),
        Row("0.001240000", "2480", ("0.00124", 2480, nil)),
        Row("1.95E0", "39e5", ("1.95", 3_900_000, nil)),
        Row("0", "0", ("0", 0, nil)),
        // One credit of tolerance, either way.
        Row("1.95", "3900001", ("1.95", 3_900_001, nil)),
        Row("1.95", "3899999", ("1.95", 3_899_999, nil)),
        Row(
            "1.95", "3900002",
            ("1.95", 3_900_002, "usd_spent 1.95 and credits_used 3900002 disagree")),
        // A zero is what a field holds that nobody filled in.
        Row("0", "120000", ("0.06", 120_000, "usd_spent 0 and credits_used 120000 disagree")),
        Row("0.0", "1", ("0.0000005", 1, nil)),
        Row("1.95", "0", ("1.95", 3_900_000, "usd_spent 1.95 and credits_used 0 disagree")),
        Row("0", nil, ("0", 0, "credits_used was not reported")),
        Row(nil, "0", ("0", 0, "usd_spent was not reported")),
        // One alone.
        Row(nil, "588000", ("0.294", 588_000, "usd_spent was not reported")),
        Row("0.294", nil, ("0.294", 588_000, "credits_used was not reported")),
        Row("0.00000025", nil, ("0.00000025", 0, "credits_used was not reported")),
        // One that is no amount does not spoil the other, and is not hidden.
        Row("1.95", "-3900000", ("1.95", 3_900_000, "credits_used -3900000 is no amount")),
        Row("1.95", "many", ("1.95", 3_900_000, "credits_used many is no amount")),
        Row("-1.95", "3900000", ("1.95", 3_900_000, "usd_spent -1.95 is no amount")),
        Row("1e300", "3900000", ("1.95", 3_900_000, "usd_spent 1e300 is no amount")),
        Row("", "3900000", ("1.95", 3_900_000, "usd_spent  is no amount")),
        // Too fine for the unit.
        Row(
            "0.0294000005", "58800",
            ("0.0294", 58_800, "usd_spent 0.0294000005 was rounded")),
        Row("0.0294000015", "58800", ("0.029400002", 58_800, "usd_spent 0.0294000015 was rounded")),
        Row(
            nil, "1.003",
            ("0.000000502", 1, "usd_spent was not reported; credits_used 1.003 was rounded")),
        Row(
            nil, "1.005",
            ("0.000000502", 1, "usd_spent was not reported; credits_used 1.005 was rounded")),
        Row("0.00000075", "1.5", ("0.00000075", 2, "credits_used 1.5 was rounded")),
        Row(
            "1.0000000005", "7.5",
            (
                "1", 8,
                "usd_spent 1.0000000005 was rounded; credits_used 7.5 was rounded;"
                    + " usd_spent 1.0000000005 and credits_used 7.5 disagree"
            )),
    ])
    func makesACharge(row: Row) throws {
        let usage = try #require(Usage(usdText: row.usd, creditsText: row.credits))
        let charge = try #require(usage.charge(source: .headers))
        #expect(charge.usd == row.charge.0)
        #expect(charge.credits == row.charge.1)
        #expect(charge.remark == row.charge.2)
        #expect(charge.source == .headers && !charge.isProvisional)
    }

    @Test(
        arguments: [
            ("x", nil), (nil, "x"), ("-1", "-1"), ("NaN", "1,000"), ("", ""), ("1e9", "1e18"),
            (nil, "200000000000001"), ("-0.000000001", nil), (nil, "1e999999999"),
            // Beside what cannot be read a zero says nothing.
            ("0", "many"), ("0", "-1"), ("-1", "0"), ("0.00", "1e18"),
        ] as [(String?, String?)])
    func unreadableUsageIsUnknownAndNotZero(usd: String?, credits: String?) throws {
        let usage = try #require(Usage(usdText: usd, creditsText: credits))
        #expect(usage.charge(source: .body) == nil)
    }

    @Test func noNumbersAreNoUsage() {
        #expect(Usage(usdText: nil, creditsText: nil) == nil)
    }

    @Test func betterSourcesSortAfterWorseOnes() {
        #expect(ChargeSource.allCases.sorted() == ChargeSource.allCases)
        #expect(ChargeSource.estimate < .logs)
        #expect(ChargeSource.logs < .headers)
        #expect(ChargeSource.headers < .body)
        #expect(ChargeSource.body < .transactions)
    }
}
