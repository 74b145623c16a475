import Foundation
import TestSupport
import Testing

/// `bursar statusline`: one line, whatever there is, that never makes or waits for anything.
@Suite(.runsPrograms)
struct StatusLineTests {
    @Test func withoutALedgerItSaysSoAndMakesNone() async throws {
        let fixture = try CommandFixture()
        for arguments in [["statusline"], ["statusline", "--budget", "b"]] {
            let result = try await fixture.run(arguments)
            #expect(result.status == 0 && result.output == "no ledger\n" && result.errors == "")
        }
        #expect(try fixture.files().isEmpty)
    }

    @Test func withoutBudgetsItSaysWhatWasSpent() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        try await fixture.submit("a [sandbox cost=3.2]")
        let result = try await fixture.run("statusline")
        #expect(
            try result.output.wholeMatch(of: Regex("today \\$3\\.20 · [A-Z][a-z]{2} \\$3\\.20\n"))
                != nil, "\(result.output)")
    }

    @Test func itShowsTheMostUsedBudgetOrTheOneThatIsNamed() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        try await fixture.run("budget", "set", "a", "--limit", "20", "--per", "month")
        try await fixture.run("budget", "set", "b", "--limit", "10", "--per", "month")
        try await fixture.run("budget", "set", "c", "--limit", "4 submissions", "--per", "day")
        try await fixture.submit("a [sandbox cost=5]")
        #expect(try await fixture.run("statusline").output == "b 50% · $5.00 left\n")
        #expect(
            try await fixture.run("statusline", "--budget", "a").output == "a 25% · $15.00 left\n")
        #expect(
            try await fixture.run("statusline", "--budget", "c").output == "c 25% · 3 of 4 left\n")
        let unknown = try await fixture.run("statusline", "--budget", "d")
        #expect(unknown.status == 1 && unknown.output == "")
        #expect(unknown.errors == "bursar: there is no budget 'd'; see: bursar budget list\n")
    }

    @Test func whatCannotBeReadIsSaidInAFewWords() async throws {
        let fixture = try CommandFixture()
        try await fixture.run("budget", "set", "b", "--limit", "10", "--per", "month")
        try Data(repeating: 0x41, count: 5000).write(to: URL(fileURLWithPath: fixture.ledger))
        let result = try await fixture.run("statusline")
        #expect(result.status == 75 && result.output == "ledger unreadable\n")
        #expect(result.errors == "")
    }

    @Test func aWriterKeepsNoPromptWaiting() async throws {
        let fixture = try CommandFixture()
        try await fixture.run("budget", "set", "b", "--limit", "10", "--per", "month")
        let lock = open(fixture.ledger + ".lock", O_RDWR)
        defer { close(lock) }
        #expect(flock(lock, LOCK_EX) == 0)
        #expect(try await fixture.run("statusline").output == "b 0% · $10.00 left\n")
    }

    @Test func itIsPlainTextAndInColourOnATerminal() async throws {
        let fixture = try CommandFixture(["TERM": "xterm-256color"])
        try await fixture.run("budget", "set", "b", "--limit", "10", "--per", "month")
        let terminal = try await PseudoTerminal(fixture.program, ["statusline"], columns: 80)
        #expect(try await terminal.wait() == 0)
        #expect(terminal.text == "\u{1B}[1mb\u{1B}[0m 0% · $10.00 left\r\n")
        let plain = try await PseudoTerminal(
            fixture.with(["NO_COLOR": "1"]).program, ["statusline"], columns: 80)
        #expect(try await plain.wait() == 0)
        #expect(plain.text == "b 0% · $10.00 left\r\n")
    }
}
