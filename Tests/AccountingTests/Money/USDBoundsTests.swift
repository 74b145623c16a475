import Accounting
import Testing

/// The two limits of amounts, and what is done at them.
@Suite struct USDBoundsTests {
    private static let one = USD(nanos: 1)

    @Test(
        arguments: [
            (0, true), (100_000_000_000_000_000, true), (-100_000_000_000_000_000, true),
            (100_000_000_000_000_001, false), (-100_000_000_000_000_001, false),
            (Int128(Int64.max) + 1, false), (Int128.max, false), (Int128.min, false),
        ] as [(Int128, Bool)])
    func oneAmountIsAHundredMillionDollarsAtMost(nanos: Int128, isRead: Bool) {
        #expect(USD(readableNanos: nanos)?.nanos == (isRead ? Int64(nanos) : nil))
    }

    @Test func theOwnSumIsRefusedBeyondItsLimit() {
        let most = USD.largestSum
        #expect((most - Self.one).sum(with: Self.one) == most)
        #expect(most.sum(with: Self.one) == nil)
        #expect((-most).sum(with: -Self.one) == nil)
        #expect(USD(nanos: .max).sum(with: USD(nanos: .max)) == nil)
    }

    @Test func theSumOfAnotherProgramsNumbersStaysAtTheLimit() {
        var sum = USD.zero
        for _ in 0..<200 { sum.accrue(.largestReadable) }
        #expect(sum == .largestSum)
        for _ in 0..<400 { sum.accrue(-.largestReadable) }
        #expect(sum == -.largestSum)
        sum.accrue(USD(nanos: .max))
        #expect(sum == .largestSum)
        sum.accrue(.largestReadable, atMost: .largestReadable)
        #expect(sum == .largestReadable)
    }
}
