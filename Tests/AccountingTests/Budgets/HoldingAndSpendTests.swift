import Accounting
import TestSupport
import Testing

@Suite struct HoldingAndSpendTests {
    /// A state and its charge; what that holds of a window, and what it comes to in a report.
    static let rows: [(SubmissionState, Charge?, Holding, Spend)] = [
        (.refused, nil, .nothing, spend { $0.refused = 1 }),
        (.reserved, nil, open, openSpend), (.dispatched, nil, open, openSpend),
        (.unknown, nil, open, openSpend), (.accepted, nil, open, openSpend),
        (
            .unpriced, nil, open,
            spend {
                $0.unpriced = 1
                $0.reserved = "6.552"
            }
        ),
        (
            .settled, Sample.charge("1.638"), Sample.holding(spent: "1.638", posted: 1),
            spend {
                $0.settled = 1
                $0.usd = "1.638"
                $0.credits = 3_276_000
            }
        ),
        (
            .settled, Sample.charge("6.552", provisional: true),
            Sample.holding(spent: "6.552", posted: 1),
            spend {
                $0.settled = 1
                $0.usd = "6.552"
                $0.credits = 13_104_000
                $0.provisional = "6.552"
            }
        ),
        (
            .settled, Sample.charge("0"), Sample.holding(posted: 1), spend { $0.settled = 1 }
        ),
        (.voided, nil, .nothing, spend { $0.failed = 1 }),
        (.voided, Sample.charge("0"), .nothing, spend { $0.failed = 1 }),
        // A late charge takes a place of the window again, as it takes money.
        (
            .voided, Sample.charge("0.5"), Sample.holding(spent: "0.5", posted: 1),
            spend {
                $0.failed = 1
                $0.usd = "0.5"
                $0.credits = 1_000_000
                $0.failedUSD = "0.5"
            }
        ),
    ]

    @Test func everyStateHoldsAndComesToWhatItShould() {
        #expect(Set(HoldingAndSpendTests.rows.map(\.0)).count == SubmissionState.allCases.count)
        for (state, charge, holding, spend) in HoldingAndSpendTests.rows {
            let submission = submission(state, charge: charge)
            #expect(Holding(submission) == holding, "\(state)")
            #expect(Spend(submission) == spend, "\(state)")
        }
    }

    @Test(
        arguments: [
            (.builtin, "0.2184", "1.638", false, "6.552", "-4.914"),
            (.learned, "0.2184", "7", false, "6.552", "0.448"),
            // A record of history that says what had been expected.
            (.recorded, nil, "1.638", false, "6.552", "-4.914"),
            (.imported, nil, "1.638", false, "0", "0"), (.maxCost, nil, "1.638", false, "0", "0"),
            (.builtin, "0.2184", "6.552", true, "0", "0"),
            (.builtin, "0.2184", "0", false, "0", "0"),
            (.builtin, "0.2184", nil, false, "0", "0"),
        ] as [(EstimateSource, USD?, USD?, Bool, USD, USD)])
    func onlyAKnownChargeThatAPriceHadExpectedCountsAsAnError(
        source: EstimateSource, unitPrice: USD?, charge: USD?, isProvisional: Bool, estimated: USD,
        error: USD
    ) {
        let estimate = Estimate(
            usd: "6.552", seconds: 30, secondsSource: .cap, unitPrice: unitPrice,
            pricePer: .second, priceSource: source)
        let spend = Spend(
            Submission(
                proposal: Sample.proposal(estimate), day: Sample.day, reservedAt: Sample.now,
                state: charge == nil ? .voided : .settled, dispatchedAt: nil, acceptedAt: nil,
                finishedAt: nil, generationID: nil, quotedCharge: nil,
                charge: charge.map { Sample.charge($0, provisional: isProvisional) },
                videoURL: nil, fault: nil, refusal: nil))
        #expect(spend.estimated == estimated && spend.estimateError == error)
    }

    @Test func theWholeIsTheSumOfItsPartsAndTakingThemAwayLeavesNothing() {
        var random = SplitMix64(seed: 3)
        let submissions = (0..<500).map { _ in
            let row = HoldingAndSpendTests.rows.randomElement(using: &random)!
            return submission(row.0, charge: row.1)
        }
        let spends = submissions.map(Spend.init)
        let whole = spends.reduce(.nothing, +)
        #expect(whole == spends[..<200].reduce(.nothing, +) + spends[200...].reduce(.nothing, +))
        #expect(spends.shuffled(using: &random).reduce(whole, -) == .nothing)
        #expect(whole.submissions == whole.settled + whole.failed + whole.open + whole.unpriced)
        #expect(whole.submissions + whole.refused == 500)

        let holdings = submissions.map { Holding($0) }
        let held = holdings.reduce(.nothing, +)
        #expect(held == holdings.reversed().reduce(.nothing, +))
        #expect(holdings.reduce(held, -) == .nothing)
        #expect(held.submissions == held.posted + held.open)
        #expect(held.spent == whole.usd && held.reserved == whole.reserved)
        #expect(held.open == whole.open + whole.unpriced)
    }

    @Test func aRowIsKeyedByWhatReportsSortBy() {
        let key = SpendRow.Key(Sample.reserved())
        #expect(
            key
                == SpendRow.Key(
                    day: Sample.day, model: Sample.model, mode: .pro, orientation: .video,
                    project: nil))
    }

    static let open = Sample.holding(reserved: "6.552", open: 1)
    static let openSpend = spend {
        $0.open = 1
        $0.reserved = "6.552"
    }

    private static func spend(_ change: (inout Spend) -> Void) -> Spend {
        var spend = Spend.nothing
        change(&spend)
        return spend
    }

    private func submission(_ state: SubmissionState, charge: Charge?) -> Submission {
        Submission(
            proposal: Sample.proposal(), day: Sample.day, reservedAt: Sample.now, state: state,
            dispatchedAt: nil, acceptedAt: nil, finishedAt: nil, generationID: nil,
            quotedCharge: nil,
            charge: charge, videoURL: nil, fault: nil, refusal: nil)
    }
}
