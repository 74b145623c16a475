import Foundation
import LosslessJSON
import TestSupport
import Testing

/// Backups as people keep them: on disks that are read-only, cut short by a copy, interrupted.
@Suite(.runsPrograms)
struct KeptBackupTests {
    private let fixture: CommandFixture
    private let kept: String
    private var file: String { "\(kept)/b.sqlite" }

    /// A ledger of one charge, and an empty folder.
    init() async throws {
        fixture = try CommandFixture()
        kept = fixture.folder.path("kept")
        try FileManager.default.createDirectory(atPath: kept, withIntermediateDirectories: true)
        let record =
            #"{"reserved_at":"2026-10-05T00:00:00Z","model":"m","usd":"1","state":"settled"}"#
        try await fixture.run(["import", "-"], input: record)
    }

    private var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: kept) }
    }

    @Test(.needs(.permissions)) func isReadWhereNothingCanBeWritten() async throws {
        let server = try await RawServer.start(.silence)
        #expect(try await fixture.run("backup", file).status == 0)
        chmod(kept, 0o500)
        defer { chmod(kept, 0o700) }
        let stranger = try fixture.with(["BURSAR_LEDGER": file, "AIMLAPI_BASE_URL": server.url])
            .program.boundByPermissions()
        for arguments in [
            ["list"], ["report", "--month", "2026-10"], ["verify"], ["export"], ["budget"],
            ["alerts"], ["price"], ["statusline"],
        ] {
            let result = try await stranger.run(arguments)
            #expect(result.status == 0, "\(arguments): \(result.errors)")
        }
        #expect(try await stranger.run(["report", "--month", "2026-10"]).output.contains("$1.00"))
        for arguments in [
            CommandFixture.submission("a"), ["import", "-"],
            ["budget", "set", "b", "--limit", "5", "--per", "day"],
        ] {
            let result = try await stranger.run(
                arguments, input: #"{"reserved_at":"2026-10-06T00:00:00Z","model":"m","usd":"1"}"#)
            #expect(result.status == 75, "\(arguments): \(result.errors)")
            #expect(result.errors.contains("cannot be opened: Permission denied"))
        }
        #expect(server.requests.isEmpty)
        #expect(try names == ["b.sqlite"])
    }

    @Test(arguments: [50, 4096, 30000]) func ofAFileThatIsCutVerifyDoesNotSendThemToItself(
        length: Int
    ) async throws {
        #expect(try await fixture.run("backup", file).status == 0)
        let whole = try #require(FileManager.default.contents(atPath: file))
        try whole.prefix(length).write(to: URL(fileURLWithPath: file))
        let result = try await fixture.with(["BURSAR_LEDGER": file]).run("verify")
        #expect(result.status == 75 && result.output == "")
        #expect(!result.errors.contains("bursar verify"), "\(result.errors)")
    }

    /// Ended in the middle, it leaves no hidden file of the size of what it wrote.
    @Test(.needs(.strace)) func anInterruptLeavesNoTemporaryFile() async throws {
        for arguments in [["backup", file], ["report", "--output", "\(kept)/r.html"]] {
            let program = try await fixture.program.held(forSeconds: 5, at: "fsync")
                .start(arguments)
            try await eventually("\(arguments) wrote a file") { try !names.isEmpty }
            #expect(try names.allSatisfy { $0.hasPrefix(".bursar-") })
            program.kill(SIGTERM)
            let result = try await program.wait()
            #expect(result.status != 0, "\(arguments)")
            #expect(try names == [], "\(arguments)")
        }
        // Nothing keeps the next one from its end.
        #expect(try await fixture.run("backup", file).status == 0)
        #expect(try names == ["b.sqlite"])
    }
}
