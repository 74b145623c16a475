import Accounting
import Foundation
import GRDB
import TestSupport
import Testing

@testable import LedgerStore

/// What a journal once took stays verifiable, and what is not the ledger's fault is not said of it.
@Suite struct VerifyTests {
    @Test func textBehindANULThatWasRecordedIsNamedAndNoFault() async throws {
        let fixture = try TestLedger()
        try await fixture.ledger.set(.money("10"), at: .start)
        let record = HistoryRecord(
            reservedAt: .start,
            subject: Subject(model: "mo\0del", mode: nil, orientation: nil, project: "p\0q"),
            generationID: "g", usd: .dollars("1"), credits: 2_000_000)
        let id = fixture.ids.id(at: .start)
        // As earlier versions took it in.
        _ = try await fixture.ledger.post(at: .start) { try $0.post(.imported(record, id)) }
        let verification = try await fixture.ledger.verify()
        #expect(verification.problems == [])
        #expect(
            verification.notes.contains(
                "submission '\(id)' has a NUL in model, and stays as it was recorded"),
            "\(verification.notes)")
        let copy = try await fixture.ledger.backup(to: fixture.folder.path("copy.sqlite"))
        #expect(copy.isInOrder && copy.notes == verification.notes)
    }

    @Test(arguments: ["rollup", "submission"])
    func textBehindANULThatWasNotRecordedIsAProblem(table: String) async throws {
        let fixture = try TestLedger()
        #expect(try await fixture.reserve("5", project: "p") != nil)
        try Shell(fixture.path).rows("UPDATE \(table) SET project = project || char(0) || 'x'")
        let verification = try await fixture.ledger.verify()
        #expect(verification.problems.first?.contains(#""p\0x""#) == true)
        #expect(verification.notes == [])
    }

    /// A replay of years takes a gigabyte, and people end what takes long.
    @Test func theScratchFileHasNoNameThatAnEndedProcessCouldLeave() throws {
        let folder = try TemporaryFolder()
        let scratch = try VerifierScratch(in: URL(fileURLWithPath: folder.path("")))
        let (replayed, _) = try scratch.makeDatabase(withIndexes: false)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("")) == [])
        // More than SQLite keeps in memory of it.
        let rows = try replayed.writeWithoutTransaction { database in
            try database.run("CREATE TABLE filling (bytes)")
            try database.run(
                """
                WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number LIMIT 90)
                INSERT INTO filling SELECT randomblob(1048576) FROM number
                """)
            return try database.firstRow("SELECT sum(length(bytes)) FROM filling") { try $0.int() }
        }
        #expect(rows == 90 << 20)
    }

    /// However little room there is: it is verified, or it is said that there is too little.
    @Test(.needs(.smallDisk)) func aScratchFolderThatIsFullIsNoDamage() async throws {
        let fixture = try TestLedger()
        for _ in 0..<200 { _ = try await fixture.reserve("0.01") }
        let disk = try SmallDisk(kilobytes: 1024)
        let scratch = URL(fileURLWithPath: disk.path(""))
        var full = 0
        for kilobytes in [0, 4, 8] + Array(stride(from: 16, through: 320, by: 16)) {
            try disk.fill(leavingKilobytes: kilobytes)
            do {
                let verification = try fixture.ledger.file.read {
                    try Verifier(ledger: $0).run(in: scratch)
                }
                #expect(verification.problems == [], "\(kilobytes) KiB")
            } catch let error as LedgerError {
                full += 1
                #expect(error.kind == .full, "\(kilobytes) KiB: \(error)")
                #expect(error.description.contains("nothing was found wrong with it"))
            }
            try disk.empty()
        }
        #expect(full > 5)
        #expect(try await fixture.ledger.verify().isInOrder)
    }

    @Test(arguments: [0, 1, 2, 3])
    func aLedgerThatIsNotInOrderIsCopiedWithItsFaults(seed: Int) async throws {
        let fixture = try await TamperingTests.busyBook()
        try await fixture.ledger.write { database in
            try database.run(
                [
                    "UPDATE budget SET limit_nanos = 1", "DELETE FROM rollup",
                    "DELETE FROM setting WHERE name = 'salt'", "DROP INDEX submission_held",
                ][seed])
        }
        let path = fixture.folder.path("copy.sqlite")
        let copied = try await fixture.ledger.backup(to: path)
        #expect(try await copied.problems == fixture.ledger.verify().problems)
        #expect(!copied.isInOrder)
        #expect(try Ledger(path: path, at: .start).head() == fixture.ledger.head())
    }
}
