import Accounting
import Foundation
import Testing

@testable import LedgerStore

/// Governments change their clocks, and a later database of time zones says other things about days
/// that are over, or about to end.
@Suite struct ZoneChangeTests {
    /// What the zone of the ledger was said to be when its first entries were written.
    private let before = LedgerCalendar(zone: TimeZone(identifier: "Asia/Tokyo")!)

    @Test func daysAndWindowsStayWhatTheyWere() async throws {
        let fixture = try TestLedger(timeZone: "Europe/Berlin")
        let evening = Instant.at("2026-11-21T20:00:00Z")
        try await post(.budgetSet(.money("10", .day)), at: evening, to: fixture)
        let proposal = fixture.proposal("1", at: evening)
        try await post(.proposed(proposal, .reserved), at: evening, to: fixture)
        #expect(try fixture.ledger.submission(proposal.id)?.day == Day("2026-11-22"))
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func noSubmissionIsInTwoWindows() async throws {
        let fixture = try TestLedger(timeZone: "Europe/Berlin")
        let evening = Instant.at("2026-11-21T20:00:00Z")
        try await post(.budgetSet(.money("1000", .day)), at: evening, to: fixture)
        // By the hour, over the end of the window that Tokyo gave, and on.
        for hour in 0..<60 {
            _ = try await fixture.reserve("1", at: evening.advanced(bySeconds: hour * 3600))
        }
        let windows = try Shell(fixture.path).rows(
            "SELECT reserved_nanos / 1000000000 FROM budget_window ORDER BY period_start")
        #expect(windows == ["19", "8", "24", "9"])
        #expect(try await fixture.ledger.verify().problems == [])
    }

    private func post(_ entry: Entry, at instant: Instant, to fixture: TestLedger) async throws {
        try await fixture.ledger.write { [before] database in
            let posting = Posting(
                database: database, calendar: before, at: instant,
                after: (try Journal.head(database), BudgetCache.Contents()),
                makeID: { fixture.ids.id(at: $0) })
            try posting.post(entry)
            try posting.flush()
        }
    }
}
