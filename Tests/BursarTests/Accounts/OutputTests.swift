import Foundation
import LosslessJSON
import TestSupport
import Testing

/// A write that fails is a failure, and says so.
@Suite(.runsPrograms)
struct OutputTests {
    @Test func aFullStandardOutputIsAFailureOfEveryCommand() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        try await fixture.submit("one")
        try await fixture.run("budget", "set", "b", "--limit", "100", "--per", "day")
        let id = try #require(
            try await fixture.document("list")["submissions"]?.array?.first?["id"]?.string)
        let commands = [
            ["list"], ["list", "--json"], ["show", id], ["report"], ["report", "--format", "csv"],
            ["budget", "status"], ["budget", "list", "--json"], ["price"], ["alerts"], ["verify"],
            ["export"], ["config"], ["sync"], ["wait", id], ["--help"], ["--version"],
            ["budget", "set", "b", "--limit", "90"], CommandFixture.submission("x", ["--dry-run"]),
            CommandFixture.submission("y", ["--no-wait"]),
            CommandFixture.submission("z", ["--json"]),
            ["resolve", id, "--charged", "1", "--reason", "r"],
            ["edit", id, "--project", "p", "--reason", "r"], ["list", "--format", "jsonl"],
            ["report", "--format", "jsonl"],
        ]
        let shell = Program(path: "/bin/sh", environment: fixture.environment)
        for arguments in commands {
            let result = try await shell.run(
                ["-c", #"exec "$0" "$@" > /dev/full"#, fixture.program.path] + arguments)
            #expect(result.status == 1, "\(arguments)")
            #expect(
                result.errors.contains("cannot write to standard output: No space left on device"),
                "\(arguments): \(result.errors)")
        }
        // What was done stays done, and is in the ledger.
        #expect(try await fixture.run("verify").status == 0)
        #expect(try await sandbox.submissions().count == 3)
    }

    /// As root a rename would have put a file in the place of the device.
    @Test func aReportCanGoToADeviceOrThroughALink() async throws {
        let fixture = try CommandFixture()
        let expected = try await fixture.run("report", "--format", "csv").output
        let printed = try await fixture.run("report", "--format", "csv", "--output", "/dev/stdout")
        #expect(printed.status == 0)
        #expect(printed.output == expected)
        let file = try fixture.folder.file("file.csv", [])
        let link = fixture.folder.path("link.csv")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
        #expect(try await fixture.run("report", "--format", "csv", "--output", link).status == 0)
        #expect(try String(contentsOf: URL(fileURLWithPath: file), encoding: .utf8) == expected)
    }

    @Test func theNameOfTheFileChoosesTheFormatUnlessItIsChosen() async throws {
        let fixture = try CommandFixture()
        func first(_ name: String, _ more: String...) async throws -> String {
            let path = fixture.folder.path(name)
            #expect(try await fixture.run(["report", "--output", path] + more).status == 0)
            let text = try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
            return text.split(separator: "\n").first.map(String.init) ?? ""
        }
        #expect(try await first("a.csv").hasPrefix("day,model,mode,"))
        #expect(try await first("a.json") == "{")
        #expect(try await first("a.MD").hasPrefix("# Video"))
        #expect(try await first("a.txt").hasPrefix("Video"))
        #expect(try await first("a").hasPrefix("Video"))
        #expect(try await first("b.json", "--json") == "{")
        #expect(try await first("b.log", "--format", "text").hasPrefix("Video"))
        // A name that promises something else is refused, and nothing is written.
        for (name, more) in [
            ("c.pdf", []), ("c.out", []), ("c.csv", ["--json"]), ("c.json", ["--format", "text"]),
            ("c.xlsx", ["--format", "csv"]),
        ] {
            let result = try await fixture.run(
                ["report", "--output", fixture.folder.path(name)] + more)
            #expect(result.status == 64, "\(name) \(more)")
            #expect(!FileManager.default.fileExists(atPath: fixture.folder.path(name)), "\(name)")
        }
    }

    /// A closed stream's number must not become that of a file which is then written to.
    @Test func aClosedStreamIsAFailureAndHarmsNothing() async throws {
        let fixture = try CommandFixture()
        let shell = Program(path: "/bin/sh", environment: fixture.environment)
        for arguments in [
            ["list"], ["report"], ["budget", "set", "b", "--limit", "5", "--per", "day"],
        ] {
            let closed = try await shell.run(
                ["-c", #""$0" "$@" >&-"#, fixture.program.path] + arguments)
            #expect(closed.status == 1)
            #expect(closed.errors.contains("cannot write to standard output: Bad file descriptor"))
            let silent = try await shell.run(
                ["-c", #""$0" "$@" <&- 2>&-"#, fixture.program.path] + arguments)
            #expect(silent.status == 0)
        }
        #expect(
            try await shell.run(["-c", #""$0" import - <&-"#, fixture.program.path]).status == 1)
        #expect(try await fixture.run("verify").status == 0)
    }

    @Test func aListThatIsPipedIsNotCutOff() async throws {
        let fixture = try CommandFixture()
        let project = "a project with quite a long name, as they have"
        try await fixture.submit("a", ["--project", project, "--max-cost", "0.01"])
        let piped = try await fixture.run("list").output
        #expect(piped.contains(project) && piped.contains("klingai/video-v3-motion-control"))
        let narrow = try await fixture.with(["COLUMNS": "80"]).run("list").output
        #expect(!narrow.contains(project))
    }

    @Test func aReaderThatHasGoneIsAFailureToo() async throws {
        let fixture = try CommandFixture()
        let history = try await fixture.run("sandbox", "--history", "2026-10").output
        try await fixture.run(["import", "-"], input: history)
        let shell = Program(path: "/bin/bash", environment: fixture.environment)
        let result = try await shell.run(
            ["-c", #""$0" export --since 2026-10-01 | true; exit ${PIPESTATUS[0]}"#]
                + [fixture.program.path])
        #expect(result.status == 1)
        #expect(result.errors == "bursar: cannot write to standard output: Broken pipe\n")
    }

    /// Nobody reads what is said between the commit and the request: it is sent all the same.
    @Test(arguments: [
        "2>&1 | true", "2>&1 | head -1", "2>&1 >/dev/null | true", "2>&-", "2>/dev/full",
        ">&- 2>&-", "--no-wait 2>&1 | true", "--json 2>&1 | true",
    ])
    func aSubmissionOutlivesWhoeverReadsOfIt(redirection: String) async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        let shell = Program(path: "/bin/bash", environment: fixture.environment)
        // A first use has something to say before anything is sent.
        try await fixture.run(
            "budget", "set", "b", "--limit", "10", "--per", "day", "--alert-at", "1")
        _ = try await shell.run(
            ["-c", "\"$0\" \"$@\" \(redirection)", fixture.program.path]
                + CommandFixture.submission("a"))
        #expect(try await sandbox.submissions().count == 1)
        let states = try await fixture.document("list")["submissions"]?.array?.map {
            $0["state"]?.string
        }
        let isFollowed = !redirection.contains("--no-wait")
        #expect(states == [isFollowed ? "settled" : "accepted"])
    }

    @Test func aFileThatMayNotGrowStopsNoSubmission() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        try await fixture.run("list")
        let shell = Program(path: "/bin/bash", environment: fixture.environment)
        let log = fixture.folder.path("log")
        // A log that is at its limit already; the ledger is smaller than that.
        let script = """
            ulimit -f 8192; truncate -s 8388608 "\(log)"; "$0" "$@" >> "\(log)" 2>&1; echo $?
            """
        let result = try await shell.run(
            ["-c", script, fixture.program.path] + CommandFixture.submission("a"))
        #expect(result.output == "1\n")
        #expect(try await sandbox.submissions().count == 1)
        let states = try await fixture.document("list")["submissions"]?.array?.map {
            $0["state"]?.string
        }
        #expect(states == ["settled"])
    }

    /// What a script must know of the money comes before what it could not read.
    @Test(arguments: [
        ("a [sandbox submit=500]", Int32(4)), ("a [sandbox fail=no]", 6),
        ("a [sandbox submit=401]", 6), ("a", 1),
    ])
    func aFailedWriteDoesNotHideHowASubmissionEnded(prompt: String, status: Int32) async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        let shell = Program(path: "/bin/sh", environment: fixture.environment)
        for more in [[], ["--json"]] {
            let result = try await shell.run(
                ["-c", #"exec "$0" "$@" > /dev/full"#, fixture.program.path]
                    + CommandFixture.submission("\(prompt) \(more)", more))
            #expect(result.status == status, "\(result.errors)")
            #expect(result.errors.contains("cannot write to standard output: "))
        }
    }

    @Test func aReportGoesToAFileWholeOrNotAtAll() async throws {
        let fixture = try CommandFixture()
        let path = fixture.folder.path("november.csv")
        let written = try await fixture.run("report", "--format", "csv", "--output", path)
        #expect(written.status == 0)
        #expect(written.output == "")
        let text = try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
        #expect(text == (try await fixture.run("report", "--format", "csv").output))
        for bad in ["/nope/november.csv", fixture.folder.url.path, "/dev/full", ""] {
            let result = try await fixture.run("report", "--output", bad)
            #expect(result.status == 1, "\(bad)")
            #expect(result.complaints.count == 1, "\(result.errors)")
            #expect(result.errors.contains("cannot write '\(bad)': "), "\(result.errors)")
        }
    }
}
