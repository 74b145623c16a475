import Accounting
import Testing

@Suite struct AdmissionTests {
    @Test func withoutABudgetEverythingPricedIsAdmitted() {
        #expect(admission().refusal() == nil)
    }

    @Test func everyMatchingBudgetMustHaveRoom() {
        let wide = Sample.standing("wide", limit: .usd("100"))
        let tight = Sample.standing("tight", limit: .usd("6.551999999"))
        let exact = Sample.standing("exact", limit: .usd("6.552"))
        #expect(admission([wide, exact]).refusal() == nil)
        #expect(admission([wide, tight, exact]).refusal()?.obstacles.map(\.budget) == ["tight"])
    }

    @Test(arguments: [
        (Scope.everything, true), (Scope(model: Sample.model), true),
        (Scope(model: "other"), false),
        (Scope(mode: .pro), true), (Scope(mode: .std), false),
        (Scope(orientation: .video), true), (Scope(orientation: .image), false),
        (Scope(project: "film"), true), (Scope(project: "Film"), false),
        (Scope(key: "ci"), true), (Scope(key: "dev"), false),
        (
            Scope(
                model: Sample.model, mode: .pro, orientation: .video, project: "film", key: "ci"),
            true
        ),
        (Scope(model: Sample.model, mode: .pro, project: "other"), false),
    ])
    func aBudgetCountsOnlyItsScope(scope: Scope, matches: Bool) {
        let subject = Sample.subject(project: "film", key: "ci")
        #expect(scope.matches(subject) == matches)
        let empty = Sample.standing(limit: .usd("1"), scope: scope)
        let refusal = admission([empty], Sample.proposal(subject: subject)).refusal()
        #expect((refusal != nil) == matches)
    }

    @Test func aScopeNeedsWhatItNames() {
        let bare = Sample.subject(mode: nil, orientation: nil)
        #expect(!Scope(mode: .std).matches(bare))
        #expect(!Scope(orientation: .video).matches(bare))
        #expect(!Scope(project: "film").matches(bare))
        #expect(!Scope(key: "ci").matches(bare))
        #expect(Scope.everything.matches(bare))
    }

    @Test func aBudgetThatOnlyWarnsRefusesNothing() {
        let warn = Sample.standing(limit: .usd("1"), enforcement: .warn)
        #expect(admission([warn]).refusal() == nil)
    }

    /// What a gateway that requires a budget asks: whether the budget would refuse what does not fit.
    @Test(
        arguments: [
            (Sample.standing("run", limit: .usd("5")), true),
            (Sample.standing("run", limit: .submissions(1), scope: Scope(key: "ci")), true),
            (Sample.standing("run", limit: .usd("5"), scope: Scope(key: "dev")), false),
            (Sample.standing("run", limit: .usd("5"), scope: Scope(mode: .std)), false),
            (Sample.standing("run", limit: .usd("5"), enforcement: .warn), false),
            (Sample.standing("other", limit: .usd("5")), false),
        ] as [(BudgetStanding, Bool)])
    func aBudgetHoldsWhatItCountsAndBlocks(standing: BudgetStanding, holds: Bool) {
        let proposal = Sample.proposal(subject: Sample.subject(key: "ci"))
        #expect(admission([standing], proposal).isHeld(by: "run") == holds)
        #expect(!admission([], proposal).isHeld(by: "run"))
    }

    @Test func anOverrideMakesRoom() {
        let standing = Sample.standing(limit: .usd("5"), overrides: "1.552")
        #expect(admission([standing]).refusal() == nil)
    }

    @Test(
        arguments: [
            ("6.552", nil), ("6.551999999", Refusal.Reason.maxCostExceeded), ("100", nil),
        ] as [(USD, Refusal.Reason?)])
    func theEstimateMustNotPassTheStatedMaximum(maxCost: USD, reason: Refusal.Reason?) {
        let proposal = Sample.proposal(maxCost: maxCost)
        #expect(admission([], proposal).refusal()?.reason == reason)
    }

    @Test func withoutAPriceAStatedMaximumIsWhatMustFit() {
        let proposal = Sample.proposal(Estimate(maxCost: "5", length: nil), maxCost: "5")
        #expect(admission([Sample.standing(limit: .usd("5"))], proposal).refusal() == nil)
        let refusal = admission([Sample.standing(limit: .usd("4.99"))], proposal).refusal()
        #expect(refusal?.reason == .requestExceedsBudget)
        #expect(refusal?.obstacles.first?.requested == "5")
    }

    /// What nobody can price is refused for that, not for a limit in money it was never held to.
    @Test func anUnknownPriceIsNotBlamedOnABudgetInMoney() {
        let over = Sample.standing(limit: .usd("5"), holding: Sample.holding(spent: "6"))
        let refusal = admission([over], Sample.proposal(.unpriced(length: nil))).refusal()
        #expect(refusal?.reason == .priceUnknown)
        #expect(refusal?.obstacles == [])
    }

    @Test func aFullCountRefusesWhateverTheCost() {
        let full = Sample.standing(limit: .submissions(2), holding: Sample.holding(posted: 2))
        let refusal = admission([full], Sample.proposal(.unpriced(length: nil))).refusal()
        #expect(refusal?.reason == .budgetExhausted)
        #expect(refusal?.obstacles.map(\.budget) == ["month"])
    }

    /// Every set of reasons that can come together: the first in the order of the enum is given.
    @Test func theFirstReasonThatAppliesIsGiven() {
        #expect(
            Refusal.Reason.allCases.map(\.rawValue) == [
                "request_exceeds_budget", "budget_exhausted", "in_flight_budget_exhausted",
                "max_cost_exceeded", "price_unknown", "duplicate",
            ])
        let causes: [(Refusal.Reason, BudgetStanding?)] = [
            (.requestExceedsBudget, Sample.standing("a", limit: .usd("5"))),
            (
                .budgetExhausted,
                Sample.standing("b", limit: .usd("10"), holding: Sample.holding(spent: "5"))
            ),
            (
                .inFlightBudgetExhausted,
                Sample.standing("c", limit: .usd("10"), holding: Sample.holding(reserved: "5"))
            ),
            (.maxCostExceeded, nil), (.duplicate, nil),
        ]
        for set in 1..<(1 << causes.count) {
            let chosen = causes.indices.filter { set & 1 << $0 != 0 }.map { causes[$0] }
            let reasons = chosen.map(\.0)
            let refusal = admission(
                chosen.compactMap(\.1).reversed(),
                Sample.proposal(maxCost: reasons.contains(.maxCostExceeded) ? "1" : nil),
                duplicate: reasons.contains(.duplicate) ? Sample.id(9) : nil
            ).refusal()
            #expect(refusal?.reason == reasons[0], "\(reasons)")
            #expect(refusal?.obstacles.count == chosen.compactMap(\.1).count)
        }
    }

    @Test func aRefusalNamesEveryBudgetAsItStands() throws {
        let month = Sample.standing(
            limit: .usd("10"), holding: Sample.holding(spent: "4", reserved: "3"), overrides: "1")
        let total = Sample.standing("all", limit: .usd("5"), unit: .total)
        let refusal = try #require(admission([month, total]).refusal())
        let first = refusal.obstacles[0]
        #expect(first.budget == "month" && first.limit == .usd("10") && first.overrides == "1")
        #expect(first.holding == month.holding)
        #expect(first.requested == "6.552" && first.available == "4")
        #expect(first.resetsAt == Instant("2026-12-01T00:00:00Z"))
        #expect(refusal.obstacles[1].resetsAt == nil)
    }
}

func admission(
    _ standings: [BudgetStanding] = [], _ proposal: Proposal = Sample.proposal(),
    alternatives: [Price] = PriceBook.builtin.prices, duplicate: SubmissionID? = nil
) -> Admission {
    Admission(
        proposal: proposal, standings: standings, alternatives: alternatives, duplicate: duplicate,
        calendar: Sample.utc)
}
