import Accounting
import Foundation
import TestSupport
import Testing

@testable import LedgerStore

/// What is said of a ledger's surroundings.
@Suite struct ConditionTests {
    @Test func aLedgerThatIsThereIsSeenWithTheFilesThatBelongToIt() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("10"), at: .start)
        let condition = LedgerFileFacts(of: fixture.path)
        #expect(condition.path == fixture.path)
        #expect(condition.folder == (fixture.path as NSString).deletingLastPathComponent)
        let names = condition.files.map { $0.name.dropFirst(fixture.path.count) }
        #expect(names == ["", "-wal", "-shm", ".lock"])
        #expect(condition.files.allSatisfy { $0.mode == 0o600 })
        #expect(condition.owner == condition.user)
        #expect(condition.isFolderWritable)
        #expect((condition.freeBytes ?? 0) > 0)
    }

    /// A folder of a mount that every process sees; that of a changed root has none.
    @Test func theKindOfFileSystemIsThatOfTheMountAFolderIsOn() {
        #expect(LedgerFileFacts(of: "/proc/ledger.sqlite").fileSystem == "proc")
    }

    @Test func ofALedgerThatIsYetToBeMadeTheNextFolderAboveIsLookedAt() async throws {
        let folder = try TemporaryFolder()
        let condition = LedgerFileFacts(of: folder.path("a/b/ledger.sqlite"))
        #expect(condition.folder == folder.url.path)
        #expect(condition.folderMode == nil)
        #expect(condition.files.isEmpty)
        #expect(condition.owner == nil)
        #expect(!FileManager.default.fileExists(atPath: folder.path("a")))
    }

    @Test func modesAreThoseOfTheDisk() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("ledger.sqlite", [])
        chmod(path, 0o644)
        chmod(folder.url.path, 0o1777)
        let condition = LedgerFileFacts(of: path)
        #expect(condition.folderMode == 0o1777)
        #expect(condition.files.map(\.mode) == [0o644])
    }

    @Test func aLinkIsFollowedToWhereTheAccountsAre() async throws {
        let fixture = try TestLedger()
        let folder = try TemporaryFolder()
        let link = folder.path("link.sqlite")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: fixture.path)
        #expect(LedgerFileFacts(of: link).path == fixture.path)
    }

    @Test func aConnectionThatWritesIsSynchronousInFull() async throws {
        let fixture = try TestLedger()
        #expect(try await fixture.ledger.synchronous(lockTimeoutSeconds: 5) == 2)
    }

    @Test func aLedgerThatSomebodyKeepsIsWaitedForNoLongerThanAsked() async throws {
        let fixture = try TestLedger()
        let lock = try HeldLock(fixture.path + ".lock")
        let error = await #expect(throws: LedgerError.self) {
            try await fixture.ledger.synchronous(lockTimeoutSeconds: 0)
        }
        #expect(error?.kind == .busy)
        lock.release()
    }

    @Test func usedModelsAreThoseOfSubmissionsEachOnce() async throws {
        let fixture = try TestLedger()
        for mode in [Mode.pro, .std, .pro, nil] {
            _ = try await fixture.reserve("1", mode: mode)
        }
        let used = try fixture.ledger.usedModels()
        #expect(used.map(\.model) == ["model", "model", "model"])
        #expect(used.map(\.mode) == [nil, .pro, .std])
    }

    @Test func theTableOfMountsIsReadByTheNumberOfAMount() {
        let table = MountTable(
            """
            22 28 0:20 / /sys rw,nosuid shared:7 - sysfs sysfs rw
            36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
            40 28 0:44 / /home/ada/far\\040away rw - fuse.sshfs ada@host:/ rw
            41 28 0:45 / /share rw shared:1 master:2 - nfs4 host:/share rw
            nonsense
            """)
        #expect(table.fileSystem(ofMount: "22") == "sysfs")
        #expect(table.fileSystem(ofMount: "36") == "ext3")
        #expect(table.fileSystem(ofMount: "40") == "fuse.sshfs")
        #expect(table.fileSystem(ofMount: "41") == "nfs4")
        #expect(table.fileSystem(ofMount: "99") == nil)
    }
}
