import Accounting
import Foundation
import LedgerStore
import TestSupport
import Testing

@Suite struct BudgetTests {
    @Test func aBudgetSetInMidMonthCountsTheWholeMonth() async throws {
        let october = Instant.at("2026-10-31T12:00:00Z")
        let fixture = try TestLedger(at: october)
        let early = Instant.at("2026-11-02T12:00:00Z")
        _ = try await fixture.reserve("1", at: october)
        try await fixture.settle(fixture.accepted("3", at: early), "2", at: early)
        try await fixture.ledger.set(.money("5"), at: .start)
        #expect(try fixture.holding(of: "all").spent == .dollars("2"))
        #expect(try await fixture.reserve("3.01") == nil)
        #expect(try await fixture.reserve("3.00") != nil)
    }

    @Test func anotherLimitHoldsAtOnceAndKeepsWhatWasSpent() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("5"), at: .start)
        try await fixture.settle(fixture.accepted("4"), "4")
        try await fixture.ledger.set(.money("4.50"), at: .start)
        #expect(try fixture.standing(of: "all").available == .dollars("0.50"))
        #expect(try await fixture.reserve("1") == nil)
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func theSameBudgetAgainIsNoEntry() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("5"), at: .start)
        try await fixture.ledger.set(.money("5"), at: .start)
        #expect(try fixture.kinds() == ["opened", "budget_set"])
    }

    @Test func anotherScopeCountsAfresh() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("50"), at: .start)
        _ = try await fixture.reserve("1", mode: .std)
        _ = try await fixture.reserve("2", mode: .pro)
        try await fixture.ledger.set(.money("50", scope: Scope(mode: .pro)), at: .start)
        #expect(try fixture.holding(of: "all").reserved == .dollars("2"))
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func anotherPeriodCountsAfresh() async throws {
        let early = Instant.at("2026-11-02T12:00:00Z")
        let fixture = try TestLedger(at: early)
        try await fixture.ledger.set(.money("50"), at: early)
        _ = try await fixture.reserve("1", at: early)
        _ = try await fixture.reserve("2")
        try await fixture.ledger.set(.money("50", .day), at: .start)
        #expect(try fixture.holding(of: "all").reserved == .dollars("2"))
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func anAdjustmentOfAPeriodWhoseWindowIsGoneIsCountedWhenItIsAskedFor() async throws {
        let october = Instant.at("2026-10-05T12:00:00Z")
        let fixture = try TestLedger(at: october)
        let id = try await fixture.accepted("3", at: october)
        try await fixture.ledger.set(.money("50"), at: .start)
        try await fixture.settle(id, "2")
        #expect(try fixture.holding(of: "all") == .nothing)
        #expect(try fixture.holding(of: "all", at: october).spent == .dollars("2"))
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func whatOnlyWarnsRefusesNothing() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("1", enforcement: .warn, alertAt: [100]), at: .start)
        let outcome = try await fixture.ledger.reserve(fixture.proposal("5"), at: .start)
        guard case .reserved(_, let alerts) = outcome else {
            Issue.record("it was refused")
            return
        }
        #expect(alerts.map(\.threshold) == [100])
    }

    @Test func aBudgetThatCountsGivesBackThePlaceOfAFailure() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.count(2), at: .start)
        let first = try await fixture.accepted("1")
        let second = try await fixture.accepted("1")
        #expect(try await fixture.reserve("1") == nil)
        _ = try await fixture.ledger.record(.failed, of: first, at: .start)
        try await fixture.settle(second, "1")
        #expect(try await fixture.reserve("1") != nil)
        #expect(try await fixture.reserve("1") == nil)
    }

    @Test func thresholdsFireOnceAWindowAndOfSeveralAtOnceTheHighest() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("100", .day, alertAt: [50, 80, 100]), at: .start)
        func thresholds(_ usd: String, at instant: Instant = .start) async throws -> [Int?] {
            let outcome = try await fixture.ledger.reserve(
                fixture.proposal(usd, at: instant), at: instant)
            guard case .reserved(_, let alerts) = outcome else { return [nil] }
            return alerts.map(\.threshold)
        }
        #expect(try await thresholds("49") == [])
        #expect(try await thresholds("1") == [50])
        #expect(try await thresholds("1") == [])
        #expect(try await thresholds("49") == [100])
        let tomorrow = Instant.start.advanced(bySeconds: 86_400)
        #expect(try await thresholds("85", at: tomorrow) == [80])
        #expect(try fixture.ledger.alerts(limit: 9).map(\.alert.threshold) == [80, 100, 50])
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func everyBudgetInTheWayIsNamed() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("1", name: "a"), at: .start)
        try await fixture.ledger.set(.money("2", .day, name: "b"), at: .start)
        try await fixture.ledger.set(.money("9", name: "c"), at: .start)
        guard
            case .refused(let submission, _) = try await fixture.ledger.reserve(
                fixture.proposal("3"), at: .start)
        else {
            Issue.record("it was not refused")
            return
        }
        #expect(submission.refusal?.obstacles.map(\.budget) == ["a", "b"])
        #expect(try fixture.ledger.submission(submission.id) == submission)
        #expect(try fixture.holding(of: "c") == .nothing)
    }

    @Test(arguments: [
        ("2026-11-20T22:59:30Z", "2026-11-20"), ("2026-11-20T23:00:00Z", "2026-11-21"),
        ("2026-11-21T22:59:59.999Z", "2026-11-21"), ("2026-10-25T00:59:30Z", "2026-10-25"),
    ])
    func aSubmissionIsOfTheDayThatTheLedgersZoneHas(instant: String, day: String) async throws {
        let fixture = try TestLedger(timeZone: "Europe/Berlin", at: .at(instant))
        try await fixture.ledger.set(.money("9", .day), at: .at(instant))
        let submission = try #require(try await fixture.reserve("1", at: .at(instant)))
        #expect(submission.day.description == day)
        let calendar = fixture.ledger.calendar
        let window = try fixture.standing(of: "all", at: .at(instant)).window
        #expect(window.period.start == calendar.start(of: Day(day)!))
        #expect(try fixture.holding(of: "all", at: window.period.end) == .nothing)
    }
}
