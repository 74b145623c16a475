import Foundation
import LosslessJSON
import TestSupport
import Testing

/// What a person sees: one line that updates itself, colours where they are wanted, and Ctrl-C.
@Suite(.runsPrograms)
struct TerminalTests {
    private func terminal(
        _ fixture: CommandFixture, _ arguments: [String], columns: Int = 80,
        _ variables: [String: String] = [:]
    ) async throws -> PseudoTerminal {
        let variables = ["TERM": "xterm-256color"].merging(variables) { $1 }
        return try await PseudoTerminal(
            fixture.with(variables).program, arguments, columns: columns)
    }

    /// The texts that stood in the updating line, one after the other.
    private func updates(_ text: String) -> [String] {
        text.components(separatedBy: "\r\u{1B}[K").dropFirst().map {
            String($0.prefix { !$0.isNewline })
        }
    }

    @Test func oneLineUpdatesItselfWhileItRuns() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        let arguments = CommandFixture.submission("a [sandbox run=2.5]") + ["--poll-interval", "3"]
        let terminal = try await terminal(fixture, arguments)
        #expect(try await terminal.wait() == 0)
        let lines = updates(terminal.text)
        for word in ["0 s  dispatched  $4.914", "accepted", "queued", "settled  $0.819 charged"] {
            #expect(lines.contains { $0.contains(word) }, "\(word): \(lines)")
        }
        // The time goes on although nobody is asked meanwhile.
        #expect(lines.contains { $0.contains("  1 s  ") })
        #expect(lines.allSatisfy { $0.count < 80 })
        #expect(terminal.text.contains("charged\r\n"))
    }

    @Test func theLineFitsANarrowWindow() async throws {
        let sandbox = try await SandboxChild()
        let terminal = try await terminal(
            try sandbox.fixture(), CommandFixture.submission("a", ["--no-wait"]), columns: 32)
        #expect(try await terminal.wait() == 0)
        let lines = updates(terminal.text)
        #expect(lines.contains { $0.contains("accepted") })
        #expect(lines.allSatisfy { $0.count < 32 }, "\(lines)")
    }

    @Test func severalAreShownInOneLine() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        for prompt in ["a", "b"] {
            try await fixture.submit("\(prompt) [sandbox run=60]", ["--no-wait"])
        }
        let terminal = try await terminal(fixture, ["sync"])
        #expect(try await terminal.wait() == 0)
        #expect(terminal.text.contains("2 submissions  0 s  2 queued  $9.828 reserved\r\n"))
    }

    @Test func interruptingLeavesItAcceptedAndSaysHowToGoOn() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        let terminal = try await terminal(fixture, CommandFixture.submission("a [sandbox run=1.5]"))
        try await terminal.shows("queued")
        terminal.kill(SIGINT)
        #expect(try await terminal.wait() == 130)
        let submission = try #require(
            try await fixture.document("list")["submissions"]?.array?.first)
        #expect(submission["state"] == "accepted")
        let id = try #require(submission["id"]?.string)
        #expect(terminal.text.contains("$4.914 stays reserved. Go on with: bursar wait \(id)\r\n"))
        #expect(try await fixture.run("wait", id, "--poll-interval", "0.2").status == 0)
        #expect(try await sandbox.submissions().count == 1)
    }

    /// What was sent may be charged: its answer is awaited, and recorded.
    @Test func interruptingDuringThePOSTStillRecordsItsAnswer() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        let terminal = try await terminal(
            fixture, CommandFixture.submission("a [sandbox submit=slow delay=2.5 run=60]"))
        try await terminal.shows("dispatched")
        try await sandbox.receives()
        terminal.kill(SIGINT)
        try await terminal.shows("waiting for the answer to what was sent")
        #expect(try await terminal.wait() == 130)
        let submission = try #require(
            try await fixture.document("list")["submissions"]?.array?.first)
        #expect(submission["state"] == "accepted")
        #expect(try await sandbox.submissions().count == 1)
    }

    @Test func aDocumentIsPrintedWhenItIsInterruptedToo() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        let running = try await fixture.program.start(
            CommandFixture.submission("a [sandbox run=60]", ["--json"]))
        try await sandbox.receives()
        while try await fixture.document("list", "--state", "accepted")["submissions"] == [] {}
        running.kill(SIGTERM)
        let result = try await running.wait()
        #expect(result.status == 130)
        #expect(try JSON(parsing: result.output)["state"] == "accepted")
        #expect(result.complaints.count == 1)
    }

    @Test func withoutATerminalThereIsALineForEachChangeAndNothingWithJSON() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        let plain = try await fixture.submit("a")
        #expect(!plain.errors.contains("\u{1B}") && !plain.errors.contains("\r"))
        let words = plain.complaints.map { $0.split(separator: " ")[1] }
        #expect(words.first == "dispatched," && words.last == "settled,")
        #expect(Set(plain.complaints).count == plain.complaints.count)
        #expect(try await fixture.submit("b", ["--json"]).errors == "")
    }

    @Test func coloursFollowTheTerminalAndTheVariables() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        try await fixture.submit("a")
        try await fixture.run("budget", "set", "b", "--limit", "50", "--per", "month")
        for arguments in [["list"], ["report"], ["budget", "status"], ["price"]] {
            func hasColours(_ variables: [String: String]) async throws -> Bool {
                let terminal = try await terminal(fixture, arguments, variables)
                #expect(try await terminal.wait() == 0)
                return terminal.text.contains("\u{1B}[")
            }
            #expect(try await hasColours([:]), "\(arguments)")
            #expect(try await !hasColours(["NO_COLOR": "1"]))
            #expect(try await !hasColours(["NO_COLOR": "1", "FORCE_COLOR": "1"]))
            #expect(try await !hasColours(["TERM": "dumb"]))
            #expect(try await !fixture.run(arguments).output.contains("\u{1B}["))
            #expect(
                try await fixture.with(["FORCE_COLOR": "1"]).run(arguments).output.contains(
                    "\u{1B}["))
        }
    }

    @Test(arguments: [80, 120, 200]) func nothingIsWiderThanTheTerminal(columns: Int) async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture(["COLUMNS": "\(columns)"])
        let history = try await fixture.run("sandbox", "--history", "2026-10").output
        try await fixture.run(["import", "-"], input: history)
        try await fixture.submit(
            "a", ["--project", "a project with quite a long name, as they have"])
        let name = String(repeating: "budget-", count: 12)
        try await fixture.run(
            "budget", "set", name, "--limit", "50", "--per", "month", "--project", name)
        for arguments in [
            ["list"], ["report", "--since", "2026-10-01"], ["budget", "status"],
            ["budget", "list"],
            ["price"], ["report", "--since", "2026-10-01", "--by", "project,model"],
        ] {
            let lines = try await fixture.run(arguments).output.split(separator: "\n")
            let widest = lines.max { $0.count < $1.count } ?? ""
            #expect(widest.count <= columns, "\(arguments): \(widest)")
        }
    }
}
