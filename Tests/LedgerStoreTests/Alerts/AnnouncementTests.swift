import Accounting
import LedgerStore
import Testing

/// What is said once, and what is said again.
@Suite struct AnnouncementTests {
    @Test func sixtyFourSubmittersWhoCrossALineTogetherRaiseOneAlert() throws {
        let book = try Book()
        try book.ledger.set(.money("80", alertAt: [50, 80, 100]), at: .start)
        let results = inThreads(64) { _ in
            let ledger = try book.another()
            let proposal = book.proposal("1")
            return try ledger.reserve(proposal, at: .start)
        }
        for result in results { _ = try result.get() }
        let alerts = try book.ledger.alerts(limit: 100).map(\.alert)
        #expect(alerts.map(\.threshold).compactMap(\.self).sorted() == [50, 80])
        #expect(try book.holding(of: "all").reserved == .dollars("64"))
    }

    @Test func aStepOverSeveralLinesIsTheHighestAndFallingBackRepeatsNothing() throws {
        let book = try Book()
        try book.ledger.set(.money("10", alertAt: [50, 80, 100]), at: .start)
        let large = try book.accepted("9")
        #expect(try book.ledger.alerts(limit: 9).map(\.alert.threshold) == [80])
        _ = try book.ledger.record(.failed, of: large, at: .start)
        _ = try book.accepted("9")
        #expect(try book.ledger.alerts(limit: 9).count == 1)
        // Another month begins afresh.
        let december = Instant.at("2026-12-05T09:00:00Z")
        _ = try book.accepted("5", at: december)
        #expect(try book.ledger.alerts(limit: 9).map(\.alert.threshold) == [50, 80])
    }

    @Test func aLoopThatIsRefusedAllNightIsOneAlert() throws {
        let book = try Book()
        try book.ledger.set(.money("10"), at: .start)
        _ = try book.accepted("8")
        for second in 0..<50 {
            #expect(try book.reserve("5", at: .start.advanced(bySeconds: second)) == nil)
        }
        #expect(try book.ledger.alerts(limit: 99).map(\.alert.event) == [.refused])
        // Who was not there is told which one it was.
        let proposal = book.proposal("50", mode: .pro, project: "spring")
        _ = try book.ledger.reserve(proposal, at: .start)
        let told = try #require(try book.ledger.alerts(limit: 99).first?.alert)
        #expect(
            told.message.hasPrefix(
                "submission \(proposal.id) (project spring, pro, image, model) was refused: budget"
                    + " 'all' "), "\(told.message)")
        #expect(told.submissionID == proposal.id)
        // For another reason, at another limit, and in another month it is news.
        try book.ledger.set(.money("11"), at: .start)
        #expect(try book.reserve("5") == nil)
        let december = Instant.at("2026-12-05T09:00:00Z")
        #expect(try book.reserve("12", at: december) == nil)
        #expect(try book.ledger.alerts(limit: 99).count == 4)
    }

    @Test func whatNoBudgetRefusedIsNoAlert() throws {
        let book = try Book()
        let unpriced = Proposal(
            id: book.ids.id(at: .start),
            subject: Subject(model: "m", mode: nil, orientation: nil),
            estimate: .unpriced(length: nil))
        let outcome = try book.ledger.reserve(unpriced, at: .start)
        #expect(Refusal.reason(outcome) == .priceUnknown)
        #expect(try book.ledger.alerts(limit: 9).isEmpty)
    }

    @Test func aPeriodThatHadAlertsIsOverWhenItEndsOrItsBudgetGoes() throws {
        let book = try Book()
        try book.ledger.set(.money("10", alertAt: [50]), at: .start)
        try book.ledger.set(.money("11", name: "gone", alertAt: [50]), at: .start)
        try book.ledger.set(.money("1000", name: "large", alertAt: [50]), at: .start)
        _ = try book.accepted("9")
        #expect(try book.ledger.endedWindows(at: .start).isEmpty)
        try book.ledger.removeBudget(named: "gone", at: .start)
        #expect(try book.ledger.endedWindows(at: .start).map(\.budget) == ["gone"])
        // Also when its limit was changed meanwhile, and nobody looked for a month.
        try book.ledger.set(.money("20", alertAt: [50]), at: .start)
        let january = Instant.at("2027-01-05T00:00:00Z")
        let ended = try book.ledger.endedWindows(at: january)
        #expect(ended.map(\.budget).sorted() == ["all", "gone"])
        for window in ended {
            let condition = Condition.resolved(
                budget: window.budget, start: window.start, after: window.alertID)
            #expect(try book.ledger.announce(condition, at: january)?.event == .resolved)
        }
        #expect(try book.ledger.endedWindows(at: january).isEmpty)
    }

    @Test func aLimitThatIsLoweredBelowWhatIsUsedIsSaidOnce() throws {
        let book = try Book()
        try book.ledger.set(.money("100", alertAt: [50, 100]), at: .start)
        _ = try book.accepted("40")
        try book.ledger.set(.money("30", alertAt: [50, 100]), at: .start)
        for isNews in [true, false] {
            let standing = try book.standing(of: "all")
            let condition = Condition.thresholdReached(standing)
            #expect((condition != nil) == isNews)
            guard let condition else { continue }
            let alert = try #require(try book.ledger.announce(condition, at: .start))
            #expect(alert.event == .thresholdCrossed && alert.threshold == 100)
            #expect(alert.severity == .critical)
        }
        #expect(try book.ledger.verify().problems == [])
    }

    @Test func aCorrectionAboveTheReservationIsAnOverrunByWhatItAdds() throws {
        let book = try Book()
        let id = try book.accepted("2")
        try book.settle(id, "2.50")
        for (usd, alerts) in [("3", 2), ("2.75", 2), ("1", 2)] {
            let charge = Charge(usd: .dollars(usd), source: .transactions)
            _ = try book.ledger.record(.adjusted(charge, reason: "the bill"), of: id, at: .start)
            #expect(try book.ledger.alerts(limit: 9).count == alerts, "\(usd)")
        }
        #expect(
            try book.ledger.alerts(limit: 9).map(\.alert.message).contains {
                $0.contains("was charged $3.00, $0.50 more than was reserved")
            })
    }
}
