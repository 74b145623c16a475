import Testing

@testable import Accounting

/// What charges teach the next reservation.
@Suite struct ExperienceTests {
    private static let key = ChargeStatistics.Key(model: "m", mode: .pro, unit: .second)

    private static func sample(_ number: Int, _ nanos: Int64, at seconds: Int64 = 1000)
        -> ChargeStatistics.Sample
    {
        let instant = Instant(seconds: seconds)
        return ChargeStatistics.Sample(
            id: SubmissionID(at: instant, random: (0, UInt64(number))), reservedAt: instant,
            key: key, estimated: USD(nanos: 1000), charged: USD(nanos: nanos * 10),
            perUnit: USD(nanos: nanos))
    }

    private func book(
        _ perUnit: [Int64], price: Int64 = 100, when: [String: String] = [:],
        since: Instant = .distantPast
    ) -> PriceBook {
        var experience = ChargeStatistics(key: ExperienceTests.key)
        for (number, nanos) in perUnit.enumerated() {
            experience.take(ExperienceTests.sample(number, nanos), insteadOf: nil)
        }
        let listed = Price(
            model: "m", mode: nil, when: when, usd: USD(nanos: price), unit: .second,
            source: .catalogue, effectiveFrom: since)
        return PriceBook(
            [],
            listings: [PriceListing(model: "m", prices: [listed], effectiveFrom: since)],
            experiences: [experience])
    }

    @Test(
        arguments: [
            ([], 100), ([100, 90], 100), ([120], 100),
            // The most that was seen twice: one may be a slip.
            ([120, 110], 110), ([120, 100, 110], 110),
            // So far off it is no price: it raises nothing, and does not stand for a slip either.
            ([200, 200], 200), ([201, 200], 100), ([201, 201], 100), ([9000, 110, 120, 90], 110),
            // What is older than ten charges is forgotten.
            ([150] + Array(repeating: 90, count: 9) + [120], 100),
            ([150, 150] + Array(repeating: 90, count: 8) + [120, 110], 110),
        ] as [([Int64], Int64)])
    func chargesThatKeepExceedingAPriceRaiseIt(perUnit: [Int64], expected: Int64) {
        let price = book(perUnit).price(of: "m", mode: .pro, seconds: 10, at: .distantFuture)
        #expect(price?.usd.nanos == expected)
        #expect(price?.source == (expected == 100 ? .catalogue : .learned))
    }

    @Test func aCorrectionTakesThePlaceOfWhatItCorrects() {
        var experience = ChargeStatistics(key: ExperienceTests.key)
        for number in 0..<2 {
            let wrong = ExperienceTests.sample(number, 9000)
            experience.take(wrong, insteadOf: nil)
            experience.take(ExperienceTests.sample(number, 100), insteadOf: wrong)
        }
        #expect(experience.learned(insteadOf: USD(nanos: 100), since: .distantPast) == nil)
        #expect(experience.count == 2 && experience.charged == USD(nanos: 2000))
    }

    @Test func aNewPriceIsNotHeldToOldCharges() {
        let since = Instant(seconds: 2000)
        let price = book([200, 200], since: since).price(
            of: "m", mode: .pro, seconds: 10, at: .distantFuture)
        #expect(price?.source == .catalogue)
    }

    @Test func anotherModeAndADependentPriceLearnNothingFromIt() {
        let other = book([200, 200]).price(of: "m", mode: .std, seconds: 10, at: .distantFuture)
        #expect(other?.usd.nanos == 100)
        let dependent = book([200, 200], when: ["resolution": "720p"])
            .price(of: "m", mode: .pro, seconds: 10, at: .distantFuture)
        #expect(dependent?.usd.nanos == 100)
    }

    @Test func aPriceThatRoseAboveWhatWasSeenHolds() {
        let price = book([120, 120], price: 130).price(
            of: "m", mode: .pro, seconds: 10, at: .distantFuture)
        #expect(price?.source == .catalogue)
    }
}
