import Accounting
import LedgerStore
import Provider
import TestSupport
import Testing

@testable import Metering

/// How much of each day's bill went through here, as a reconciliation read it.
struct CapturedDaysTests {
    private let books = FakeBooks()
    private static let day = Day("2026-11-21")!

    private func reconcile(_ fixture: TestMeter) async throws {
        _ = try await fixture.meter.reconcile(
            from: Self.day, to: Self.day.advanced(by: 2), over: books, observe: fixture.log.observe)
    }

    /// One submission of the ledger's, at $1.5, and a charge of another program's, at $1.
    private func filled(_ fixture: TestMeter) async throws {
        let submission = try await fixture.accepted(as: "g1", 1)
        fixture.provider.polls(of: "g1", bring: .answer(.completed("g1", usage: .usd("1.5"))))
        _ = try await fixture.follow(submission.id)
        let now = fixture.clock.now
        books.set { $0.lines = [.charge("g1", "1.5", at: now), .charge("other", "1", at: now)] }
    }

    @Test func aDayIsKnownOnceItsChargesHaveLanded() async throws {
        let fixture = try TestMeter()
        try await filled(fixture)
        fixture.clock.advance(by: .seconds(86_400))
        try await reconcile(fixture)
        #expect(try fixture.ledger.capturedDays(limit: 9) == [])
        let head = try fixture.ledger.head()
        fixture.clock.advance(by: .seconds(86_400))
        try await reconcile(fixture)
        let captured = CapturedDay(
            day: Self.day, billed: "2.5", captured: "1.5", readAt: fixture.clock.now)
        #expect(try fixture.ledger.capturedDays(limit: 9) == [captured])
        #expect(captured.basisPoints == 6000)
        #expect(try fixture.ledger.head() == head, "it is no part of the journal")
        #expect(try await fixture.ledger.verify().isInOrder)
    }

    @Test func aBillThatWasNotReadToItsEndSaysNothing() async throws {
        let fixture = try TestMeter()
        try await filled(fixture)
        fixture.clock.advance(by: .seconds(3 * 86_400))
        books.set { $0.repeats = true }
        try await reconcile(fixture)
        #expect(try fixture.ledger.capturedDays(limit: 9) == [])
    }

    @Test func theLatestReadingOfADayStandsAndOldOnesGo() async throws {
        let fixture = try TestMeter()
        func note(_ day: String, _ captured: USD) async throws {
            try await fixture.ledger.note([
                CapturedDay(
                    day: Day(day)!, billed: "2", captured: captured, readAt: fixture.clock.now)
            ])
        }
        try await note("2025-09-01", "1")
        try await note("2026-11-01", "1")
        try await note("2026-11-02", "1")
        try await note("2026-11-01", "2")
        let days = try fixture.ledger.capturedDays(limit: 9)
        #expect(days.map(\.day.description) == ["2026-11-02", "2026-11-01"])
        #expect(days.map(\.captured) == ["1", "2"])
        #expect(try fixture.ledger.capturedDays(limit: 1).count == 1)
    }
}
