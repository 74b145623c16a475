import Accounting
import Foundation
import TestSupport
import Testing

@testable import LedgerStore

/// What the journal says of time, and of the format that it is written in.
struct TimeTests {
    @Test func nothingIsDatedBeforeWhatIsThere() throws {
        let book = try Book()
        #expect(try book.ledger.newestEntry() == .start)
        let id = try book.accepted("2", at: .start.advanced(bySeconds: 300))
        // Somebody else's clock is behind, and his entry comes later.
        try book.settle(id, "1", at: .start)
        let settled = try #require(try book.ledger.submission(id))
        #expect(settled.finishedAt == .start.advanced(bySeconds: 300))
        let late = try #require(try book.reserve("2", at: .start))
        #expect(late.reservedAt == .start.advanced(bySeconds: 300))
        #expect(try book.ledger.verify().problems == [])
    }

    @Test func theDayOfTheNewestEntryIsTheEarliest() throws {
        let book = try Book(timeZone: "UTC")
        let midnight = Instant.at("2026-11-22T00:00:00Z")
        try book.ledger.set(.money("100"), at: midnight)
        for (seconds, day) in [(-600, "2026-11-22"), (0, "2026-11-22"), (86_400, "2026-11-23")] {
            let submission = try book.reserve("1", at: midnight.advanced(bySeconds: seconds))
            #expect(submission?.day.description == day, "\(seconds)")
        }
        let behind = Instant.at("2026-11-22T23:49:59Z")
        for attempt in [
            { _ = try book.reserve("1", at: behind) },
            { _ = try book.ledger.preview(book.proposal("1"), at: behind) },
        ] {
            let error = #expect(throws: LedgerError.self) { try attempt() }
            #expect(error?.kind == .clockBehind && error?.isAboutTheFile == true)
        }
    }

    @Test func anEntryBeforeASubmissionIsFound() throws {
        let book = try Book()
        let first = Instant.start.advanced(bySeconds: 10)
        let ahead = Instant.start.advanced(bySeconds: 200_000)
        try book.ledger.set(.money("100"), at: first)
        try book.ledger.set(.money("200"), at: ahead)
        let id = try #require(try book.reserve("1", at: ahead)).id
        #expect(try book.ledger.lastEntry(before: id, notAfter: first) == first)
        #expect(try book.ledger.lastEntry(before: id, notAfter: .distantPast) == nil)
        #expect(try book.ledger.lastEntry(before: id, notAfter: .distantFuture) == ahead)
    }

    /// A newer program brings the file up to date while this one has it open.
    @Test func noTransactionWritesAFormatThatItDoesNotKnow() throws {
        let book = try Book()
        let id = try book.accepted("2")
        let entries = try book.ledger.verify().entries
        try book.ledger.file.write {
            try $0.run("PRAGMA user_version = \(Schema.currentVersion + 1)")
        }
        for attempt in [
            { _ = try book.reserve("1") }, { _ = try book.settle(id, "1") },
            { try book.ledger.keepMemo("x", as: "y", at: .start) },
            { _ = try book.ledger.budgets() }, { _ = try book.ledger.verify() },
        ] {
            let error = #expect(throws: LedgerError.self) { try attempt() }
            #expect(error?.kind == .newer && error?.isAboutTheFile == true)
        }
        let shell = Shell(book.path)
        #expect(try shell.rows("SELECT count(*) FROM entry") == ["\(entries)"])
        _ = try shell.rows("PRAGMA user_version = \(Schema.currentVersion)")
        try book.settle(id, "1")
        #expect(try book.ledger.verify().problems == [])
    }
}
