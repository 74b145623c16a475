import Accounting
import Testing

@Suite struct EstimateTests {
    @Test(
        arguments: [
            (nil, nil, Orientation.image, 10, SecondsSource.cap),
            (nil, nil, .video, 30, .cap),
            (nil, 5_001, .image, 6, .reference),
            (5_000, 9_000, .image, 9, .reference), (9_000, 5_000, .image, 9, .stated),
            (8_500, 8_501, .video, 9, .reference), (4_000, 12_000, nil, 12, .reference),
            (12_500, nil, nil, 13, .stated),
        ] as [(Int?, Int?, Orientation?, Int, SecondsSource)])
    func theLengthIsTheLargerOfStatedAndMeasuredElseTheCap(
        stated: Int?, measured: Int?, orientation: Orientation?, seconds: Int, source: SecondsSource
    ) {
        let length = ReferenceLength(
            statedMilliseconds: stated, measuredMilliseconds: measured, orientation: orientation)
        #expect(length == ReferenceLength(seconds: seconds, source: source))
    }

    @Test func aModelThatFollowsNoReferenceHasNoLength() {
        #expect(
            ReferenceLength(statedMilliseconds: nil, measuredMilliseconds: nil, orientation: nil)
                == nil)
    }

    @Test(arguments: [
        (0, 1), (1, 1), (999, 1), (1000, 1), (1001, 2), (9_999, 10), (10_000, 10), (-5, 1),
        (Int.max, Int.max / 1000 + 1), (Int.min, 1),
    ])
    func secondsRoundUpToAWholeOne(milliseconds: Int, seconds: Int) {
        let length = ReferenceLength(
            statedMilliseconds: nil, measuredMilliseconds: milliseconds, orientation: .video)
        #expect(length?.seconds == seconds)
    }

    /// What a file says beyond twice the longest reference is more likely a slip in it.
    @Test(
        arguments: [
            (nil, 60_000, .video, nil), (nil, 60_001, .video, 61), (nil, 20_000, .image, nil),
            (nil, 20_001, .image, 21), (12_000, 47_721_000, .video, 47_721),
            (47_721_000, 47_721_000, .video, nil), (61_000, 60_500, .video, nil),
            (60_000, 60_500, .video, 61), (90_000, nil, .video, nil), (nil, 90_000, nil, nil),
        ] as [(Int?, Int?, Orientation?, Int?)])
    func aLengthBeyondTwiceTheLongestIsDoubtfulUnlessStated(
        stated: Int?, measured: Int?, orientation: Orientation?, seconds: Int?
    ) {
        let doubtful = ReferenceLength.doubtfulSeconds(
            statedMilliseconds: stated, measuredMilliseconds: measured, orientation: orientation)
        #expect(doubtful == seconds)
    }

    @Test func aPricePerSecondIsMultipliedAndStored() {
        let price = PriceBook.builtin.price(of: Sample.model, mode: .pro, at: Sample.now)!
        let estimate = Estimate(price: price, length: ReferenceLength(seconds: 30, source: .cap))
        #expect(estimate?.usd == "6.552")
        #expect(estimate?.seconds == 30)
        #expect(estimate?.secondsSource == .cap)
        #expect(estimate?.unitPrice == "0.2184")
        #expect(estimate?.pricePer == .second)
        #expect(estimate?.priceSource == .builtin)
        #expect(estimate?.isPriced == true)
    }

    @Test func aPricePerVideoNeedsNoLength() {
        let price = Price(
            model: "m", mode: nil, usd: "0.39", unit: .video, source: .user,
            effectiveFrom: Sample.now)
        #expect(Estimate(price: price, length: nil)?.usd == "0.39")
        #expect(Estimate(price: price, length: nil)?.seconds == nil)
        let long = ReferenceLength(seconds: 30, source: .stated)
        #expect(Estimate(price: price, length: long)?.usd == "0.39")
    }

    @Test func aPricePerSecondNeedsALength() {
        let price = PriceBook.builtin.prices[0]
        #expect(Estimate(price: price, length: nil) == nil)
    }

    @Test func aCostThatNobodyCouldBeChargedIsNoEstimate() {
        let price = PriceBook.builtin.price(of: Sample.model, mode: .pro, at: Sample.now)!
        for seconds in [500_000_000, 40_000_000_000, Int.max] {
            let length = ReferenceLength(seconds: seconds, source: .stated)
            #expect(Estimate(price: price, length: length) == nil)
        }
    }

    @Test func withoutAPriceTheMaximumIsReserved() {
        let estimate = Estimate(maxCost: "5", length: ReferenceLength(seconds: 7, source: .stated))
        #expect(estimate.usd == "5")
        #expect(estimate.seconds == 7)
        #expect(estimate.unitPrice == nil)
        #expect(estimate.priceSource == .maxCost)
        #expect(estimate.isPriced)
    }

    @Test func withNeitherNothingIsPriced() {
        #expect(!Estimate.unpriced(length: nil).isPriced)
        #expect(Estimate.unpriced(length: nil).usd == .zero)
    }
}
