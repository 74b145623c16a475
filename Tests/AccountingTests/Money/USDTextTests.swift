import Accounting
import TestSupport
import Testing

@Suite struct USDTextTests {
    @Test(arguments: [
        ("0", 0, "0.00"),
        ("-0", 0, "0.00"),
        ("25", 25_000_000_000, "25.00"),
        ("25.5", 25_500_000_000, "25.50"),
        ("1.638", 1_638_000_000, "1.638"),
        ("-0.5", -500_000_000, "-0.50"),
        ("+0.5", 500_000_000, "0.50"),
        ("007.10", 7_100_000_000, "7.10"),
        ("0.0005745", 574_500, "0.0005745"),
        ("3.1449605", 3_144_960_500, "3.1449605"),
        ("1.2345675", 1_234_567_500, "1.2345675"),
        ("1.0E-7", 100, "0.0000001"),
        ("1e3", 1_000_000_000_000, "1000.00"),
        ("1.5E+2", 150_000_000_000, "150.00"),
        ("0.123456789", 123_456_789, "0.123456789"),
        ("-0.000000001", -1, "-0.000000001"),
        ("0.0012400000000000", 1_240_000, "0.00124"),
        ("1000000000000000e-15", 1_000_000_000, "1.00"),
        ("0.0000000000000000000000000000000001e34", 1_000_000_000, "1.00"),
        ("0e999999999999999999999", 0, "0.00"),
        ("100000000", 100_000_000_000_000_000, "100000000.00"),
    ])
    func readsAnExactAmountAndPrintsItBack(text: String, nanos: Int64, printed: String) throws {
        let usd = try USD(parsing: text, rounding: .exact)
        #expect(usd == USD(nanos: nanos))
        #expect(usd.description == printed)
        #expect(try USD(parsing: printed, rounding: .exact) == usd)
    }

    @Test(arguments: [
        ("0.0000000005", 0), ("0.0000000015", 2), ("0.0000000025", 2), ("0.0000000035", 4),
        ("0.00000000050000000000000000000000000000000000001", 1), ("0.00000000049999", 0),
        ("-0.0000000015", -2), ("-0.0000000005", 0), ("-0.0000000006", -1),
        ("5e-10", 0), ("6e-10", 1), ("15e-10", 2), ("9.9999999995", 10_000_000_000),
        ("1.2345678905", 1_234_567_890), ("1.2345678915", 1_234_567_892),
        ("1e-10", 0), ("1e-999999", 0), ("1e-999999999", 0), ("-1e-99999999999999999999", 0),
    ])
    func decimalsPastTheNinthRoundHalfToEvenOrAreRefused(text: String, nanos: Int64) throws {
        #expect(try USD(parsing: text, rounding: .halfEven) == USD(nanos: nanos))
        #expect(throws: AmountError.tooPrecise(text)) { try USD(parsing: text, rounding: .exact) }
    }

    @Test(arguments: [
        "100000000.000000001", "-100000000.000000001", "100000001", "9223372036854775807", "1e9",
        "1e22", "1e999999", "1e999999999", "-1e999999999999999999999999",
        "340282366920938463463374607431768211456",
    ])
    func refusesWhatIsTooLarge(text: String) {
        for rounding in [AmountRounding.exact, .halfEven] {
            #expect(throws: AmountError.tooLarge(text)) {
                try USD(parsing: text, rounding: rounding)
            }
        }
    }

    @Test(arguments: [
        "", " ", " 1", "1 ", "1.", ".5", ".", "1,5", "1.5.5", "٣", "1٣", "0x1", "NaN", "nan", "inf",
        "+", "-", "--1", "+-1", "1e", "1e+", "1e+-5", "1e5.0", "e5", "1e٣", "1_000", "$1", "1\0",
        "１", "½",
    ])
    func refusesWhatIsNoNumber(text: String) {
        #expect(throws: AmountError.notANumber(text)) {
            try USD(parsing: text, rounding: .halfEven)
        }
    }

    @Test(
        arguments: [
            (.max, "9223372036.854775807", "$9223372036.854775807"),
            (.min, "-9223372036.854775808", "-$9223372036.854775808"),
            (-500_000_000, "-0.50", "-$0.50"), (1_638_000_000, "1.638", "$1.638"),
            (0, "0.00", "$0.00"),
        ] as [(Int64, String, String)])
    func displaysTheSignBeforeTheCurrency(nanos: Int64, plain: String, display: String) {
        #expect(USD(nanos: nanos).description == plain)
        #expect(USD(nanos: nanos).display == display)
    }

    @Test func everyReadableAmountIsReadBackTheSame() throws {
        let seed = UInt64.random(in: .min ... .max)
        print("USD round trip: seed \(seed)")
        var random = SplitMix64(seed: seed)
        for _ in 0..<2000 {
            let bound = Int64.random(in: 0...USD.largestReadable.nanos, using: &random)
            let usd = USD(nanos: Int64.random(in: -bound...bound, using: &random))
            #expect(try USD(parsing: usd.description, rounding: .exact) == usd, "seed \(seed)")
            let decimals = usd.description.split(separator: ".")[1]
            #expect((2...9).contains(decimals.count), "seed \(seed)")
            #expect(decimals.count == 2 || decimals.last != "0", "seed \(seed)")
        }
    }

    @Test(arguments: [
        (
            AmountError.notANumber("x"),
            "'x' is not an amount; write it like 25, 25.50 or 0.0005745"
        ),
        (
            .tooPrecise("1e-10"),
            "'1e-10' has more than nine decimals; amounts are exact to $0.000000001"
        ),
        (.tooLarge("1e9"), "'1e9' is larger than $100000000.00"),
        (.tooManySubmissions("9e9"), "'9e9' is more than 1000000000 submissions"),
        (.notPositive("0"), "'0' must be more than zero"),
    ])
    func anErrorNamesTheTextAndTheLimit(error: AmountError, text: String) {
        #expect("\(error)" == text)
    }
}
