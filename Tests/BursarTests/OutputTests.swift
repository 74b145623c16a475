import Foundation
import LosslessJSON
import TestSupport
import Testing

/// A write that fails is a failure, and says so.
struct OutputTests {
    @Test func aFullStandardOutputIsAFailureOfEveryCommand() throws {
        let sandbox = try SandboxChild()
        let desk = try sandbox.desk()
        try desk.submit("one")
        try desk.run("budget", "set", "b", "--limit", "100", "--per", "day")
        let id = try #require(try desk.document("list")["submissions"]?.array?.first?["id"]?.string)
        let commands = [
            ["list"], ["list", "--json"], ["show", id], ["report"], ["report", "--format", "csv"],
            ["budget", "status"], ["budget", "list", "--json"], ["price"], ["alerts"], ["verify"],
            ["export"], ["config"], ["sync"], ["wait", id], ["--help"], ["--version"],
            ["budget", "set", "b", "--limit", "90"], Desk.submission("x", ["--dry-run"]),
            Desk.submission("y", ["--no-wait"]), Desk.submission("z", ["--json"]),
            ["resolve", id, "--charged", "1", "--reason", "r"],
        ]
        let shell = Program(path: "/bin/sh", environment: desk.environment)
        for arguments in commands {
            let result = try shell.run(
                ["-c", #"exec "$0" "$@" > /dev/full"#, desk.program.path] + arguments)
            #expect(result.status == 1, "\(arguments)")
            #expect(
                result.errors.contains("cannot write to standard output: No space left on device"),
                "\(arguments): \(result.errors)")
        }
        // What was done stays done, and is in the ledger.
        #expect(try desk.run("verify").status == 0)
        #expect(try sandbox.submissions().count == 3)
    }

    /// As root a rename would have put a file in the place of the device.
    @Test func aReportCanGoToADeviceOrThroughALink() throws {
        let desk = try Desk()
        let expected = try desk.run("report", "--format", "csv").output
        let printed = try desk.run("report", "--format", "csv", "--output", "/dev/stdout")
        #expect(printed.status == 0)
        #expect(printed.output == expected)
        let file = try desk.folder.file("file.csv", [])
        let link = desk.folder.path("link.csv")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
        #expect(try desk.run("report", "--format", "csv", "--output", link).status == 0)
        #expect(try String(contentsOf: URL(fileURLWithPath: file), encoding: .utf8) == expected)
    }

    @Test func theNameOfTheFileChoosesTheFormatUnlessItIsChosen() throws {
        let desk = try Desk()
        func first(_ name: String, _ more: String...) throws -> String {
            let path = desk.folder.path(name)
            #expect(try desk.run(["report", "--output", path] + more).status == 0)
            let text = try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
            return text.split(separator: "\n").first.map(String.init) ?? ""
        }
        #expect(try first("a.csv").hasPrefix("day,model,mode,"))
        #expect(try first("a.json") == "{")
        #expect(try first("a.MD").hasPrefix("# Video"))
        #expect(try first("a.txt").hasPrefix("Video"))
        #expect(try first("a.out").hasPrefix("Video"))
        #expect(try first("b.csv", "--json") == "{")
        #expect(try first("b.json", "--format", "text").hasPrefix("Video"))
    }

    /// A closed stream's number must not become that of a file which is then written to.
    @Test func aClosedStreamIsAFailureAndHarmsNothing() throws {
        let desk = try Desk()
        let shell = Program(path: "/bin/sh", environment: desk.environment)
        for arguments in [
            ["list"], ["report"], ["budget", "set", "b", "--limit", "5", "--per", "day"],
        ] {
            let closed = try shell.run(["-c", #""$0" "$@" >&-"#, desk.program.path] + arguments)
            #expect(closed.status == 1)
            #expect(closed.errors.contains("cannot write to standard output: Bad file descriptor"))
            let silent = try shell.run(
                ["-c", #""$0" "$@" <&- 2>&-"#, desk.program.path] + arguments)
            #expect(silent.status == 0)
        }
        #expect(try shell.run(["-c", #""$0" import - <&-"#, desk.program.path]).status == 1)
        #expect(try desk.run("verify").status == 0)
    }

    @Test func aListThatIsPipedIsNotCutOff() throws {
        let desk = try Desk()
        let project = "a project with quite a long name, as they have"
        try desk.submit("a", ["--project", project, "--max-cost", "0.01"])
        let piped = try desk.run("list").output
        #expect(piped.contains(project) && piped.contains("klingai/video-v3-motion-control"))
        let narrow = try desk.with(["COLUMNS": "80"]).run("list").output
        #expect(!narrow.contains(project))
    }

    @Test func aReaderThatHasGoneIsAFailureToo() throws {
        let desk = try Desk()
        let history = try desk.run("sandbox", "--history", "2026-10").output
        try desk.run(["import", "-"], input: history)
        let shell = Program(path: "/bin/bash", environment: desk.environment)
        let result = try shell.run(
            ["-c", #""$0" export --since 2026-10-01 | true; exit ${PIPESTATUS[0]}"#]
                + [desk.program.path])
        #expect(result.status == 1 || result.status == 141)
    }

    @Test func aReportGoesToAFileWholeOrNotAtAll() throws {
        let desk = try Desk()
        let path = desk.folder.path("november.csv")
        let written = try desk.run("report", "--format", "csv", "--output", path)
        #expect(written.status == 0)
        #expect(written.output == "")
        let text = try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
        #expect(text == (try desk.run("report", "--format", "csv").output))
        for bad in ["/nope/november.csv", desk.folder.url.path, "/dev/full", ""] {
            let result = try desk.run("report", "--output", bad)
            #expect(result.status == 1, "\(bad)")
            #expect(result.complaints.count == 1, "\(result.errors)")
            #expect(result.errors.contains("cannot write '\(bad)': "), "\(result.errors)")
        }
    }
}
