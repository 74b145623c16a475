import Accounting
import Testing

@Suite struct BookedAmountTests {
    /// What a book names, and what it is read as: dollars, credits, contradiction, remark.
    typealias Row = (
        usd: String?, credits: String?, amount: (USD, Int64?, String?, String?)
    )

    static let table: [Row] = [
        ("1.56", "3120000", ("1.56", 3_120_000, nil, nil)),
        ("0", "0", ("0", 0, nil, nil)),
        ("1.0E-7", "0", ("0.0000001", 0, nil, nil)),
        // One credit of tolerance, either way.
        ("1.56", "3120001", ("1.56", 3_120_001, nil, nil)),
        ("1.56", "3119999", ("1.56", 3_119_999, nil, nil)),
        // Beyond it the dollars count, and it is said.
        (
            "1.56", "3120002",
            (
                "1.56", 3_120_002, "usd 1.56 and credits 3120002 disagree",
                "usd 1.56 and credits 3120002 disagree"
            )
        ),
        (
            "1.56", "-3120000",
            (
                "1.56", nil, "credits -3120000 is no amount", "credits -3120000 is no amount"
            )
        ),
        (
            "1.56", "many",
            ("1.56", nil, "credits many is no amount", "credits many is no amount")
        ),
        // A zero counts only where the other is one too.
        (
            "0", "1000000",
            (
                "0.5", 1_000_000, "usd 0 and credits 1000000 disagree",
                "usd 0 and credits 1000000 disagree"
            )
        ),
        (
            "1.56", "0",
            (
                "1.56", 3_120_000, "usd 1.56 and credits 0 disagree",
                "usd 1.56 and credits 0 disagree"
            )
        ),
        // One alone.
        ("1.56", nil, ("1.56", nil, nil, "credits was not reported")),
        (nil, "3120000", ("1.56", 3_120_000, nil, "usd was not reported")),
        // Too fine for the unit: half to even, as in any answer.
        (
            "0.0000000005", nil,
            ("0", nil, nil, "usd 0.0000000005 was rounded; credits was not reported")
        ),
        (
            "0.30000000000000004", "600000",
            ("0.3", 600_000, nil, "usd 0.30000000000000004 was rounded")
        ),
        ("0.0294000015", "58800", ("0.029400002", 58_800, nil, "usd 0.0294000015 was rounded")),
        ("0.00000075", "1.5", ("0.00000075", 2, nil, "credits 1.5 was rounded")),
    ]

    @Test(arguments: table.indices)
    func readsDollarsFirst(row: Int) throws {
        let (usd, credits, expected) = Self.table[row]
        let amount = try #require(BookedAmount(usdText: usd, creditsText: credits))
        #expect(amount.usd == expected.0)
        #expect(amount.credits == expected.1)
        #expect(amount.contradiction == expected.2)
        #expect(amount.remark == expected.3)
    }

    @Test(
        arguments: [
            (nil, nil), ("-1.56", "3120000"), ("-1.56", nil), (nil, "-1"), ("x", "3120000"),
            ("", nil), ("1e9", nil), (nil, "1e18"), ("NaN", nil), ("-0.000000001", nil),
            ("0", "many"), ("0", "-1"),
        ] as [(String?, String?)])
    func whatIsNoAmountIsNeverZeroAndNeverGuessed(usd: String?, credits: String?) {
        #expect(BookedAmount(usdText: usd, creditsText: credits) == nil)
    }
}
