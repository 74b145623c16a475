import Foundation
import LosslessJSON
import TestSupport
import Testing

/// Tampering is found, a backup is a ledger, and prompts are kept only when asked for.
struct SafetyTests {
    @Test func aChangedByteIsAMismatch() throws {
        let sandbox = try SandboxChild()
        let desk = try sandbox.desk()
        try desk.submit("a", ["--project", "reel-seventeen"])
        #expect(try desk.run("verify").status == 0)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: desk.ledger))
        let place = try #require(bytes.range(of: Data("reel-seventeen".utf8)))
        bytes[place.lowerBound] = UInt8(ascii: "R")
        try bytes.write(to: URL(fileURLWithPath: desk.ledger))

        let result = try desk.run("verify", "--json")
        #expect(result.status == 5)
        let document = try JSON(parsing: result.output)
        #expect(document["ok"] == false)
        #expect(document["problems"]?.array?.isEmpty == false)
        #expect(result.errors.contains("the ledger is not in order"))
        #expect(result.complaints.count == 1)
        let copy = try desk.run("backup", desk.folder.path("copy.sqlite"))
        #expect(copy.status != 0)
    }

    @Test func aBackupIsAVerifiedLedger() throws {
        let sandbox = try SandboxChild()
        let desk = try sandbox.desk()
        try desk.submit("a")
        try desk.submit("b [sandbox usage=none]")
        let copy = desk.folder.path("copy.sqlite")
        let result = try desk.run("backup", copy)
        #expect(result.status == 0)
        #expect(result.output == "")
        let entries = try #require(try desk.document("verify")["entries"]?.int)
        #expect(result.errors == "Backed up \(entries) entries to \(copy), verified.\n")
        let other = desk.with(["BURSAR_LEDGER": copy])
        for arguments in [["list"], ["export"], ["verify", "--json"]] {
            #expect(try other.run(arguments).output == (try desk.run(arguments).output))
        }
        #expect(try desk.run("backup", copy).status == 1)
    }

    /// A log that is left over belongs to the ledger that is gone.
    @Test func aBackupIsRestoredAfterTheOldLogIsRemoved() throws {
        let sandbox = try SandboxChild()
        let desk = try sandbox.desk()
        try desk.submit("a")
        let copy = desk.folder.path("copy.sqlite")
        try desk.run("backup", copy)
        let listed = try desk.run("list").output
        let running = try desk.program.start(Desk.submission("b [sandbox run=60]"))
        while try desk.document("list", "--state", "accepted")["submissions"] == [] {}
        running.kill(SIGKILL)
        _ = running.wait()
        #expect(FileManager.default.fileExists(atPath: "\(desk.ledger)-wal"))
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: desk.ledger + suffix)
        }
        try FileManager.default.copyItem(atPath: copy, toPath: desk.ledger)
        #expect(try desk.run("list").output == listed)
        #expect(try desk.run("verify").status == 0)
        let help = try desk.run("backup", "--help").output
        #expect(help.contains(#""$BURSAR_LEDGER" "$BURSAR_LEDGER-wal" "$BURSAR_LEDGER-shm""#))
    }

    @Test func aLedgerOfOneEntryIsCountedInTheSingular() throws {
        let desk = try Desk()
        #expect(try desk.run("verify").output.hasPrefix("The ledger is in order: 1 entry, head"))
    }

    @Test func aPromptIsKeptOnlyWhenAskedFor() throws {
        let sandbox = try SandboxChild()
        let desk = try sandbox.desk()
        let secret = Data("a-purple-elephant".utf8)
        func isInLedger() throws -> Bool {
            try desk.files().contains { $0.bytes.range(of: secret) != nil }
        }
        try desk.submit("a-purple-elephant one")
        #expect(try !isInLedger())
        try desk.submit("a-purple-elephant two", ["--keep-prompt"])
        #expect(try isInLedger())
        #expect(try desk.run("verify").status == 0)
    }

    @Test func whatComesFromOutsideIsEscapedOnTheTerminal() throws {
        let sandbox = try SandboxChild()
        let desk = try sandbox.desk()
        let escape = "\u{1B}[2J"
        let line = #"{"reserved_at":"2026-10-05T00:00:00Z","model":"m\u001b[2J","usd":"1"}"#
        try desk.run(["import", "-"], input: line)
        try desk.submit("[sandbox fail=\"bad\(escape)\u{202E}\"]")
        for arguments in [
            ["list"], ["report"], ["report", "--by", "model", "--format", "csv"], ["alerts"],
        ] {
            let result = try desk.run(arguments)
            #expect(!result.errors.contains(escape))
            #expect(!result.output.contains(escape))
        }
        let id = try #require(try desk.document("list")["submissions"]?.array?.first?["id"]?.string)
        let shown = try desk.run("show", id)
        #expect(!shown.output.contains(escape) && !shown.output.contains("\u{202E}"))
        let waited = try desk.run("wait", id)
        #expect(!waited.errors.contains(escape) && !waited.errors.contains("\u{202E}"))
        #expect(waited.complaints.count == 1)
    }
}
