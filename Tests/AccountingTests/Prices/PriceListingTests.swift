import Testing

@testable import Accounting

/// What a catalogue's entry comes to, and which of its prices a request must be able to pay.
@Suite struct PriceListingTests {
    private static let now = Instant(seconds: 1_800_000_000)

    private static func rate(
        _ nanos: Int64, per: Int = 1, unit: String = "second", when: [String: String] = [:]
    ) -> CatalogueRate {
        CatalogueRate(when: when, price: USD(nanos: nanos), per: per, unit: unit)
    }

    private static func listing(_ rates: [CatalogueRate]) -> PriceListing {
        listings([CatalogueEntry(id: "m", pricing: .listed(rates))])[0]
    }

    private static func listings(_ entries: [CatalogueEntry]) -> [PriceListing] {
        PriceListing.all(of: entries, at: now).listings
    }

    private static let sora = listing([
        rate(390, when: ["resolution": "720p"]), rate(650, when: ["resolution": "1080p"]),
    ])

    @Test(
        arguments: [
            (["resolution": "720p"], 390), (["resolution": "1080p"], 650),
            // What the request leaves open may be the dearest.
            ([:], 650), (["duration": "10"], 650), (["resolution": "4k"], nil),
            (["resolution": "720P"], 390),
        ] as [([String: String], Int64?)])
    func theDearestThatTheRequestMayComeTo(parameters: [String: String], nanos: Int64?) {
        let price = PriceListingTests.sora.dearest(mode: nil, parameters: parameters, seconds: 10)
        #expect(price?.usd.nanos == nanos)
    }

    @Test func aModeIsAModeAndNoFurtherParameter() {
        let listing = PriceListingTests.listing([
            PriceListingTests.rate(163, when: ["mode": "std"]),
            PriceListingTests.rate(218, when: ["mode": "pro"]),
        ])
        #expect(listing.prices.map(\.mode) == [.std, .pro])
        #expect(listing.prices.map(\.when) == [[:], [:]])
        #expect(listing.dearest(mode: .std, parameters: [:], seconds: 5)?.usd.nanos == 163)
        #expect(listing.dearest(mode: nil, parameters: [:], seconds: 5)?.usd.nanos == 218)
    }

    @Test(
        arguments: [
            (10, 650_000_000), (11, 715_000_000), (1, 65_000_000), (3, 195_000_000),
        ] as [(Int, Int64)])
    func aPriceForSeveralUnitsIsDividedLast(seconds: Int, nanos: Int64) {
        let listing = PriceListingTests.listing([PriceListingTests.rate(650_000_000, per: 10)])
        #expect(listing.prices[0].cost(seconds: seconds) == USD(nanos: nanos))
    }

    @Test func whatDoesNotDivideIsRoundedUp() {
        let price = PriceListingTests.listing([PriceListingTests.rate(10, per: 3)]).prices[0]
        #expect(price.cost(seconds: 1) == USD(nanos: 4))
        #expect(price.cost(seconds: 3) == USD(nanos: 10))
        #expect(price.unitPrice == USD(nanos: 4))
        for amount in 0...40 {
            let seconds = price.seconds(within: USD(nanos: Int64(amount)))
            #expect(price.cost(seconds: seconds)!.nanos <= amount)
            #expect(price.cost(seconds: seconds + 1)!.nanos > amount)
        }
    }

    @Test(
        arguments: [
            [PriceListingTests.rate(5, unit: "token")],
            [PriceListingTests.rate(5), PriceListingTests.rate(5, unit: "token")],
            [PriceListingTests.rate(5), PriceListingTests.rate(5, unit: "video")],
            // Unknown is not zero, and a slip is no price.
            [PriceListingTests.rate(0)],
            [PriceListingTests.rate(5, when: ["mode": "pro"]), PriceListingTests.rate(0)],
            [PriceListingTests.rate(5, per: .max)],
        ])
    func whatCannotBeReadInFullIsNoListing(rates: [CatalogueRate]) {
        let read = PriceListing.all(
            of: [CatalogueEntry(id: "m", pricing: .listed(rates))], at: PriceListingTests.now)
        #expect(read.listings.isEmpty && read.unreadable == 1)
    }

    @Test(
        arguments: [
            (["resolution": "1080p"], 900), (["resolution": "1080P"], 900),
            // Nobody knows what it comes to: the dearest.
            (["resolution": "4k"], 900), ([:], 900),
        ] as [([String: String], Int64)])
    func anotherSpellingDoesNotTakeTheCheaperOne(parameters: [String: String], nanos: Int64) {
        let listing = PriceListingTests.listing([
            PriceListingTests.rate(100),
            PriceListingTests.rate(900, when: ["resolution": "1080p"]),
        ])
        let price = listing.dearest(mode: nil, parameters: parameters, seconds: 5)
        #expect(price?.usd.nanos == nanos)
    }

    @Test func numbersAreTheSameHoweverTheyAreWritten() {
        let listing = PriceListingTests.listing([
            PriceListingTests.rate(1, unit: "video", when: ["duration": "5"]),
            PriceListingTests.rate(2, unit: "video", when: ["duration": "10"]),
        ])
        let price = listing.dearest(mode: nil, parameters: ["duration": "5.0"], seconds: 5)
        #expect(price?.usd.nanos == 1)
    }

    @Test func anIdWinsOverAnAliasAndOfTwoEntriesTheDearestCounts() {
        func entry(_ id: Name, _ aliases: [Name], _ nanos: Int64) -> CatalogueEntry {
            CatalogueEntry(
                id: id, aliases: aliases, pricing: .listed([PriceListingTests.rate(nanos)]))
        }
        let listings = PriceListingTests.listings([
            entry("v3", [], 500), entry("cheap", ["v3", "both"], 1), entry("dear", ["both"], 9),
            entry("twice", [], 3), entry("twice", [], 4),
        ])
        #expect(listings.map(\.model).count == Set(listings.map(\.model)).count)
        func price(_ model: Name) -> Int64? {
            listings.first { $0.model == model }?
                .dearest(mode: nil, parameters: [:], seconds: 1)?.usd.nanos
        }
        #expect([price("v3"), price("both"), price("twice")] == [500, 9, 4])
    }

    @Test func partsOfOnePriceAreSummedUp() {
        let listing = PriceListingTests.listing([
            PriceListingTests.rate(5), PriceListingTests.rate(10, per: 4),
        ])
        #expect(listing.prices.count == 1)
        #expect(listing.prices[0].cost(seconds: 4) == USD(nanos: 30))
    }

    @Test func anAliasIsListedAsWell() {
        let entry = CatalogueEntry(
            id: "a", aliases: ["b"], pricing: .listed([PriceListingTests.rate(5)]))
        #expect(PriceListingTests.listings([entry]).map(\.model) == ["a", "b"])
        #expect(PriceListingTests.listings([CatalogueEntry(id: "a", pricing: nil)]).isEmpty)
    }
}
