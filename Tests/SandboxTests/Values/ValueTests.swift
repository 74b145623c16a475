import Accounting
import Testing

@testable import Sandbox

/// The small values beneath: amounts, instants, chance, lengths of films.
struct ValueTests {
    @Test(arguments: [
        ("25", 25_000_000_000), ("0.0005745", 574_500), ("1.0E-7", 100), ("1e2", 100_000_000_000),
        ("0", 0), ("0.0000000005", 1), ("0.00000000049", 0), ("0.1638", 163_800_000),
    ])
    func decimalTextIsReadWithoutABinaryFraction(text: String, nanos: Int64) {
        #expect(DecimalNumber.scaled(text, places: 9) == nanos)
    }

    @Test(arguments: ["", "-1", "1.", ".5", "1e", "1,5", "NaN", "1.2.3", " 1", "1e99", "٣"])
    func whatIsNoDecimalIsNotRead(text: String) {
        #expect(DecimalNumber.scaled(text, places: 9) == nil)
    }

    @Test(
        arguments: [
            (1_950_000_000, "1.95", "1.950000000", "1.95"),
            (574_500, "0.0005745", "0.000574500", "0.0005745"),
            (25_000_000_000, "25", "25.000000000", "25.00"), (0, "0", "0.000000000", "0.00"),
            (100, "0.0000001", "0.000000100", "0.0000001"),
            (500_000_000, "0.5", "0.500000000", "0.50"),
        ] as [(Int64, String, String, String)])
    func nanosArePrintedExactly(nanos: Int64, number: String, header: String, amount: String) {
        #expect(DecimalNumber.text(nanos: nanos) == number)
        #expect(DecimalNumber.fixedText(nanos: nanos) == header)
        #expect(DecimalNumber.amountText(nanos: nanos) == amount)
    }

    @Test func creditsAreNanosOverFiveHundredRoundedHalfUp() {
        #expect(Charge(nanos: 1_950_000_000).credits == 3_900_000)
        #expect(Charge(nanos: 749).credits == 1)
        #expect(Charge(nanos: 750).credits == 2)
        #expect(Charge(nanos: 500, creditsOneHigh: true).credits == 2)
    }

    @Test func theSameSeedAndStreamDrawTheSame() {
        var one = SplitMix64(seed: 7, stream: 3)
        var same = SplitMix64(seed: 7, stream: 3)
        var other = SplitMix64(seed: 7, stream: 4)
        let draws = (0..<8).map { _ in one.below(1000) }
        #expect(draws == (0..<8).map { _ in same.below(1000) })
        #expect(draws != (0..<8).map { _ in other.below(1000) })
    }

    @Test func theFirstDrawsAreThoseOfTheReference() {
        var chance = SplitMix64(seed: 1_234_567)
        #expect(chance.next() == 6_457_827_717_110_365_317)
        #expect(chance.next() == 3_203_168_211_198_807_973)
    }
}
