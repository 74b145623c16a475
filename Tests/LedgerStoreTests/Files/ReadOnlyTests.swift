import Accounting
import Foundation
import LedgerStore
import TestSupport
import Testing

/// A look at a ledger changes nothing, makes nothing, and waits for nobody.
@Suite struct LookingTests {
    @Test func itSeesWhatIsThere() async throws {
        let fixture = try TestLedger(timeZone: "Europe/Berlin")
        try await fixture.ledger.set(.money("10"), at: .start)
        let look = try Ledger(readOnly: fixture.path)
        #expect(look.calendar.identifier == "Europe/Berlin")
        #expect(try look.standings(at: .start) == fixture.ledger.standings(at: .start))
        try await fixture.settle(fixture.accepted("2"), "1.25")
        #expect(try look.head() == fixture.ledger.head())
    }

    @Test func noneIsMade() async throws {
        let folder = try TemporaryFolder()
        for path in [folder.path("ledger.sqlite"), folder.path("new/ledger.sqlite")] {
            #expect(kind { _ = try Ledger(readOnly: path) } == .notFound)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == [])
    }

    @Test func anEmptiedLedgerIsLeftAlone() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("ledger.sqlite", [])
        #expect(kind { _ = try Ledger(readOnly: path) } == .emptied)
        #expect(FileManager.default.contents(atPath: path) == Data())
    }

    @Test(.timeLimit(.minutes(1))) func itWaitsForNoWriter() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("10"), at: .start)
        let descriptor = open(fixture.path + ".lock", O_RDWR)
        defer { close(descriptor) }
        #expect(flock(descriptor, LOCK_EX) == 0)
        #expect(try Ledger(readOnly: fixture.path).budgets().count == 1)
    }

    @Test func anOlderFormatIsNotBroughtUpToDate() async throws {
        let fixture = try TestLedger()
        try Shell(fixture.path).rows("PRAGMA user_version = 1")
        #expect(kind { _ = try Ledger(readOnly: fixture.path) } == .older)
        #expect(try Shell(fixture.path).rows("PRAGMA user_version") == ["1"])
        try Shell(fixture.path).rows("PRAGMA user_version = 9")
        #expect(kind { _ = try Ledger(readOnly: fixture.path) } == .newer)
    }

    @Test func whatIsNoLedgerIsSaid() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("x", Array(repeating: 0x41, count: 5000))
        #expect(kind { _ = try Ledger(readOnly: path) } == .unreadable)
        #expect(kind { _ = try Ledger(readOnly: folder.url.path) } == .unreadable)
    }

    @Test func aRestoredBackupCanBeLookedAt() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("10"), at: .start)
        let copy = fixture.folder.path("copy.sqlite")
        #expect(try await fixture.ledger.backup(to: copy).isInOrder)
        #expect(try Ledger(readOnly: copy).budgets().count == 1)
    }

    private func kind(_ body: () throws -> Void) -> LedgerError.Kind? {
        #expect(throws: LedgerError.self, performing: body)?.kind
    }
}
