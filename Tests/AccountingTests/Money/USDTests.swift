import Accounting
import TestSupport
import Testing

@Suite struct USDTests {
    @Test func aCreditIsExactlyFiveHundredNanoDollars() {
        #expect(USD(credits: 2_000_000) == USD(nanos: USD.nanosPerDollar))
        #expect(USD(credits: 1) == USD(nanos: 500))
        #expect(USD(credits: -3) == USD(nanos: -1500))
        #expect(USD(credits: 3_120_000)?.description == "1.56")
    }

    @Test func creditsOutOfRangeAreNil() {
        #expect(USD(credits: 200_000_000_000_000) == .largestReadable)
        #expect(USD(credits: 200_000_000_000_001) == nil)
        #expect(USD(credits: -200_000_000_000_001) == nil)
        #expect(USD(credits: .max) == nil)
        #expect(USD(credits: .min) == nil)
    }

    @Test(
        arguments: [
            (0, 0), (249, 0), (250, 0), (251, 1), (499, 1), (500, 1), (749, 1), (750, 2), (751, 2),
            (1250, 2), (1251, 3), (-249, 0), (-250, 0), (-251, -1), (-750, -2), (-1250, -2),
            (Int64.max, 18_446_744_073_709_552), (.min, -18_446_744_073_709_552),
        ] as [(Int64, Int64)])
    func dollarsInCreditsRoundHalfToEven(nanos: Int64, credits: Int64) {
        #expect(USD(nanos: nanos).credits == credits)
    }

    @Test func creditsGoThroughDollarsWithoutLoss() {
        var random = SplitMix64(seed: 1)
        for _ in 0..<1000 {
            let credits = Int64.random(
                in: -200_000_000_000_000...200_000_000_000_000, using: &random)
            #expect(USD(credits: credits)?.credits == credits)
        }
    }

    @Test(
        arguments: [
            (163_800_000, 30, 4_914_000_000), (1, .max, .max), (-1, 2, -2),
            (.max, 0, 0), (.max, 1, .max),
        ] as [(Int64, Int, Int64)])
    func aProductIsExact(nanos: Int64, count: Int, product: Int64) {
        #expect(USD(nanos: nanos).multiplied(by: count) == USD(nanos: product))
    }

    @Test(arguments: [(2, .max), (.max, 2), (.min, -1), (.max, .min)] as [(Int64, Int)])
    func aProductOutOfRangeIsNil(nanos: Int64, count: Int) {
        #expect(USD(nanos: nanos).multiplied(by: count) == nil)
    }

    @Test func addsAndSubtracts() {
        var amount = USD(nanos: 5)
        amount += USD(nanos: 7)
        #expect(amount == USD(nanos: 12))
        amount = amount - USD(nanos: 20)
        #expect(amount == USD(nanos: -8))
        #expect(-amount == USD(nanos: 8))
        #expect(amount < .zero)
    }
}
