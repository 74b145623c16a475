import Foundation
import LosslessJSON
import TestSupport
import Testing

/// Tampering is found, a backup is a ledger, and prompts are kept only when asked for.
@Suite(.runsPrograms)
struct SafetyTests {
    @Test func aChangedByteIsAMismatch() async throws {
        let sandbox = try await SandboxChild()
        let original = try sandbox.fixture()
        try await original.submit("a", ["--project", "reel-seventeen"])
        // What was written last may still be in the log beside the ledger; a backup has none.
        let whole = original.folder.path("whole.sqlite")
        #expect(try await original.run("backup", whole).status == 0)
        let fixture = original.with(["BURSAR_LEDGER": whole])
        #expect(try await fixture.run("verify").status == 0)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: whole))
        let place = try #require(bytes.range(of: Data("reel-seventeen".utf8)))
        bytes[place.lowerBound] = UInt8(ascii: "R")
        try bytes.write(to: URL(fileURLWithPath: whole))

        let result = try await fixture.run("verify", "--json")
        #expect(result.status == 5)
        let document = try JSON(parsing: result.output)
        #expect(document["ok"] == false)
        #expect(document["problems"]?.array?.isEmpty == false)
        #expect(result.errors.contains("the ledger is not in order"))
        #expect(result.complaints.count == 1)
        let name = fixture.folder.path("copy.sqlite")
        let copy = try await fixture.run("backup", name)
        #expect(copy.status == 5)
        #expect(copy.errors.contains("journal entry"))
        #expect(copy.errors.contains("but the copy is not in order, because the ledger is not"))
        #expect(try await fixture.with(["BURSAR_LEDGER": name]).run("verify").status == 5)
    }

    @Test func aBackupIsAVerifiedLedger() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        try await fixture.submit("a")
        try await fixture.submit("b [sandbox usage=none]")
        let copy = fixture.folder.path("copy.sqlite")
        let result = try await fixture.run("backup", copy)
        #expect(result.status == 0)
        #expect(result.output == "")
        let entries = try #require(try await fixture.document("verify")["entries"]?.int)
        #expect(result.errors == "Backed up \(entries) entries to \(copy), verified.\n")
        let other = fixture.with(["BURSAR_LEDGER": copy])
        for arguments in [["list"], ["export"], ["verify", "--json"]] {
            #expect(
                try await other.run(arguments).output == (try await fixture.run(arguments).output))
        }
        #expect(try await fixture.run("backup", copy).status == 1)
    }

    /// A log that is left over belongs to the ledger that is gone: what it holds stays with that.
    @Test func aBackupIsRestoredAndTheOldLedgerKept() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        try await fixture.submit("a")
        let copy = fixture.folder.path("copy.sqlite")
        try await fixture.run("backup", copy)
        let listed = try await fixture.run("list").output
        let running = try await fixture.program.start(
            CommandFixture.submission("b [sandbox run=60]"))
        while try await fixture.document("list", "--state", "accepted")["submissions"] == [] {}
        running.kill(SIGKILL)
        _ = try await running.wait()
        #expect(FileManager.default.fileExists(atPath: "\(fixture.ledger)-wal"))
        let later = try await fixture.run("list").output
        #expect(later != listed)
        let restored = try await fixture.run("restore", copy)
        #expect(restored.status == 0 && restored.output == "", "\(restored.errors)")
        #expect(restored.errors.hasPrefix("Restored "))
        #expect(
            restored.errors.contains(" entries from \(copy) to \(fixture.ledger), verified. The n"))
        #expect(try await fixture.run("list").output == listed)
        #expect(try await fixture.run("verify").status == 0)
        let kept = try #require(restored.errors.firstMatch(of: /kept as (\S+)\. What/)?.1)
        #expect(try await fixture.with(["BURSAR_LEDGER": String(kept)]).run("list").output == later)
        // Nothing is left over beside the two.
        let names = try fixture.files().map(\.name).filter { !$0.hasPrefix("home") }
        #expect(!names.contains { $0.hasPrefix(".bursar") }, "\(names)")
    }

    @Test func aBackupThatIsNotInOrderIsNotRestored() async throws {
        let fixture = try CommandFixture()
        try await fixture.run("budget", "set", "reel-seventeen", "--limit", "5", "--per", "day")
        let copy = fixture.folder.path("copy.sqlite")
        try await fixture.run("backup", copy)
        let before = try await fixture.run("export").output + fixture.run("budget").output
        var bytes = try Data(contentsOf: URL(fileURLWithPath: copy))
        let place = try #require(bytes.range(of: Data("reel-seventeen".utf8)))
        bytes[place.lowerBound] = UInt8(ascii: "R")
        try bytes.write(to: URL(fileURLWithPath: copy))
        let names = try fixture.files().map(\.name).filter { !$0.hasSuffix("-shm") }
        let empty = try fixture.folder.file("empty", [])
        let text = try fixture.folder.file("text", Array("not a database at all".utf8))
        let rows: [(String, Int32, String)] = [
            (copy, 5, "is not in order"), (fixture.folder.path("nope"), 1, "No such file"),
            (fixture.ledger, 1, "is the ledger itself"), (empty, 1, "is no backup of a ledger"),
            (text, 1, "is no backup"), (fixture.folder.url.path, 1, "is no backup of a ledger"),
        ]
        for (file, status, words) in rows {
            let result = try await fixture.run("restore", file)
            #expect(result.status == status && result.output == "", "\(file): \(result.errors)")
            #expect(result.errors.contains(words), "\(result.errors)")
        }
        #expect(try await fixture.run("export").output + fixture.run("budget").output == before)
        let after = try fixture.files().map(\.name).filter { !$0.hasSuffix("-shm") }
        #expect(Set(after) == Set(names + ["empty", "text"]))
    }

    /// Whatever is there, or nothing: a backup takes its place, and what was there is kept.
    @Test(arguments: [nil, "", "this is no database at all, but long enough to look at"])
    func aBackupTakesThePlaceOfWhatCannotBeUsed(content: String?) async throws {
        let fixture = try CommandFixture()
        try await fixture.run("budget", "set", "b", "--limit", "5", "--per", "day")
        let copy = fixture.folder.path("copy.sqlite")
        try await fixture.run("backup", copy)
        for suffix in ["", "-wal", "-shm"] { unlink(fixture.ledger + suffix) }
        if let content { _ = try fixture.folder.file("ledger.sqlite", Array(content.utf8)) }
        // A log that lies there belongs to neither.
        _ = try fixture.folder.file("ledger.sqlite-wal", Array(repeating: 0x37, count: 5000))
        if content != nil { #expect(try await fixture.run("budget", "list").status == 75) }
        let restored = try await fixture.run("restore", copy)
        #expect(restored.status == 0, "\(restored.errors)")
        #expect(try await fixture.run("budget", "list").output.contains("b "))
        #expect(try await fixture.run("verify").status == 0)
        let kept = restored.errors.firstMatch(of: /kept as (\S+)\. What/)?.1
        #expect((kept == nil) == (content == nil))
        if let kept, let content {
            #expect(FileManager.default.contents(atPath: String(kept)) == Data(content.utf8))
        }
        #expect(
            try fixture.files().contains { $0.name.contains(".old-") && $0.name.hasSuffix("-wal") })
    }

    /// A process that has the ledger open would go on with the old file.
    @Test func aLedgerThatIsInUseIsNotReplaced() async throws {
        let fixture = try CommandFixture()
        try await fixture.run("budget", "set", "b", "--limit", "5", "--per", "day")
        let copy = fixture.folder.path("copy.sqlite")
        try await fixture.run("backup", copy)
        let watch = try await fixture.program.start(["watch", "--interval", "0.1"])
        try await watch.line(beginning: "Nothing is open.")
        let result = try await fixture.run("restore", copy)
        #expect(result.status == 75)
        #expect(result.errors.contains("is in use by process \(watch.processIdentifier)"))
        #expect(try await fixture.run("init", "--time-zone", "Asia/Tokyo").status == 1)
        #expect(try await fixture.run("verify").status == 0)
    }

    /// Two to one name, and a person's own file beside it.
    @Test func oneOfTwoBackupsToOneNameIsKeptAndNothingElseTouched() async throws {
        let fixture = try CommandFixture()
        try await fixture.run(["import", "-"], input: SafetyTests.history(of: 2000))
        let copy = fixture.folder.path("copy.sqlite")
        let own = try fixture.folder.file("copy.sqlite.partial", Array("mine".utf8))
        let running = try await inTurn(4) { _ in try await fixture.program.start(["backup", copy]) }
        let results = try await inTurn(running) { try await $0.wait() }
        #expect(results.filter { $0.status == 0 }.count == 1)
        #expect(results.allSatisfy { $0.status == 0 || $0.errors.contains("exists already") })
        #expect(try await fixture.with(["BURSAR_LEDGER": copy]).run("verify").status == 0)
        #expect(FileManager.default.contents(atPath: own) == Data("mine".utf8))
        #expect(try !fixture.files().contains { $0.name.hasPrefix(".bursar") })
    }

    @Test func aBackupThroughALinkThatLeadsNowhereIsRefused() async throws {
        let fixture = try CommandFixture()
        try await fixture.run("init")
        let link = fixture.folder.path("copy.sqlite")
        let target = fixture.folder.path("target.sqlite")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
        #expect(try await fixture.run("backup", link).status == 1)
        #expect(!FileManager.default.fileExists(atPath: target))
    }

    private static func history(of count: Int) -> String {
        (0..<count).map { number in
            #"{"reserved_at":"2026-10-05T00:00:00Z","model":"m","usd":"1","generation_id":"g\#(number)"}"#
        }.joined(separator: "\n")
    }

    @Test func aLedgerOfOneEntryIsCountedInTheSingular() async throws {
        let fixture = try CommandFixture()
        try await fixture.run("init")
        #expect(
            try await fixture.run("verify").output.hasPrefix(
                "The ledger is in order: 1 entry, head"))
    }

    @Test func aPromptIsKeptOnlyWhenAskedFor() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        let secret = Data("a-purple-elephant".utf8)
        func isInLedger() throws -> Bool {
            try fixture.files().contains { $0.bytes.range(of: secret) != nil }
        }
        try await fixture.submit("a-purple-elephant one")
        #expect(try !isInLedger())
        try await fixture.submit("a-purple-elephant two", ["--keep-prompt"])
        #expect(try isInLedger())
        #expect(try await fixture.run("verify").status == 0)
    }

    @Test func whatComesFromOutsideIsEscapedOnTheTerminal() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        let escape = "\u{1B}[2J"
        let line = #"{"reserved_at":"2026-10-05T00:00:00Z","model":"m\u001b[2J","usd":"1"}"#
        try await fixture.run(["import", "-"], input: line)
        try await fixture.submit("[sandbox fail=\"bad\(escape)\u{202E}\"]")
        for arguments in [
            ["list"], ["report"], ["report", "--by", "model", "--format", "csv"], ["alerts"],
        ] {
            let result = try await fixture.run(arguments)
            #expect(!result.errors.contains(escape))
            #expect(!result.output.contains(escape))
        }
        let id = try #require(
            try await fixture.document("list")["submissions"]?.array?.first?["id"]?.string)
        let shown = try await fixture.run("show", id)
        #expect(!shown.output.contains(escape) && !shown.output.contains("\u{202E}"))
        let waited = try await fixture.run("wait", id)
        #expect(!waited.errors.contains(escape) && !waited.errors.contains("\u{202E}"))
        #expect(waited.complaints.count == 1)
    }
}
