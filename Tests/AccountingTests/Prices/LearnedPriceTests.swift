import Testing

@testable import Accounting

/// What is a price, and what only a wrong length.
@Suite struct LearnedPriceTests {
    private static let model = MotionControl.defaultModel
    private static let since = Instant(seconds: 1000)

    /// Charges of std at $0.1638: the length that was read, and what was charged.
    private func book(
        _ charges: [(seconds: Int, usd: USD)], model: Name = LearnedPriceTests.model,
        mode: Mode? = .std, prices: [Price] = PriceBook.builtin.prices
    ) -> PriceBook {
        var experience = ChargeStatistics(
            key: ChargeStatistics.Key(model: model, mode: mode, unit: .second))
        for (number, charge) in charges.enumerated() {
            experience.take(
                ChargeStatistics.Sample(
                    id: Sample.id(UInt64(number)), reservedAt: LearnedPriceTests.since,
                    key: experience.key, estimated: "1", charged: charge.usd,
                    perUnit: USD(
                        nanos: (charge.usd.nanos + Int64(charge.seconds) - 1)
                            / Int64(charge.seconds)),
                    seconds: charge.seconds), insteadOf: nil)
        }
        return PriceBook(prices, experiences: [experience])
    }

    private func usd(_ book: PriceBook, _ model: Name = LearnedPriceTests.model) -> USD? {
        book.price(of: model, mode: .std, seconds: 12, at: Sample.now)?.usd
    }

    /// Twelve seconds whose file says less, again and again.
    @Test(arguments: [1, 2, 3, 4, 6, 7, 8, 10, 11], [2, 9])
    func wrongLengthsRaiseNoPrice(seconds: Int, times: Int) {
        let charges = Array(repeating: (seconds: seconds, usd: USD("1.9656")), count: times)
        #expect(usd(book(charges)) == "0.1638")
    }

    @Test func differentWrongLengthsRaiseNoPrice() {
        #expect(
            usd(book([(8, "1.9656"), (9, "1.9656"), (10, "2.6208"), (7, "2.1294")])) == "0.1638")
    }

    @Test func oneCreditMoreOrLessMakesNoOtherLength() {
        #expect(usd(book([(8, "1.9656005"), (8, "1.9655995")])) == "0.1638")
    }

    @Test(
        arguments: [
            // A price that no other length explains.
            ([(10, "2"), (10, "2")], "0.2"), ([(10, "3"), (10, "3")], "0.3"),
            // The same price for different lengths is a price, whatever it comes to.
            ([(10, "1.9656"), (5, "0.9828")], "0.19656"),
            ([(10, "1.638"), (10, "2"), (10, "2.1")], "0.2"),
            ([(10, "2")], "0.1638"),
        ] as [([(Int, USD)], USD)])
    func aHigherPriceIsLearned(charges: [(Int, USD)], price: USD) {
        #expect(usd(book(charges.map { (seconds: $0.0, usd: $0.1) })) == price)
    }

    @Test func aPriceOfOnesOwnIsRaisedByNothing() {
        let own = Price(
            model: LearnedPriceTests.model, mode: .std, usd: "0.17", unit: .second, source: .user,
            effectiveFrom: .distantPast)
        let book = book(
            [(10, "2"), (10, "2")], prices: PriceBook.builtin.prices + [own])
        #expect(usd(book) == "0.17")
        #expect(
            book.isOwnPriceExceeded(of: LearnedPriceTests.model, mode: .std, at: Sample.now))
    }

    @Test func whatIsLearnedUnderOneNameHoldsForTheOther() {
        // Booked as std by who did not know better: the name says pro.
        let book = book([(10, "2"), (10, "2")], model: MotionControl.v26Pro)
        func usd(_ model: Name, _ mode: Mode?) -> USD? {
            book.price(of: model, mode: mode, seconds: 1, at: Sample.now)?.usd
        }
        #expect(
            usd(MotionControl.v26Pro, nil) == "0.2" && usd(MotionControl.v26Open, .pro) == "0.2")
        #expect(usd(MotionControl.v26Open, .std) == "0.091")
    }

    @Test func whereItComesFromCanBeShown() throws {
        let learned = book([(10, "1.638"), (10, "2"), (10, "2.1")])
            .learnedPrices(at: Sample.now)
        let first = try #require(learned.first)
        #expect(learned.count == 1 && first.price.usd == "0.2" && first.named.usd == "0.1638")
        #expect(first.submissions == [Sample.id(2), Sample.id(1)] && first.lookedAt == 3)
        #expect(book([(1, "1.9656"), (1, "1.9656")]).learnedPrices(at: Sample.now) == [])
    }

    /// The prices that a refusal suggests were chosen already: a learned one as well.
    @Test func aRefusalSaysWhatFitsAtALearnedPrice() {
        let book = book([(10, "2"), (10, "2")])
        let alternatives = book.alternatives(
            to: LearnedPriceTests.model, parameters: [:], seconds: 30, at: Sample.now)
        let proposal = Sample.proposal(
            Sample.estimate("6"), subject: Sample.subject(mode: .std))
        let refusal = admission(
            [Sample.standing(limit: .usd("2"))], proposal, alternatives: alternatives
        ).refusal()
        #expect(
            refusal?.fits == [
                Refusal.Fit(mode: .std, seconds: 10), Refusal.Fit(mode: .pro, seconds: 9),
            ])
    }
}
