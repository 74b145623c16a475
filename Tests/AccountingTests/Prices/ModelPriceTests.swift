import Testing

@testable import Accounting

/// Prices of a model under all of its names, and what a name says of its mode.
@Suite struct ModelPriceTests {
    private static let pro = MotionControl.v26Pro
    private static let open = MotionControl.v26Open

    private static func price(
        _ model: Name, _ mode: Mode?, _ usd: USD, _ source: PriceSource = .user,
        unit: PriceUnit = .second, at instant: Instant = Sample.now
    ) -> Price {
        Price(
            model: model, mode: mode, usd: usd, unit: unit, source: source, effectiveFrom: instant)
    }

    private func book(_ own: Price..., listings: [PriceListing] = []) -> PriceBook {
        PriceBook(PriceBook.builtin.prices + own, listings: listings)
    }

    @Test(
        arguments: [
            // Set for, in mode; asked for, in mode: what it costs.
            (open, .pro, pro, nil, "1"), (open, .pro, pro, .pro, "1"),
            (open, nil, pro, nil, "1"), (open, .std, pro, nil, "0.1456"),
            (pro, nil, open, .pro, "1"), (pro, nil, open, .std, "0.091"),
            (pro, .pro, open, .pro, "1"), (pro, nil, pro, .std, "1"),
        ] as [(Name, Mode?, Name, Mode?, USD)])
    func aPriceUnderOneNameIsInForceUnderTheOther(
        model: Name, mode: Mode?, asked: Name, in askedMode: Mode?, usd: USD
    ) {
        let price = book(ModelPriceTests.price(model, mode, "1"))
            .price(of: asked, mode: askedMode, seconds: 10, at: Sample.now)
        #expect(price?.usd == usd)
        #expect(price?.model == asked)
    }

    /// The provider takes a field that it does not know in silence.
    @Test func whatMayBeEitherModeIsReservedAtTheDearer() {
        let cheap = book(ModelPriceTests.price(ModelPriceTests.open, .pro, "0.01"))
        let dear = book(ModelPriceTests.price(ModelPriceTests.open, .std, "0.5"))
        func usd(_ book: PriceBook, _ mode: Mode?) -> USD? {
            book.price(of: ModelPriceTests.pro, mode: mode, seconds: 1, at: Sample.now)?.usd
        }
        #expect(usd(cheap, .std) == "0.091" && usd(cheap, nil) == "0.01")
        #expect(usd(dear, .std) == "0.5" && usd(dear, nil) == "0.1456")
    }

    @Test func theListOfOneNamePricesTheOther() {
        func listing(_ model: Name, _ prices: (Mode?, USD)...) -> PriceListing {
            PriceListing(
                model: model,
                prices: prices.map { ModelPriceTests.price(model, $0, $1, .catalogue) },
                effectiveFrom: Sample.now)
        }
        func usd(_ book: PriceBook, _ model: Name, _ mode: Mode?) -> USD? {
            book.price(of: model, mode: mode, seconds: 1, at: Sample.now)?.usd
        }
        let open = book(listings: [listing(ModelPriceTests.open, (.std, "0.3"), (.pro, "0.4"))])
        #expect(usd(open, ModelPriceTests.pro, nil) == "0.4")
        let pro = book(listings: [listing(ModelPriceTests.pro, (nil, "0.6"))])
        #expect(usd(pro, ModelPriceTests.open, .pro) == "0.6")
        #expect(usd(pro, ModelPriceTests.open, .std) == "0.091", "of std it says nothing")
        let both = book(listings: [
            listing(ModelPriceTests.open, (.pro, "0.4")),
            listing(ModelPriceTests.pro, (nil, "0.6")),
        ])
        #expect(usd(both, ModelPriceTests.pro, nil) == "0.6")
        #expect(usd(both, ModelPriceTests.open, .pro) == "0.4")
    }

    @Test func onlyItsOwnModeIsOfferedForANameThatSaysIt() {
        let book = book(ModelPriceTests.price(ModelPriceTests.pro, nil, "1"))
        let offered = book.alternatives(
            to: ModelPriceTests.pro, parameters: [:], seconds: nil, at: Sample.now)
        #expect(offered.map(\.mode) == [.pro] && offered.map(\.usd) == ["1"])
    }

    @Test(
        arguments: [
            (pro, nil, .pro, false), (open, nil, .std, true),
            (MotionControl.defaultModel, nil, .std, true),
            (MotionControl.defaultModel, [nil], .std, false),
            (MotionControl.defaultModel, [.std, .pro], .std, true),
            (pro, [.std, .pro], .pro, false),
        ] as [(Name, [Mode?]?, Mode, Bool)])
    func aFieldThatTheModelHasNotIsNotSent(
        model: Name, listed: [Mode?]?, mode: Mode, isSent: Bool
    ) throws {
        let listings = listed.map { modes in
            [
                PriceListing(
                    model: model,
                    prices: modes.map { ModelPriceTests.price(model, $0, "1", .catalogue) },
                    effectiveFrom: .distantPast)
            ]
        }
        let book = PriceBook(PriceBook.builtin.prices, listings: listings ?? [])
        let defaults = try #require(book.defaults(of: model, at: Sample.now))
        #expect(defaults.mode == mode && defaults.sendsMode == isSent)
        #expect(book.defaults(of: "google/veo-3.1-t2v", at: Sample.now) == nil)
    }

    @Test func aClockThatWasAheadDecidesNothing() {
        let ahead = ModelPriceTests.price(
            "m", nil, "1", at: Sample.now.advanced(bySeconds: 86_400))
        let alone = PriceBook(Price.inOrder([ahead], at: Sample.now))
        #expect(alone.price(of: "m", mode: nil, at: Sample.now)?.usd == "1")
        let later = ModelPriceTests.price("m", nil, "2")
        let tomorrow = Sample.now.advanced(bySeconds: 100_000)
        for now in [Sample.now, tomorrow] {
            let both = PriceBook(Price.inOrder([ahead, later], at: now))
            #expect(both.price(of: "m", mode: nil, at: now)?.usd == "2", "the last word counts")
        }
    }

    @Test(
        arguments: [
            ("0.2184", .second, nil), ("1.63", .second, nil), ("1.638", .second, "0.1638"),
            ("0.0165", .second, nil), ("0.01638", .second, "0.1638"), ("16", .second, "0.1638"),
            // Meant per second, said per video.
            ("0.1638", .video, "0.1638"), ("1.6", .video, nil),
        ] as [(USD, PriceUnit, USD?)])
    func aPriceTenTimesWhatIsKnownIsDoubted(usd: USD, unit: PriceUnit, known: USD?) {
        let price = ModelPriceTests.price(MotionControl.defaultModel, .std, usd, unit: unit)
        let doubt = PriceBook.builtin.doubt(about: price, used: [], at: Sample.now)
        let expected = PriceBook.builtin.price(
            of: MotionControl.defaultModel, mode: .std, at: Sample.now)
        guard case .farFrom(let found, let times)? = doubt else { return #expect(known == nil) }
        #expect(known != nil && found == expected && times >= 10)
    }

    @Test func aPriceForAllModesIsHeldAgainstEach() {
        let price = ModelPriceTests.price(MotionControl.defaultModel, nil, "1.7")
        let doubt = PriceBook.builtin.doubt(about: price, used: [], at: Sample.now)
        guard case .farFrom(let known, let times)? = doubt else {
            Issue.record("1.7 is 7.8 times pro, and 10.4 times std")
            return
        }
        #expect(known.mode == .std && times == 10)
    }

    @Test func theListAndTheLastPriceAreBothHeldAgainstIt() {
        let listing = PriceListing(
            model: "m", prices: [ModelPriceTests.price("m", nil, "0.1", .catalogue)],
            effectiveFrom: .distantPast)
        let own = ModelPriceTests.price("m", nil, "0.9")
        let book = PriceBook([own], listings: [listing])
        func isDoubted(_ usd: USD) -> Bool {
            book.doubt(about: ModelPriceTests.price("m", nil, usd), used: [], at: Sample.now) != nil
        }
        #expect(isDoubted("1") && isDoubted("0.09") && !isDoubted("0.5"))
    }

    @Test(
        arguments: [
            (open, true), ("vendor/new", false), ("vendor/used", true), ("KLINGAI/x", false),
        ] as [(Name, Bool)])
    func aModelThatNothingKnowsIsDoubted(model: Name, isKnown: Bool) {
        let doubt = PriceBook.builtin.doubt(
            about: ModelPriceTests.price(model, nil, "0.1"), used: ["vendor/used"], at: Sample.now)
        #expect((doubt == .unknownModel) == !isKnown)
    }
}
