import Foundation
import TestSupport
import Testing

/// `bursar watch` on a terminal of its own, and in a pipe.
@Suite(.runsPrograms)
struct WatchTests {
    private struct Window {
        /// Whose folder goes with it.
        let fixture: CommandFixture
        let terminal: PseudoTerminal
        var rows = 24

        var screen: ScreenText { ScreenText(terminal.text, rows: rows) }

        /// Waits until the screen is like this.
        func shows(_ isSo: (ScreenText) -> Bool) async throws {
            try await eventually("another screen than: \(screen.rows)") { isSo(screen) }
        }

        func shows(_ text: String) async throws {
            try await eventually("'\(text)' on a screen with: \(screen.rows)") {
                screen.rows.joined(separator: " ").contains(text)
            }
        }
    }

    private func watch(_ fixture: CommandFixture, _ variables: [String: String] = [:]) async throws
        -> Window
    {
        let variables = ["TERM": "xterm-256color", "NO_COLOR": "1"].merging(variables) { $1 }
        return Window(
            fixture: fixture,
            terminal: try await PseudoTerminal(
                fixture.with(variables).program, ["watch", "--interval", "0.1"], columns: 80))
    }

    private func fixture(of sandbox: SandboxChild? = nil) async throws -> CommandFixture {
        let fixture = try sandbox?.fixture() ?? CommandFixture()
        try await fixture.run("budget", "set", "month", "--limit", "20", "--per", "month")
        return fixture
    }

    @Test func aSubmissionMadeMeanwhileAppearsAndItsChargeToo() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try await fixture(of: sandbox)
        let window = try await watch(fixture)
        try await window.shows("Nothing is open.")
        #expect(window.screen.rows[0].hasPrefix("Budgets"))
        #expect(window.screen.rows[1].hasPrefix("month"))
        #expect(window.screen.rows[23].hasPrefix("q quit"))
        try await fixture.submit("a [sandbox run=60 cost=1.5]", ["--no-wait", "--project", "reel"])
        try await window.shows {
            $0.rows.contains { $0.contains(/accepted +\d+ s +\$4.914.*reel/) }
        }
        try await window.shows("1 open, $4.914 reserved")
        // Time goes on although nothing is recorded.
        try await window.shows { $0.rows.contains { $0.contains(/accepted +[2-9] s/) } }
        try await fixture.submit("b [sandbox cost=2.25]")
        try await window.shows { $0.rows.contains { $0.contains(/\$2.25 +\d+ s ago/) } }
        window.terminal.type("q")
        #expect(try await window.terminal.wait() == 0)
        #expect(try await sandbox.submissions().count == 2)
    }

    @Test(arguments: [nil, SIGINT, SIGTERM, SIGHUP]) func everyWayOutGivesTheTerminalBack(
        signal: Int32?
    ) async throws {
        let window = try await watch(fixture())
        try await window.shows("Nothing is open.")
        #expect(window.screen.isOther && !window.screen.hasCursor && !window.terminal.isCooked)
        if let signal {
            window.terminal.kill(signal)
            #expect(try await window.terminal.wait() == 130)
        } else {
            window.terminal.type("xQ")
            #expect(try await window.terminal.wait() == 0)
        }
        #expect(!window.screen.isOther && window.screen.hasCursor && window.terminal.isCooked)
        #expect(window.terminal.text.hasSuffix("\u{1B}[?1049l"))
    }

    @Test func itFollowsTheSizeOfTheWindow() async throws {
        var window = try await watch(fixture())
        try await window.shows("Nothing is open.")
        window.terminal.resize(columns: 120, rows: 10)
        window.rows = 10
        try await window.shows { $0.rows[9].hasPrefix("q quit") && $0.rows[9].count == 120 }
        #expect(window.screen.rows[1].count > 80)
        window.terminal.resize(columns: 30, rows: 4)
        window.rows = 4
        try await window.shows { $0.rows[3].hasPrefix("q quit") }
        #expect(window.screen.rows.allSatisfy { $0.count <= 30 })
        window.terminal.type("q")
        #expect(try await window.terminal.wait() == 0)
    }

    @Test func itMakesNoLedgerAndShowsTheOneThatIsMade() async throws {
        let fixture = try CommandFixture()
        let window = try await watch(fixture)
        try await window.shows("there is no ledger at")
        #expect(try fixture.files().isEmpty)
        try await fixture.run("budget", "set", "late", "--limit", "20", "--per", "month")
        try await window.shows { $0.rows[1].hasPrefix("late") }
        window.terminal.type("q")
        #expect(try await window.terminal.wait() == 0)
    }

    @Test func aDamagedLedgerIsSaidAndARestoredOneShown() async throws {
        let fixture = try await fixture()
        let copy = fixture.folder.path("copy.sqlite")
        #expect(try await fixture.run("backup", copy).status == 0)
        let window = try await watch(fixture)
        try await window.shows { $0.rows[1].hasPrefix("month") }
        let garbage = fixture.folder.path("garbage")
        try Data(repeating: 0x41, count: 5000).write(to: URL(fileURLWithPath: garbage))
        #expect(rename(garbage, fixture.ledger) == 0)
        try await window.shows("is not a ledger")
        try await window.shows { $0.rows.contains { $0.hasPrefix("month") } }
        for suffix in ["-wal", "-shm"] { unlink(fixture.ledger + suffix) }
        #expect(rename(copy, fixture.ledger) == 0)
        try await window.shows { $0.rows[1].hasPrefix("month") }
        window.terminal.type("q")
        #expect(try await window.terminal.wait() == 0)
    }

    @Test func aPipeGetsThePictureOnceForEachChange() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try await fixture(of: sandbox)
        let running = try await fixture.program.start(["watch", "--interval", "0.1"])
        try await running.line(beginning: "Nothing is open.")
        // A pause longer than it takes for times to change: nothing may be printed for that.
        try await Task.sleep(for: .seconds(1.5))
        try await fixture.run("budget", "set", "other", "--limit", "5", "--per", "day")
        try await running.line(beginning: "other")
        running.kill(SIGTERM)
        let result = try await running.wait()
        #expect(result.status == 130 && result.errors == "")
        let pictures = result.output.components(separatedBy: " (UTC)\n")
        #expect(pictures.count == 3, "\(result.output)")
        #expect(!result.output.contains("\u{1B}") && !result.output.contains("q quit"))
    }

    @Test(arguments: ["", "budget set new --limit 1 --per day"])
    func itEndsWhenNobodyReadsAnyMore(meanwhile: String) async throws {
        let fixture = try await fixture()
        let shell = Program(
            path: "/bin/bash",
            environment: fixture.environment.merging(["B": fixture.program.path]) { $1 })
        let result = try await shell.run([
            "-c",
            """
            "$B" watch --interval 0.1 | { head -n 1; [ -z "\(meanwhile)" ] || "$B" \(meanwhile) >&2; }
            echo ${PIPESTATUS[0]}
            """,
        ])
        #expect(result.output.hasSuffix("\n0\n"), "\(result.output)")
        #expect(!result.errors.contains("bursar:"), "\(result.errors)")
    }

    @Test func aDumbTerminalIsNone() async throws {
        let fixture = try await fixture()
        let window = try await watch(fixture, ["TERM": "dumb"])
        try await window.terminal.shows("Nothing is open.")
        #expect(!window.terminal.text.contains("\u{1B}"))
        window.terminal.kill(SIGINT)
        #expect(try await window.terminal.wait() == 130)
    }
}
