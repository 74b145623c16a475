import Accounting
import Foundation
import LedgerStore
import Testing

@Suite struct BudgetTests {
    @Test func aBudgetSetInMidMonthCountsTheWholeMonth() throws {
        let october = Instant.at("2026-10-31T12:00:00Z")
        let book = try Book(at: october)
        let early = Instant.at("2026-11-02T12:00:00Z")
        _ = try book.reserve("1", at: october)
        try book.settle(book.accepted("3", at: early), "2", at: early)
        try book.ledger.set(.money("5"), at: .start)
        #expect(try book.holding(of: "all").spent == .dollars("2"))
        #expect(try book.reserve("3.01") == nil)
        #expect(try book.reserve("3.00") != nil)
    }

    @Test func anotherLimitHoldsAtOnceAndKeepsWhatWasSpent() throws {
        let book = try Book()
        try book.ledger.set(.money("5"), at: .start)
        try book.settle(book.accepted("4"), "4")
        try book.ledger.set(.money("4.50"), at: .start)
        #expect(try book.standing(of: "all").available == .dollars("0.50"))
        #expect(try book.reserve("1") == nil)
        #expect(try book.ledger.verify().problems == [])
    }

    @Test func theSameBudgetAgainIsNoEntry() throws {
        let book = try Book()
        try book.ledger.set(.money("5"), at: .start)
        try book.ledger.set(.money("5"), at: .start)
        #expect(try book.kinds() == ["opened", "budget_set"])
    }

    @Test func anotherScopeCountsAfresh() throws {
        let book = try Book()
        try book.ledger.set(.money("50"), at: .start)
        _ = try book.reserve("1", mode: .std)
        _ = try book.reserve("2", mode: .pro)
        try book.ledger.set(.money("50", scope: Scope(mode: .pro)), at: .start)
        #expect(try book.holding(of: "all").reserved == .dollars("2"))
        #expect(try book.ledger.verify().problems == [])
    }

    @Test func anotherPeriodCountsAfresh() throws {
        let early = Instant.at("2026-11-02T12:00:00Z")
        let book = try Book(at: early)
        try book.ledger.set(.money("50"), at: early)
        _ = try book.reserve("1", at: early)
        _ = try book.reserve("2")
        try book.ledger.set(.money("50", .day), at: .start)
        #expect(try book.holding(of: "all").reserved == .dollars("2"))
        #expect(try book.ledger.verify().problems == [])
    }

    @Test func anAdjustmentOfAPeriodWhoseWindowIsGoneIsCountedWhenItIsAskedFor() throws {
        let october = Instant.at("2026-10-05T12:00:00Z")
        let book = try Book(at: october)
        let id = try book.accepted("3", at: october)
        try book.ledger.set(.money("50"), at: .start)
        try book.settle(id, "2")
        #expect(try book.holding(of: "all") == .nothing)
        #expect(try book.holding(of: "all", at: october).spent == .dollars("2"))
        #expect(try book.ledger.verify().problems == [])
    }

    @Test func whatOnlyWarnsRefusesNothing() throws {
        let book = try Book()
        try book.ledger.set(.money("1", enforcement: .warn, alertAt: [100]), at: .start)
        let outcome = try book.ledger.reserve(book.proposal("5"), at: .start)
        guard case .reserved(_, let alerts) = outcome else {
            Issue.record("it was refused")
            return
        }
        #expect(alerts.map(\.threshold) == [100])
    }

    @Test func aBudgetThatCountsGivesBackThePlaceOfAFailure() throws {
        let book = try Book()
        try book.ledger.set(.count(2), at: .start)
        let first = try book.accepted("1")
        let second = try book.accepted("1")
        #expect(try book.reserve("1") == nil)
        _ = try book.ledger.record(.failed, of: first, at: .start)
        try book.settle(second, "1")
        #expect(try book.reserve("1") != nil)
        #expect(try book.reserve("1") == nil)
    }

    @Test func thresholdsFireOnceAWindowAndOfSeveralAtOnceTheHighest() throws {
        let book = try Book()
        try book.ledger.set(.money("100", .day, alertAt: [50, 80, 100]), at: .start)
        func thresholds(_ usd: String, at instant: Instant = .start) throws -> [Int?] {
            let outcome = try book.ledger.reserve(book.proposal(usd, at: instant), at: instant)
            guard case .reserved(_, let alerts) = outcome else { return [nil] }
            return alerts.map(\.threshold)
        }
        #expect(try thresholds("49") == [])
        #expect(try thresholds("1") == [50])
        #expect(try thresholds("1") == [])
        #expect(try thresholds("49") == [100])
        let tomorrow = Instant.start.advanced(bySeconds: 86_400)
        #expect(try thresholds("85", at: tomorrow) == [80])
        #expect(try book.ledger.alerts(limit: 9).map(\.alert.threshold) == [80, 100, 50])
        #expect(try book.ledger.verify().problems == [])
    }

    @Test func everyBudgetInTheWayIsNamed() throws {
        let book = try Book()
        try book.ledger.set(.money("1", name: "a"), at: .start)
        try book.ledger.set(.money("2", .day, name: "b"), at: .start)
        try book.ledger.set(.money("9", name: "c"), at: .start)
        guard
            case .refused(let submission, _) = try book.ledger.reserve(
                book.proposal("3"), at: .start)
        else {
            Issue.record("it was not refused")
            return
        }
        #expect(submission.refusal?.obstacles.map(\.budget) == ["a", "b"])
        #expect(try book.ledger.submission(submission.id) == submission)
        #expect(try book.holding(of: "c") == .nothing)
    }

    @Test(arguments: [
        ("2026-11-20T22:59:30Z", "2026-11-20"), ("2026-11-20T23:00:00Z", "2026-11-21"),
        ("2026-11-21T22:59:59.999Z", "2026-11-21"), ("2026-10-25T00:59:30Z", "2026-10-25"),
    ])
    func aSubmissionIsOfTheDayThatTheLedgersZoneHas(instant: String, day: String) throws {
        let book = try Book(timeZone: "Europe/Berlin", at: .at(instant))
        try book.ledger.set(.money("9", .day), at: .at(instant))
        let submission = try #require(try book.reserve("1", at: .at(instant)))
        #expect(submission.day.description == day)
        let calendar = book.ledger.calendar
        let window = try book.standing(of: "all", at: .at(instant)).window
        #expect(window.period.start == calendar.start(of: Day(day)!))
        #expect(try book.holding(of: "all", at: window.period.end) == .nothing)
    }
}
