import Accounting
import Testing

@Suite struct PriceBookTests {
    @Test(arguments: [
        (Name("klingai/video-v3-motion-control"), Mode.std, USD("0.1638")),
        ("klingai/video-v3-motion-control", .pro, "0.2184"),
        // Its page has no mode: one that is stated beside may be taken in silence.
        ("klingai/video-v2-6-pro-motion-control", .std, "0.1456"),
        ("klingai/video-v2-6-pro-motion-control", .pro, "0.1456"),
        ("klingai/video-v2-6-motion-control", .std, "0.091"),
        ("klingai/video-v2-6-motion-control", .pro, "0.1456"),
    ])
    func shipsThePricesThatWereInferred(model: Name, mode: Mode, usd: USD) {
        let price = PriceBook.builtin.price(of: model, mode: mode, at: Instant(seconds: 0))
        #expect(price?.usd == usd)
        #expect(price?.unit == .second && price?.source == .builtin)
        #expect(MotionControl.includes(model: model))
    }

    @Test func theNameThatSaysProCostsWhatProCosts() {
        let price = PriceBook.builtin.price(of: MotionControl.v26Pro, mode: nil, at: Sample.now)
        #expect(price?.usd == "0.1456" && price?.mode == .pro)
    }

    @Test func aModelOrModeWithoutAPriceHasNone() {
        #expect(PriceBook.builtin.price(of: "veo-3", mode: .std, at: Sample.now) == nil)
        #expect(PriceBook.builtin.price(of: Sample.model, mode: nil, at: Sample.now) == nil)
        #expect(!MotionControl.includes(model: "veo-3"))
    }

    /// Each row is worse than the next, whatever the order in the book.
    static let ascending = [
        price(.builtin, mode: nil, at: -9), price(.builtin, mode: nil, at: -1),
        price(.builtin, mode: .pro, at: -9), price(.builtin, mode: .pro, at: -1),
        price(.catalogue, mode: nil, at: -9), price(.catalogue, mode: .pro, at: -9),
        price(.catalogue, mode: .pro, at: 0), price(.user, mode: nil, at: -9),
        price(.user, mode: nil, at: -8), price(.user, mode: .pro, at: -9),
    ]

    @Test func theSourceCountsFirstThenTheModeThenTheTime() {
        for better in 1..<PriceBookTests.ascending.count {
            for worse in 0..<better {
                let pair = [PriceBookTests.ascending[worse], PriceBookTests.ascending[better]]
                for book in [PriceBook(pair), PriceBook(pair.reversed())] {
                    #expect(book.price(of: "m", mode: .pro, at: Sample.now) == pair[1])
                }
            }
        }
    }

    @Test func aPriceThatIsNotYetEffectiveDoesNotCount() {
        let future = PriceBookTests.price(.user, mode: .pro, at: 1)
        let past = PriceBookTests.price(.builtin, mode: nil, at: -1)
        let book = PriceBook([future, past])
        #expect(book.price(of: "m", mode: .pro, at: Sample.now) == past)
        #expect(book.price(of: "m", mode: .pro, at: future.effectiveFrom) == future)
        #expect(book.price(of: "m", mode: .pro, at: Sample.now.advanced(bySeconds: -2)) == nil)
        #expect(book.inForce(at: Sample.now) == [past])
    }

    @Test func aPriceOfAnotherModeOrModelDoesNotCount() {
        let book = PriceBook([PriceBookTests.price(.user, mode: .std, at: -1)])
        #expect(book.price(of: "m", mode: .pro, at: Sample.now) == nil)
        #expect(book.price(of: "m", mode: nil, at: Sample.now) == nil)
        #expect(book.price(of: "n", mode: .std, at: Sample.now) == nil)
    }

    @Test func ofTwoSetAtTheSameInstantTheLastCounts() {
        let first = PriceBookTests.price(.user, mode: .pro, at: 0, "0.10")
        let second = PriceBookTests.price(.user, mode: .pro, at: 0, "0.20")
        let book = PriceBook([first, second])
        #expect(book.price(of: "m", mode: .pro, at: Sample.now) == second)
    }

    @Test func inForceListsEveryDecidingPriceOnce() {
        let builtin = [Mode.std, .pro].map { PriceBookTests.price(.builtin, mode: $0, at: -9) }
        let any = PriceBookTests.price(.user, mode: nil, at: -5)
        let pro = PriceBookTests.price(.user, mode: .pro, at: -5)
        #expect(PriceBook(builtin).inForce(at: Sample.now) == builtin.reversed())
        #expect(PriceBook(builtin + [any]).inForce(at: Sample.now) == [any])
        #expect(PriceBook([pro] + builtin + [any]).inForce(at: Sample.now) == [any, pro])
    }

    private static func price(
        _ source: PriceSource, mode: Mode?, at seconds: Int, _ usd: USD = "0.1"
    ) -> Price {
        Price(
            model: "m", mode: mode, usd: usd, unit: .second, source: source,
            effectiveFrom: Sample.now.advanced(bySeconds: seconds))
    }
}
