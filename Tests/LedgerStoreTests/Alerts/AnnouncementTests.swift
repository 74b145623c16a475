import Accounting
import LedgerStore
import TestSupport
import Testing

/// What is said once, and what is said again.
@Suite struct AnnouncementTests {
    @Test func sixtyFourSubmittersWhoCrossALineTogetherRaiseOneAlert() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("80", alertAt: [50, 80, 100]), at: .start)
        let results = await inTasks(64) { _ in
            let ledger = try fixture.another()
            let proposal = fixture.proposal("1")
            return try await ledger.reserve(proposal, at: .start)
        }
        for result in results { _ = try result.get() }
        let alerts = try fixture.ledger.alerts(limit: 100).map(\.alert)
        #expect(alerts.map(\.threshold).compactMap(\.self).sorted() == [50, 80])
        #expect(try fixture.holding(of: "all").reserved == .dollars("64"))
    }

    @Test func aStepOverSeveralLinesIsTheHighestAndFallingBackRepeatsNothing() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("10", alertAt: [50, 80, 100]), at: .start)
        let large = try await fixture.accepted("9")
        #expect(try fixture.ledger.alerts(limit: 9).map(\.alert.threshold) == [80])
        _ = try await fixture.ledger.record(.failed, of: large, at: .start)
        _ = try await fixture.accepted("9")
        #expect(try fixture.ledger.alerts(limit: 9).count == 1)
        // Another month begins afresh.
        let december = Instant.at("2026-12-05T09:00:00Z")
        _ = try await fixture.accepted("5", at: december)
        #expect(try fixture.ledger.alerts(limit: 9).map(\.alert.threshold) == [50, 80])
    }

    @Test func aLoopThatIsRefusedAllNightIsOneAlert() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("10"), at: .start)
        _ = try await fixture.accepted("8")
        for second in 0..<50 {
            #expect(try await fixture.reserve("5", at: .start.advanced(bySeconds: second)) == nil)
        }
        #expect(try fixture.ledger.alerts(limit: 99).map(\.alert.event) == [.refused])
        // Who was not there is told which one it was.
        let proposal = fixture.proposal("50", mode: .pro, project: "spring")
        _ = try await fixture.ledger.reserve(proposal, at: .start)
        let told = try #require(try fixture.ledger.alerts(limit: 99).first?.alert)
        #expect(
            told.message.hasPrefix(
                "submission \(proposal.id) (project spring, pro, image, model) was refused: budget"
                    + " 'all' "), "\(told.message)")
        #expect(told.submissionID == proposal.id)
        // For another reason, at another limit, and in another month it is news.
        try await fixture.ledger.set(.money("11"), at: .start)
        #expect(try await fixture.reserve("5") == nil)
        let december = Instant.at("2026-12-05T09:00:00Z")
        #expect(try await fixture.reserve("12", at: december) == nil)
        #expect(try fixture.ledger.alerts(limit: 99).count == 4)
    }

    @Test func whatNoBudgetRefusedIsNoAlert() async throws {
        let fixture = try TestLedger()
        let unpriced = Proposal(
            id: fixture.ids.id(at: .start),
            subject: Subject(model: "m", mode: nil, orientation: nil),
            estimate: .unpriced(length: nil))
        let outcome = try await fixture.ledger.reserve(unpriced, at: .start)
        #expect(Refusal.reason(outcome) == .priceUnknown)
        #expect(try fixture.ledger.alerts(limit: 9).isEmpty)
    }

    @Test func aPeriodThatHadAlertsIsOverWhenItEndsOrItsBudgetGoes() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("10", alertAt: [50]), at: .start)
        try await fixture.ledger.set(.money("11", name: "gone", alertAt: [50]), at: .start)
        try await fixture.ledger.set(.money("1000", name: "large", alertAt: [50]), at: .start)
        _ = try await fixture.accepted("9")
        #expect(try fixture.ledger.endedWindows(at: .start).isEmpty)
        try await fixture.ledger.removeBudget(named: "gone", at: .start)
        #expect(try fixture.ledger.endedWindows(at: .start).map(\.budget) == ["gone"])
        // Also when its limit was changed meanwhile, and nobody looked for a month.
        try await fixture.ledger.set(.money("20", alertAt: [50]), at: .start)
        let january = Instant.at("2027-01-05T00:00:00Z")
        let ended = try fixture.ledger.endedWindows(at: january)
        #expect(ended.map(\.budget).sorted() == ["all", "gone"])
        for window in ended {
            let condition = StandingAlert.resolved(
                budget: window.budget, start: window.start, after: window.alertID)
            #expect(try await fixture.ledger.announce(condition, at: january)?.event == .resolved)
        }
        #expect(try fixture.ledger.endedWindows(at: january).isEmpty)
    }

    @Test func aLimitThatIsLoweredBelowWhatIsUsedIsSaidOnce() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("100", alertAt: [50, 100]), at: .start)
        _ = try await fixture.accepted("40")
        try await fixture.ledger.set(.money("30", alertAt: [50, 100]), at: .start)
        for isNews in [true, false] {
            let standing = try fixture.standing(of: "all")
            let condition = StandingAlert.thresholdReached(standing)
            #expect((condition != nil) == isNews)
            guard let condition else { continue }
            let alert = try #require(try await fixture.ledger.announce(condition, at: .start))
            #expect(alert.event == .thresholdCrossed && alert.threshold == 100)
            #expect(alert.severity == .critical)
        }
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func aCorrectionAboveTheReservationIsAnOverrunByWhatItAdds() async throws {
        let fixture = try TestLedger()
        let id = try await fixture.accepted("2")
        try await fixture.settle(id, "2.50")
        for (usd, alerts) in [("3", 2), ("2.75", 2), ("1", 2)] {
            let charge = Charge(usd: .dollars(usd), source: .transactions)
            _ = try await fixture.ledger.record(
                .adjusted(charge, reason: "the bill"), of: id, at: .start)
            #expect(try fixture.ledger.alerts(limit: 9).count == alerts, "\(usd)")
        }
        #expect(
            try fixture.ledger.alerts(limit: 9).map(\.alert.message).contains {
                $0.contains("was charged $3.00, $0.50 more than was reserved")
            })
    }
}
