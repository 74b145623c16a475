import Accounting
import Foundation
import LedgerStore
import TestSupport
import Testing

/// What cannot be a ledger is refused, under a kind to match on and in words to act on.
@Suite struct UnusableFileTests {
    @Test func garbageIsNoLedger() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("x", Array(repeating: 0x41, count: 5000))
        try expect(
            .unreadable,
            "X is not a ledger (not an SQLite database)", path
        )
    }

    @Test func theDatabaseOfAnotherProgramIsLeftAlone() async throws {
        let folder = try TemporaryFolder()
        try Shell(folder.path("x")).rows("CREATE TABLE song (title)")
        try expect(
            .foreign,
            "X is a database of another program",
            folder.path("x"))
        #expect(try Shell(folder.path("x")).rows("PRAGMA journal_mode") == ["delete"])
    }

    @Test func aLedgerOfALaterProgramIsLeftAlone() async throws {
        let fixture = try TestLedger()
        try Shell(fixture.path).rows("PRAGMA user_version = 9")
        try expect(
            .newer,
            "the ledger X was written by a newer bursar (format 9, this one reads up to 8);"
                + " install that version", fixture.path)
    }

    @Test func aReadOnlyLedgerIsRefusedEvenToRoot() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("x", [])
        chmod(path, 0o444)
        try expect(
            .readOnly, "the ledger X is read-only; make it writable: chmod u+w X", path)
    }

    /// A restore onto a full disk leaves such a file, and a new ledger in its place forgets every limit.
    @Test(arguments: [0, 4096])
    func anEmptiedLedgerIsNotMadeAgain(length: Int) async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("10"), at: .start)
        let path = fixture.folder.path("emptied")
        try Data().write(to: URL(fileURLWithPath: path))
        // A database without a table is as empty.
        if length > 0 { try Shell(path).rows("PRAGMA journal_mode = WAL") }
        let before = FileManager.default.contents(atPath: path)
        try expect(
            .emptied,
            "the ledger X is empty: what it held is gone, and budgets cannot be kept without it (nothing"
                + " was sent)", path)
        #expect(FileManager.default.contents(atPath: path) == before)
    }

    @Test func aFolderIsNoLedger() async throws {
        let folder = try TemporaryFolder()
        try expect(.unreadable, "the ledger X is not a file", folder.url.path)
    }

    @Test func aFileIsNoFolder() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("file", [])
        try expect(
            .unreadable, "the ledger X cannot be reached: Not a directory", file + "/ledger.sqlite")
    }

    @Test(arguments: [100, 4096, 8000])
    func aLedgerThatWasCutShortIsRefused(length: Int) async throws {
        let fixture = try TestLedger()
        let copy = fixture.folder.path("copy.sqlite")
        _ = try await fixture.ledger.backup(to: copy)
        truncate(copy, length)
        try expect(
            .unreadable,
            "the ledger X is damaged, or its disk cannot be read",
            copy)
    }

    private func expect(_ kind: LedgerError.Kind, _ text: String, _ path: String) throws {
        let error = #expect(throws: LedgerError.self) { try Ledger(path: path, at: .start) }
        #expect(error?.kind == kind)
        #expect(error?.description.replacing(path, with: "X") == text)
    }
}
