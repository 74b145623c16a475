import Foundation
import LosslessJSON
import TestSupport
import Testing

/// A ledger that cannot be used: exit code 75, and nothing was sent.
@Suite(.runsPrograms)
struct LedgerTroubleTests {
    /// What is done to the ledger, and what the line then says.
    private static let failures:
        [(prepare: @Sendable (CommandFixture) async throws -> Void, sentence: String)] = [
            (
                {
                    try Data("this is no database, but long enough to look at".utf8).write(
                        to: $0.at())
                },
                "is not a ledger"
            ),
            (
                { fixture in
                    try await fixture.run("init")
                    chmod(fixture.ledger, 0o444)
                }, "is read-only; make it writable: chmod u+w"
            ),
            (
                { try await $0.patch(offset: 68, with: 0x1234_5678) },
                "is a database of another program"
            ),
            (
                { try await $0.patch(offset: 60, with: 999) },
                "was written by a newer bursar (format 999"
            ),
            (
                {
                    try FileManager.default.createDirectory(
                        atPath: $0.ledger, withIntermediateDirectories: true)
                },
                "is not a file"
            ),
        ]

    @Test(arguments: failures.indices)
    func nothingIsSentWhenTheLedgerCannotBeUsed(index: Int) async throws {
        let (prepare, sentence) = LedgerTroubleTests.failures[index]
        let server = try await RawServer.start(.silence)
        let fixture = try CommandFixture(["AIMLAPI_BASE_URL": server.url])
        try await prepare(fixture)
        for arguments in [
            CommandFixture.submission("a"), ["list", "--json"], ["sync"], ["verify"],
        ] {
            let result = try await fixture.run(arguments)
            #expect(result.status == 75, "\(arguments)")
            #expect(result.output == "")
            #expect(result.complaints.count == 1)
            #expect(result.errors.contains(sentence), "\(result.errors)")
            #expect(result.errors.contains(fixture.ledger))
        }
        #expect(server.requests.isEmpty)
    }

    /// 0 bytes: what a restore onto a full disk leaves. Nothing but `init` makes it a ledger again.
    @Test func anEmptiedLedgerIsExitCode75() async throws {
        let server = try await RawServer.start(.silence)
        let fixture = try CommandFixture(["AIMLAPI_BASE_URL": server.url])
        try Data().write(to: fixture.at())
        let record = #"{"reserved_at":"2026-10-05T00:00:00Z","model":"m","usd":"1"}"#
        let commands: [[String]] = [
            CommandFixture.submission("a"), CommandFixture.submission("a", ["--dry-run"]), ["list"],
            ["show", "abcd"],
            ["sync"], ["verify"], ["report"], ["budget"], ["budget", "list"], ["price", "list"],
            ["budget", "set", "b", "--limit", "5", "--per", "day"], ["export"], ["alerts"],
            ["price", "set", "m", "--per-second", "1"], ["import", "-"], ["price", "sync"],
            ["backup", fixture.folder.path("copy")], ["reconcile"], ["wait", "abcd"],
        ]
        for arguments in commands {
            let result = try await fixture.run(arguments, input: record)
            #expect(result.status == 75 && result.output == "", "\(arguments): \(result.errors)")
            #expect(result.complaints.count == 1)
            #expect(result.errors.contains("is empty") && result.errors.contains("bursar restore"))
        }
        let line = try await fixture.run("statusline")
        #expect(line.status == 75 && line.output == "ledger empty\n")
        #expect(try await fixture.document("doctor", "--offline")["ok"]?.bool == false)
        #expect(FileManager.default.contents(atPath: fixture.ledger) == Data())
        #expect(server.requests.isEmpty)
        let made = try await fixture.run("init", "--time-zone", "Europe/Berlin")
        #expect(made.status == 0 && made.errors.contains("of an empty file"), "\(made.errors)")
        #expect(try await fixture.run("verify").status == 0)
        #expect(try permissions(fixture.ledger) == 0o600)
    }

    /// A home that is somebody else's is neither empty nor to be made.
    @Test(.needs(.permissions)) func aFolderThatMayNotBeEnteredIsNamed() async throws {
        let fixture = try CommandFixture()
        try await fixture.run("init")
        chmod(fixture.folder.url.path, 0)
        defer { chmod(fixture.folder.url.path, 0o700) }
        let stranger = try fixture.program.boundByPermissions()
        for arguments in [
            ["list"], ["statusline"], ["init"], CommandFixture.submission("a"), ["verify"],
            ["budget", "set", "b", "--limit", "5", "--per", "day"], ["restore", "/etc/passwd"],
        ] {
            let result = try await stranger.run(arguments)
            #expect(result.status == 75, "\(arguments): \(result.errors)")
            if arguments == ["statusline"] {
                #expect(result.output == "ledger unreadable\n")
            } else {
                #expect(
                    result.errors.contains("may not enter the folder \(fixture.folder.url.path)"),
                    "\(result.errors)")
            }
        }
    }

    @Test func aLedgerThroughALinkThatLeadsNowhereIsForItsOwnerAlone() async throws {
        let fixture = try CommandFixture()
        let target = fixture.folder.path("there/target.sqlite")
        try FileManager.default.createSymbolicLink(
            atPath: fixture.ledger, withDestinationPath: "there/target.sqlite")
        #expect(try await fixture.run("list").errors.contains("there is no ledger"))
        try await fixture.run("budget", "set", "b", "--limit", "5", "--per", "day")
        #expect(try permissions(target) == 0o600)
        #expect(try permissions(fixture.folder.path("there")) == 0o700)
        #expect(try permissions("\(target).lock") == 0o600)
        #expect(!FileManager.default.fileExists(atPath: "\(fixture.ledger).lock"))
        #expect(
            try await fixture.with(["BURSAR_LEDGER": target]).run("budget").output.contains("b "))
    }

    /// To be told what is amiss is no reason to change the file.
    @Test func doctorLeavesAnOlderFormatAsItIs() async throws {
        let fixture = try CommandFixture()
        try await fixture.patch(offset: 60, with: 2)
        let before = FileManager.default.contents(atPath: fixture.ledger)
        let checks = try await DoctorChecks(fixture, ["--offline"])
        #expect(checks.status == 0 && checks.named("warning").contains("ledger"))
        #expect(checks.message("ledger")?.contains("is of format 2, and this program") == true)
        #expect(FileManager.default.contents(atPath: fixture.ledger) == before)
        #expect(try await fixture.run("statusline").output == "ledger of an older format\n")
    }

    /// What was acknowledged is on the disk under its name: the folder is synced after the rename.
    @Test(
        .needs(.strace),
        arguments: [["backup"], ["report", "--format", "csv", "--output"], ["init"]])
    func aNameIsDurableBeforeItIsAcknowledged(arguments: [String]) async throws {
        let fixture = try CommandFixture()
        if arguments != ["init"] { try await fixture.run("init") }
        let trace = fixture.folder.path("trace")
        let name = arguments == ["init"] ? [] : [fixture.folder.path("result")]
        let strace = Program(
            path: try #require(Tool.path("strace")), environment: fixture.environment)
        let calls = "trace=link,linkat,rename,renameat,renameat2,fsync,fdatasync,sync"
        let result = try await strace.run(
            ["-f", "-qq", "-o", trace, "-e", calls, fixture.program.path] + arguments + name)
        #expect(result.status == 0, "\(result.errors)")
        let lines = try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n")
        let named = try #require(
            lines.lastIndex { $0.contains(name.first ?? fixture.ledger) && !$0.contains(" = -1") })
        #expect(lines[..<named].contains { $0.contains("sync(") }, "\(lines)")
        #expect(lines[(named + 1)...].contains { $0.contains("fsync(") && $0.contains(" = 0") })
    }

    @Test func tooFewFilesAreSaidBeforeAnythingIsBegun() async throws {
        let fixture = try CommandFixture()
        let shell = Program(path: "/bin/sh", environment: fixture.environment)
        for limit in ["-n 16", "-v 100000"] {
            let script = "ulimit \(limit) || exit 9; exec \"$0\" \"$@\""
            let result = try await shell.run(
                ["-c", script, fixture.program.path] + CommandFixture.submission("a"))
            // Less memory than the program's own libraries need is the loader's to say.
            if limit.hasPrefix("-v"), result.status == 127 { continue }
            #expect(result.status == 1, "\(limit): \(result.errors)")
            #expect(result.errors.contains("raise that limit (nothing was sent): ulimit -"))
            #expect(result.complaints.count == 1)
        }
        // What it may raise by itself, it does.
        let result = try await shell.run([
            "-c", "ulimit -S -n 16; exec \"$0\" list", fixture.program.path,
        ])
        #expect(result.status == 0, "\(result.errors)")
    }

    @Test func aFolderThatIsAFileIsNamed() async throws {
        let fixture = try CommandFixture()
        let file = try fixture.folder.file("file", [1])
        let result = try await fixture.with(["BURSAR_LEDGER": "\(file)/ledger.sqlite"]).run("list")
        #expect(result.status == 75)
        #expect(result.errors.contains("\(file)"))
        #expect(result.complaints.count == 1)
    }

    /// Another process holds the lock and does not let go: the wait of 30 s ends in words.
    @Test func aLockThatIsHeldForTooLongIsExitCode75() async throws {
        let fixture = try CommandFixture()
        try await fixture.run("init")
        let lock = open("\(fixture.ledger).lock", O_RDWR)
        defer { close(lock) }
        try #require(flock(lock, LOCK_EX | LOCK_NB) == 0)
        let server = try await RawServer.start(.silence)
        let arguments = CommandFixture.submission("a")
        let result = try await fixture.with(["AIMLAPI_BASE_URL": server.url]).run(arguments)
        #expect(result.status == 75)
        #expect(result.errors.contains("the ledger is busy"))
        #expect(result.errors.contains("nothing was sent"))
        #expect(server.requests.isEmpty)
    }

    @Test(.needs(.smallDisk)) func aFullDiskIsExitCode75AndSendsNothing() async throws {
        let disk = try SmallDisk(kilobytes: 64)
        let server = try await RawServer.start(.silence)
        let fixture = try CommandFixture([
            "BURSAR_LEDGER": disk.path("ledger.sqlite"), "AIMLAPI_BASE_URL": server.url,
        ])
        let result = try await fixture.submit("a")
        #expect(result.status == 75)
        #expect(result.errors.contains("full"), "\(result.errors)")
        #expect(server.requests.isEmpty)
    }

    @Test func theFilesAreForTheirOwnerAlone() async throws {
        let fixture = try CommandFixture()
        let home = fixture.folder.path("home")
        let ledger = "\(home)/data/bursar/ledger.sqlite"
        try await fixture.with(["BURSAR_LEDGER": ""]).run("init")
        #expect(try permissions(ledger) == 0o600)
        #expect(try permissions("\(home)/data/bursar") == 0o700)
        let copy = fixture.folder.path("copy.sqlite")
        try await fixture.with(["BURSAR_LEDGER": ""]).run("backup", copy)
        #expect(try permissions(copy) == 0o600)
    }

    private func permissions(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }
}

extension CommandFixture {
    fileprivate func at() -> URL { URL(fileURLWithPath: ledger) }

    /// Writes four bytes into the header of a ledger that was made and closed.
    fileprivate func patch(offset: UInt64, with value: UInt32) async throws {
        try await run("init")
        let file = try FileHandle(forUpdating: at())
        try file.seek(toOffset: offset)
        let bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
        try file.write(contentsOf: Data(bytes))
        try file.close()
    }
}
