import TestSupport
import Testing

@testable import Accounting

/// How sure a forecast is of itself, and that no amount is too large for it.
@Suite struct ForecastBoundsTests {
    @Test func aTrendRaisesTheHighBoundOrLowersTheLow() throws {
        let steps = (1...30).map { USD(nanos: $0 * 1_000_000_000) }
        let rising = try #require(Sample.forecast(Sample.history(steps), spent: "900"))
        #expect((rising.high - rising.projected).nanos > (rising.projected - rising.low).nanos * 2)
        let falling = try #require(Sample.forecast(Sample.history(steps.reversed()), spent: "900"))
        #expect(falling.low == "900")
        #expect(falling.high - falling.projected < rising.high - rising.projected)
    }

    @Test func boundsSurroundTheProjectionWhateverTheAmounts() throws {
        let seed = UInt64.random(in: .min ... .max)
        print("forecast bounds: seed \(seed)")
        var random = SplitMix64(seed: seed)
        for _ in 0..<300 {
            let most: Int64 = [0, 1, 1000, 10_000_000_000, .max].randomElement(using: &random)!
            func amount() -> USD { USD(nanos: .random(in: 0...most, using: &random)) }
            let charges = (0..<Int.random(in: 3...70, using: &random)).map { _ in amount() }
            let ahead = [-1, 0, 1, 30, 365].randomElement(using: &random)!
            let (spent, reserved, limit) = (amount(), amount(), amount())
            let forecast = try #require(
                Sample.forecast(
                    Sample.history(charges), spent: spent, reserved: reserved, limit: limit,
                    period: Sample.november.lowerBound...Sample.day.advanced(by: ahead),
                    now: Sample.progress(elapsed: .random(in: 0...25, using: &random))))
            #expect(spent <= forecast.low)
            #expect(forecast.low <= forecast.projected && forecast.projected <= forecast.high)
            #expect((forecast.limitReachedOn != nil) == (ahead >= 0 && forecast.projected > limit))
        }
    }

    @Test func nothingIsTooLarge() throws {
        let most = USD(nanos: .max)
        let ever = Sample.day...Sample.day.advanced(by: 100_000)
        for charges in [[most, "0", most], Array(repeating: most, count: 60)] {
            let forecast = try #require(
                Sample.forecast(
                    Sample.history(charges), spent: most, reserved: most, limit: most, period: ever)
            )
            #expect(forecast.projected == most && forecast.low == most && forecast.high == most)
            #expect(forecast.limitReachedOn == Sample.day)
        }
    }

    @Test func rootsAreRoundedDown() {
        for number in Array(0...200) + [999_999, 1_000_000, .max] as [Int128] {
            let root = squareRoot(number)
            #expect(root * root <= number)
            #expect(number / (root + 1) < root + 1)
        }
    }
}
