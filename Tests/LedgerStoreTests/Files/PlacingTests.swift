import Accounting
import Foundation
import TestSupport
import Testing

@testable import LedgerStore

/// A ledger appears whole, and nobody writes on into one that another has taken the place of.
@Suite(.timeLimit(.minutes(5))) struct PlacingTests {
    @Test func whoHasTheOldFileOpenRecordsNothingInIt() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("10"), at: .start)
        let copy = fixture.folder.path("copy.sqlite")
        _ = try await fixture.ledger.backup(to: copy)
        let reserved = try #require(try await fixture.reserve("1"))
        for suffix in ["-wal", "-shm"] { unlink(fixture.path + suffix) }
        #expect(rename(copy, fixture.path) == 0)
        let error = await #expect(throws: LedgerError.self) { try await fixture.reserve("2") }
        #expect(error?.kind == .replaced)
        let seen = #expect(throws: LedgerError.self) { try fixture.ledger.requireInPlace() }
        #expect(seen == error && seen?.advice == .openAgain)
        #expect(error?.description.contains("another file took the place of the ledger") == true)
        await #expect(throws: LedgerError.self) {
            try await fixture.ledger.record(.charged("1"), of: reserved.id, at: .start)
        }
        let another = try fixture.another()
        #expect(try await another.submissions(matching: SubmissionFilter()).isEmpty)
        #expect(try await another.verify().isInOrder)
    }

    @Test func whoHasAnEmptiedFileOpenRecordsNothing() async throws {
        let fixture = try TestLedger()
        unlink(fixture.path)
        let error = await #expect(throws: LedgerError.self) {
            try await fixture.ledger.set(.money("10"), at: .start)
        }
        // Who would open it again would make one without budgets: it is not replaced, but gone.
        #expect(error?.isAboutTheFile == true && error?.kind == .unreadable)
        #expect(error?.description.contains("was removed or moved") == true)
        #expect(try Ledger.presence(at: fixture.path) == .absent)
    }

    /// Nobody ever sees a ledger without its first entry: the name stands for nothing, or for all.
    @Test func aLedgerIsNeverSeenHalfMade() async throws {
        let folder = try TemporaryFolder()
        for round in 0..<20 {
            let path = folder.path("\(round).sqlite")
            let kinds = await inThreads(4) { index -> String in
                if index == 0 {
                    _ = try Ledger(path: path, at: .start)
                    return "made"
                }
                for _ in 0..<200 {
                    do {
                        _ = try Ledger(readOnly: path).calendar
                        return "seen"
                    } catch let error as LedgerError where error.kind == .notFound {}
                }
                return "absent"
            }
            for kind in kinds { _ = try kind.get() }
        }
        #expect(try hidden(in: folder) == [])
    }

    @Test func aLogThatIsLeftOverIsNotPlayedIntoANewLedger() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("10"), at: .start)
        let log = try Data(contentsOf: URL(fileURLWithPath: fixture.path + "-wal"))
        try #require(log.count > 4096)
        let path = fixture.folder.path("new.sqlite")
        try log.write(to: URL(fileURLWithPath: path + "-wal"))
        let new = try Ledger(path: path, at: .start)
        #expect(try new.budgets() == [])
        #expect(try await new.verify().isInOrder)
        let kept = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.url.path)
            .filter { $0.hasPrefix("new.sqlite.old-20261121T090000Z") }
        #expect(kept == ["new.sqlite.old-20261121T090000Z-wal"])
    }

    @Test func anEmptyAccountIsReadLikeALedgerAndKeptNowhere() async throws {
        let folder = try TemporaryFolder()
        let account = try Ledger(absentFrom: folder.path("ledger.sqlite"))
        #expect(!account.isKept)
        #expect(try await account.submissions(matching: SubmissionFilter()).isEmpty)
        #expect(try await account.spend(matching: SubmissionFilter()).rows == [])
        let verification = try await account.verify()
        #expect(verification.problems == [] && verification.entries == 0)
        try await account.set(.money("10"), at: .start)
        #expect(try account.budgets().count == 1)
        #expect(try account.withLockTimeout(seconds: 1).budgets().count == 1)
        #expect(try await account.verify().isInOrder)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == [])
    }

    @Test func aFileOfItsOwnNameIsPlacedOnlyWhereThereIsNone() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path(String(repeating: "n", count: 250))
        let file = try UnplacedFile(for: path, mode: 0o600)
        try Data("new".utf8).write(to: URL(fileURLWithPath: file.temporaryPath))
        try file.place(.asNew)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
        let second = try UnplacedFile(for: path, mode: 0o600)
        let error = #expect(throws: UnplacedFile.Fault.self) { try second.place(.asNew) }
        #expect(error?.code == EEXIST)
        try second.place(.replacing)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "")
        #expect(try hidden(in: folder) == [])
    }

    private func hidden(in folder: TemporaryFolder) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
            .filter { $0.hasPrefix(".") }
    }
}
