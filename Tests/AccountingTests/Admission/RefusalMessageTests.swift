import Accounting
import Testing

/// The sentences as people read them.
@Suite struct RefusalMessageTests {
    @Test func aRequestLargerThanTheLimit() {
        expect(
            admission([Sample.standing("day", limit: .usd("5"), unit: .day)]),
            "budget 'day' allows $5.00 per day; this submission may cost $6.552."
                + " It would fit as std, or as pro up to 22 s: cut the clip."
                + " Its length is assumed; state it if it is shorter.")
        expect(
            admission([Sample.standing("all", limit: .usd("0.05"), unit: .total)]),
            "budget 'all' allows $0.05 in total; this submission may cost $6.552",
            .raiseLimits(["all"]))
    }

    @Test func aBudgetThatIsSpent() {
        expect(
            admission([
                Sample.standing(
                    "pro-month", limit: .usd("20"), scope: Scope(mode: .pro),
                    holding: Sample.holding(spent: "18.8"))
            ]),
            "budget 'pro-month' has $1.20 left until 2026-12-01; this submission may cost $6.552."
                + " It would fit as std, or as pro up to 5 s: cut the clip."
                + " Its length is assumed; state it if it is shorter.")
        expect(
            admission([
                Sample.standing(
                    "ever", limit: .usd("20"), unit: .total, holding: Sample.holding(spent: "25"))
            ]),
            "budget 'ever' has $0.00 left; this submission may cost $6.552",
            .raiseLimits(["ever"]))
    }

    @Test func aBudgetWhoseMoneyIsInFlight() {
        expect(
            admission([
                Sample.standing(
                    limit: .usd("10"), holding: Sample.holding(spent: "2", reserved: "6.552"))
            ]),
            "budget 'month' has $1.448 left with $6.552 in flight; this submission may cost $6.552;"
                + " try again when open submissions have ended."
                + " It would fit as std up to 8 s, or as pro up to 6 s: cut the clip."
                + " Its length is assumed; state it if it is shorter.", .sync)
    }

    @Test func aBudgetOfSubmissions() {
        expect(
            admission([
                Sample.standing(
                    "forty", limit: .submissions(40), unit: .week,
                    holding: Sample.holding(posted: 40))
            ]),
            "budget 'forty' has 0 of 40 submissions left until 2026-11-23; this submission would be"
                + " one more", .raiseLimits(["forty"]))
        expect(
            admission([
                Sample.standing(
                    "forty", limit: .submissions(40), holding: Sample.holding(posted: 37, open: 3))
            ]),
            "budget 'forty' has 0 of 40 submissions left until 2026-12-01, 3 still open; this"
                + " submission would be one more", .raiseLimits(["forty"]))
    }

    /// What has ended still counts: a limit on their number is not helped by waiting.
    @Test func nobodyIsSentToWaitWhereACountIsInTheWay() {
        let count = Sample.standing(
            "forty", limit: .submissions(40), holding: Sample.holding(posted: 37, open: 3))
        let money = Sample.standing(
            "money", limit: .usd("10"), holding: Sample.holding(spent: "2", reserved: "6.552"))
        expect(
            admission([money, count], alternatives: []),
            "budget 'money' has $1.448 left until 2026-12-01, $6.552 in flight; this submission may"
                + " cost $6.552; also in the way: 'forty'", .raiseLimits(["money", "forty"]))
        for standings in [[count], [count, money], [money, count]] {
            let message = admission(standings, alternatives: []).refusal()?.message
            #expect(message?.contains("try again") == false, "\(message ?? "")")
        }
        #expect(
            admission([money], alternatives: []).refusal()?.message.contains("try again") == true)
    }

    @Test func severalBudgetsAreNamedWhateverTheirReason() {
        expect(
            admission([
                Sample.standing("spent", limit: .usd("10"), holding: Sample.holding(spent: "9.99")),
                Sample.standing("small", limit: .usd("1")),
                Sample.standing("busy", limit: .usd("9"), holding: Sample.holding(reserved: "9")),
            ]),
            "budget 'small' allows $1.00 per month; this submission may cost $6.552; also in the way:"
                + " 'spent', 'busy'", .raiseLimits(["spent", "small", "busy"]))
    }

    @Test func aStatedMaximum() {
        expect(
            admission([], Sample.proposal(maxCost: "5")),
            "this submission may cost $6.552, more than the $5.00 allowed for it."
                + " It would fit as std, or as pro up to 22 s: cut the clip."
                + " Its length is assumed; state it if it is shorter.")
    }

    /// A length that is known is made shorter in one way alone: by cutting.
    @Test func aClipIsToBeCut() {
        for source in [SecondsSource.reference, .stated] {
            let estimate = Estimate(
                usd: "6.552", seconds: 30, secondsSource: source, unitPrice: nil,
                pricePer: .second, priceSource: .builtin)
            expect(
                admission(
                    [Sample.standing("day", limit: .usd("3.45"), unit: .day)],
                    Sample.proposal(estimate)),
                "budget 'day' allows $3.45 per day; this submission may cost $6.552."
                    + " It would fit as std up to 21 s, or as pro up to 15 s: cut the clip.")
        }
    }

    @Test func anUnknownPrice() {
        let unpriced = Sample.proposal(.unpriced(length: nil))
        expect(
            admission([], unpriced, alternatives: []),
            "no price is known for klingai/video-v3-motion-control in mode pro",
            .knowPrice(model: "klingai/video-v3-motion-control"))
        let other = Sample.proposal(
            .unpriced(length: nil), subject: Sample.subject(model: "veo-3", mode: nil))
        expect(
            admission([], other, alternatives: []),
            "no price is known for veo-3", .knowPrice(model: "veo-3"))
    }

    @Test func aDuplicate() {
        let id = Sample.id(9)
        expect(
            admission(duplicate: id),
            "the same request is still open as submission \(id)", .followOrRepeat(id))
    }

    @Test func aModelWithoutModes() {
        let proposal = Sample.proposal(
            subject: Sample.subject(model: "veo-3", mode: nil, orientation: nil))
        let price = Price(
            model: "veo-3", mode: nil, usd: "0.2", unit: .second, source: .user,
            effectiveFrom: .distantPast)
        expect(
            admission(
                [Sample.standing("day", limit: .usd("5"), unit: .day)], proposal,
                alternatives: [price]),
            "budget 'day' allows $5.00 per day; this submission may cost $6.552."
                + " It would fit up to 25 s: ask for a shorter one.")
    }

    private func expect(
        _ admission: Admission, _ text: String, _ advice: Advice? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let refusal = admission.refusal()
        #expect(refusal?.message == text, sourceLocation: sourceLocation)
        #expect(
            refusal?.advice(for: admission.proposal) == advice, sourceLocation: sourceLocation)
    }
}
