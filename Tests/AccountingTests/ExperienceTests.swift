import Testing

@testable import Accounting

/// What charges teach the next reservation.
@Suite struct ExperienceTests {
    private static let key = Experience.Key(model: "m", mode: .pro, unit: .second)

    private func book(_ perUnit: [Int64], price: Int64 = 100, when: [String: String] = [:])
        -> PriceBook
    {
        var experience = Experience(key: ExperienceTests.key)
        for nanos in perUnit {
            experience.take(
                Experience.Lesson(
                    key: ExperienceTests.key, estimated: USD(nanos: price * 10),
                    charged: USD(nanos: nanos * 10), perUnit: USD(nanos: nanos)))
        }
        return PriceBook(
            [],
            listings: [
                PriceListing(
                    model: "m",
                    prices: [
                        Price(
                            model: "m", mode: nil, when: when, usd: USD(nanos: price),
                            unit: .second, source: .catalogue, effectiveFrom: .distantPast)
                    ], effectiveFrom: .distantPast)
            ], experiences: [experience])
    }

    @Test(
        arguments: [
            ([], 100), ([100, 90], 100), ([120], 100), ([120, 110], 120), ([120, 100, 110], 120),
            ([150, 110, 120, 90], 150),
            // What is older than ten charges is forgotten.
            ([150] + Array(repeating: 90, count: 9) + [120], 100),
            ([150, 150] + Array(repeating: 90, count: 8) + [120, 110], 120),
        ] as [([Int64], Int64)])
    func chargesThatKeepExceedingAPriceRaiseIt(perUnit: [Int64], expected: Int64) {
        let price = book(perUnit).price(of: "m", mode: .pro, seconds: 10, at: .distantFuture)
        #expect(price?.usd.nanos == expected)
        #expect(price?.source == (expected == 100 ? .catalogue : .learned))
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
