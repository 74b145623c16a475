import Accounting
import Foundation
import TestSupport
import Testing

@testable import LedgerStore

/// What the journal says of time, and of the format that it is written in.
struct TimeTests {
    @Test func nothingIsDatedBeforeWhatIsThere() async throws {
        let fixture = try TestLedger()
        #expect(try fixture.ledger.newestEntry() == .start)
        let id = try await fixture.accepted("2", at: .start.advanced(bySeconds: 300))
        // Somebody else's clock is behind, and his entry comes later.
        try await fixture.settle(id, "1", at: .start)
        let settled = try #require(try fixture.ledger.submission(id))
        #expect(settled.finishedAt == .start.advanced(bySeconds: 300))
        let late = try #require(try await fixture.reserve("2", at: .start))
        #expect(late.reservedAt == .start.advanced(bySeconds: 300))
        #expect(try await fixture.ledger.verify().problems == [])
    }

    @Test func theDayOfTheNewestEntryIsTheEarliest() async throws {
        let fixture = try TestLedger(timeZone: "UTC")
        let midnight = Instant.at("2026-11-22T00:00:00Z")
        try await fixture.ledger.set(.money("100"), at: midnight)
        for (seconds, day) in [(-600, "2026-11-22"), (0, "2026-11-22"), (86_400, "2026-11-23")] {
            let submission = try await fixture.reserve(
                "1", at: midnight.advanced(bySeconds: seconds))
            #expect(submission?.day.description == day, "\(seconds)")
        }
        let behind = Instant.at("2026-11-22T23:49:59Z")
        let attempts: [() async throws -> Void] = [
            { _ = try await fixture.reserve("1", at: behind) },
            { _ = try fixture.ledger.preview(fixture.proposal("1"), at: behind) },
        ]
        for attempt in attempts {
            let error = await #expect(throws: LedgerError.self) { try await attempt() }
            #expect(error?.kind == .clockBehind && error?.isAboutTheFile == true)
        }
    }

    @Test func anEntryBeforeASubmissionIsFound() async throws {
        let fixture = try TestLedger()
        let first = Instant.start.advanced(bySeconds: 10)
        let ahead = Instant.start.advanced(bySeconds: 200_000)
        try await fixture.ledger.set(.money("100"), at: first)
        try await fixture.ledger.set(.money("200"), at: ahead)
        let id = try #require(try await fixture.reserve("1", at: ahead)).id
        #expect(try fixture.ledger.lastEntry(before: id, notAfter: first) == first)
        #expect(try fixture.ledger.lastEntry(before: id, notAfter: .distantPast) == nil)
        #expect(try fixture.ledger.lastEntry(before: id, notAfter: .distantFuture) == ahead)
    }

    /// A newer program brings the file up to date while this one has it open.
    @Test func noTransactionWritesAFormatThatItDoesNotKnow() async throws {
        let fixture = try TestLedger()
        let id = try await fixture.accepted("2")
        let entries = try await fixture.ledger.verify().entries
        try await fixture.ledger.write {
            try $0.run("PRAGMA user_version = \(Schema.currentVersion + 1)")
        }
        let attempts: [() async throws -> Void] = [
            { _ = try await fixture.reserve("1") }, { _ = try await fixture.settle(id, "1") },
            { try await fixture.ledger.cache("x", as: "y", at: .start) },
            { _ = try fixture.ledger.budgets() }, { _ = try await fixture.ledger.verify() },
        ]
        for attempt in attempts {
            let error = await #expect(throws: LedgerError.self) { try await attempt() }
            #expect(error?.kind == .newer && error?.isAboutTheFile == true)
        }
        let shell = Shell(fixture.path)
        #expect(try shell.rows("SELECT count(*) FROM entry") == ["\(entries)"])
        _ = try shell.rows("PRAGMA user_version = \(Schema.currentVersion)")
        try await fixture.settle(id, "1")
        #expect(try await fixture.ledger.verify().problems == [])
    }
}
