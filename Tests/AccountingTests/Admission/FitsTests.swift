import Accounting
import TestSupport
import Testing

@Suite struct FitsTests {
    @Test func eachModeSaysHowLongItMayBe() {
        #expect(fits([Sample.standing(limit: .usd("5"))]) == [fit(.std, 30), fit(.pro, 22)])
        #expect(fits([Sample.standing(limit: .usd("1.2"))]) == [fit(.std, 7), fit(.pro, 5)])
        #expect(fits([Sample.standing(limit: .usd("0.2"))]) == [fit(.std, 1)])
        #expect(fits([Sample.standing(limit: .usd("0.1"))]) == [])
    }

    @Test func theLengthIsExactToTheNano() {
        #expect(fits([Sample.standing(limit: .usd("1.3104"))]) == [fit(.std, 8), fit(.pro, 6)])
        #expect(
            fits([Sample.standing(limit: .usd("1.310399999"))]) == [fit(.std, 7), fit(.pro, 5)])
    }

    @Test func aModeIsHeldToTheBudgetsOfThatMode() {
        let pro = Sample.standing("pro", limit: .usd("1"), scope: Scope(mode: .pro))
        let std = Sample.standing("std", limit: .usd("0.5"), scope: Scope(mode: .std))
        #expect(fits([pro]) == [fit(.std, 30), fit(.pro, 4)])
        #expect(fits([pro, std]) == [fit(.std, 3), fit(.pro, 4)])
    }

    @Test func aFullCountFitsNothingAndABudgetThatWarnsEverything() {
        let full = Sample.standing(
            limit: .submissions(1), scope: Scope(mode: .pro), holding: Sample.holding(open: 1))
        let warn = Sample.standing(limit: .usd("0.1"), enforcement: .warn)
        #expect(fits([full, warn]) == [fit(.std, 30)])
        let all = Sample.standing(limit: .submissions(1), holding: Sample.holding(open: 1))
        #expect(fits([all]) == [])
    }

    @Test func theStatedMaximumBoundsWhatFits() {
        let proposal = Sample.proposal(maxCost: "2")
        #expect(fits([], proposal) == [fit(.std, 12), fit(.pro, 9)])
    }

    /// A reference of 20 s is reserved as it is, and no more than the provider takes is offered.
    @Test func noMoreThanTheOrientationTakesIsOffered() {
        let proposal = Sample.proposal(
            Sample.estimate("4.368", seconds: 20), subject: Sample.subject(orientation: .image))
        let tight = Sample.standing(limit: .usd("2.9"))
        #expect(fits([tight], proposal) == [fit(.std, 10), fit(.pro, 10)])
        let tighter = Sample.standing(limit: .usd("1.2"))
        #expect(fits([tighter], proposal) == [fit(.std, 7), fit(.pro, 5)])
    }

    /// A price for any mode used to be tried with no mode at all, past every budget of a mode.
    @Test func aPriceForAnyModeIsTriedInEachMode() {
        let any = price(nil, "0.2")
        let pro = Sample.standing(limit: .usd("1"), scope: Scope(mode: .pro))
        #expect(fits([pro], prices: [any]) == [fit(.std, 30), fit(.pro, 5)])
        let exact = price(.std, "0.1")
        let all = Sample.standing(limit: .usd("1"))
        #expect(fits([all], prices: [any, exact]) == [fit(.std, 10), fit(.pro, 5)])
    }

    @Test func aModelWithoutModesIsOfferedNone() {
        let proposal = Sample.proposal(subject: Sample.subject(mode: nil, orientation: nil))
        let tight = Sample.standing(limit: .usd("1"))
        #expect(fits([tight], proposal, prices: [price(nil, "0.2")]) == [fit(nil, 5)])
        #expect(fits([tight], proposal) == [])
    }

    @Test func aPricePerVideoFitsWholeOrNotAtAll() {
        let std = price(.std, "0.9", .video)
        let pro = price(.pro, "1.1", .video)
        let tight = Sample.standing(limit: .usd("1"))
        #expect(fits([tight], prices: [std, pro]) == [fit(.std, nil)])
        let onlyPro = Sample.standing(limit: .usd("1"), scope: Scope(mode: .pro))
        #expect(fits([onlyPro], prices: [std, pro]) == [fit(.std, nil)])
    }

    @Test func whatCostsNothingFitsButNotIntoAFullCount() {
        let free = price(.std, "0")
        #expect(fits([Sample.standing(limit: .usd("1"))], prices: [free]) == [fit(.std, 30)])
        let full = Sample.standing(limit: .submissions(1), holding: Sample.holding(posted: 1))
        #expect(fits([full], prices: [free]) == [])
    }

    @Test func aDuplicateIsNotOfferedAsWhatFits() {
        let refusal = admission(duplicate: Sample.id(9)).refusal()
        #expect(refusal?.reason == .duplicate)
        #expect(refusal?.fits == [fit(.std, 30)])
    }

    @Test func whatIsSaidToFitIsAdmitted() {
        let seed = UInt64.random(in: .min ... .max)
        print("fits: seed \(seed)")
        var random = SplitMix64(seed: seed)
        let book = PriceBook.builtin
        for _ in 0..<500 {
            let standings = randomStandings(using: &random)
            for fit in admission(standings).refusal()?.fits ?? [] {
                let price = book.price(of: Sample.model, mode: fit.mode, at: Sample.now)!
                func refusal(seconds: Int) -> Refusal? {
                    let estimate = Sample.estimate(price.cost(seconds: seconds)!, seconds: seconds)
                    let subject = Sample.subject(mode: fit.mode)
                    return admission(standings, Sample.proposal(estimate, subject: subject))
                        .refusal()
                }
                #expect(refusal(seconds: fit.seconds!) == nil, "seed \(seed)")
                #expect(
                    fit.seconds == 30 || refusal(seconds: fit.seconds! + 1) != nil, "seed \(seed)")
            }
        }
    }

    private func fits(
        _ standings: [BudgetStanding], _ proposal: Proposal = Sample.proposal(),
        prices: [Price] = PriceBook.builtin.prices
    ) -> [Refusal.Fit]? {
        admission(standings, proposal, alternatives: prices).refusal()?.fits
    }

    private func fit(_ mode: Mode?, _ seconds: Int?) -> Refusal.Fit {
        Refusal.Fit(mode: mode, seconds: seconds)
    }

    private func price(_ mode: Mode?, _ usd: USD, _ unit: PriceUnit = .second) -> Price {
        Price(
            model: Sample.model, mode: mode, usd: usd, unit: unit, source: .user,
            effectiveFrom: .distantPast)
    }
}

/// Up to four budgets over all, one mode or one orientation, in money or in number.
func randomStandings(using random: inout SplitMix64) -> [BudgetStanding] {
    (0..<Int.random(in: 1...4, using: &random)).map { index in
        let scopes = [
            .everything, Scope(mode: .pro), Scope(mode: .std), Scope(orientation: .video),
        ]
        let holding = Sample.holding(
            spent: USD(nanos: Int64.random(in: 0...3_000_000_000, using: &random)),
            reserved: USD(nanos: Int64.random(in: 0...3_000_000_000, using: &random)),
            posted: Int.random(in: 0...3, using: &random),
            open: Int.random(in: 0...3, using: &random))
        let isMoney = Int.random(in: 0..<4, using: &random) > 0
        return Sample.standing(
            "b\(index)",
            limit: isMoney
                ? .usd(USD(nanos: Int64.random(in: 1...12_000_000_000, using: &random)))
                : .submissions(Int.random(in: 1...8, using: &random)),
            scope: scopes.randomElement(using: &random)!,
            enforcement: Int.random(in: 0..<5, using: &random) > 0 ? .block : .warn,
            holding: holding)
    }
}
