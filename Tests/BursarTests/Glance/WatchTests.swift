import Foundation
import TestSupport
import Testing

/// `bursar watch` on a terminal of its own, and in a pipe.
struct WatchTests {
    private struct Window {
        /// Whose folder goes with it.
        let fixture: CommandFixture
        let terminal: PseudoTerminal
        var rows = 24

        var screen: ScreenText { ScreenText(terminal.text, rows: rows) }

        /// Waits until the screen is like this.
        func shows(_ isSo: (ScreenText) -> Bool) -> Bool {
            let deadline = Date().addingTimeInterval(20)
            while Date() < deadline {
                if isSo(screen) { return true }
                Thread.sleep(forTimeInterval: 0.02)
            }
            return false
        }

        func shows(_ text: String) -> Bool {
            shows { $0.rows.joined(separator: " ").contains(text) }
        }
    }

    private func watch(_ fixture: CommandFixture, _ variables: [String: String] = [:]) throws
        -> Window
    {
        let variables = ["TERM": "xterm-256color", "NO_COLOR": "1"].merging(variables) { $1 }
        return Window(
            fixture: fixture,
            terminal: try PseudoTerminal(
                fixture.with(variables).program, ["watch", "--interval", "0.1"], columns: 80))
    }

    private func fixture(of sandbox: SandboxChild? = nil) throws -> CommandFixture {
        let fixture = try sandbox?.fixture() ?? CommandFixture()
        try fixture.run("budget", "set", "month", "--limit", "20", "--per", "month")
        return fixture
    }

    @Test func aSubmissionMadeMeanwhileAppearsAndItsChargeToo() throws {
        let sandbox = try SandboxChild()
        let fixture = try fixture(of: sandbox)
        let window = try watch(fixture)
        #expect(window.shows("Nothing is open."))
        #expect(window.screen.rows[0].hasPrefix("Budgets"))
        #expect(window.screen.rows[1].hasPrefix("month"))
        #expect(window.screen.rows[23].hasPrefix("q quit"))
        try fixture.submit("a [sandbox run=60 cost=1.5]", ["--no-wait", "--project", "reel"])
        #expect(window.shows { $0.rows.contains { $0.contains(/accepted +\d+ s +\$4.914.*reel/) } })
        #expect(window.shows("1 open, $4.914 reserved"))
        // Time goes on although nothing is recorded.
        #expect(window.shows { $0.rows.contains { $0.contains(/accepted +[2-9] s/) } })
        try fixture.submit("b [sandbox cost=2.25]")
        #expect(window.shows { $0.rows.contains { $0.contains(/\$2.25 +\d+ s ago/) } })
        window.terminal.type("q")
        #expect(window.terminal.wait() == 0)
        #expect(try sandbox.submissions().count == 2)
    }

    @Test(arguments: [nil, SIGINT, SIGTERM, SIGHUP]) func everyWayOutGivesTheTerminalBack(
        signal: Int32?
    ) throws {
        let window = try watch(fixture())
        #expect(window.shows("Nothing is open."))
        #expect(window.screen.isOther && !window.screen.hasCursor && !window.terminal.isCooked)
        if let signal {
            window.terminal.kill(signal)
            #expect(window.terminal.wait() == 130)
        } else {
            window.terminal.type("xQ")
            #expect(window.terminal.wait() == 0)
        }
        #expect(!window.screen.isOther && window.screen.hasCursor && window.terminal.isCooked)
        #expect(window.terminal.text.hasSuffix("\u{1B}[?1049l"))
    }

    @Test func itFollowsTheSizeOfTheWindow() throws {
        var window = try watch(fixture())
        #expect(window.shows("Nothing is open."))
        window.terminal.resize(columns: 120, rows: 10)
        window.rows = 10
        #expect(window.shows { $0.rows[9].hasPrefix("q quit") && $0.rows[9].count == 120 })
        #expect(window.screen.rows[1].count > 80)
        window.terminal.resize(columns: 30, rows: 4)
        window.rows = 4
        #expect(window.shows { $0.rows[3].hasPrefix("q quit") })
        #expect(window.screen.rows.allSatisfy { $0.count <= 30 })
        window.terminal.type("q")
        #expect(window.terminal.wait() == 0)
    }

    @Test func itMakesNoLedgerAndShowsTheOneThatIsMade() throws {
        let fixture = try CommandFixture()
        let window = try watch(fixture)
        #expect(window.shows("there is no ledger at"))
        #expect(try fixture.files().isEmpty)
        try fixture.run("budget", "set", "late", "--limit", "20", "--per", "month")
        #expect(window.shows { $0.rows[1].hasPrefix("late") })
        window.terminal.type("q")
        #expect(window.terminal.wait() == 0)
    }

    @Test func aDamagedLedgerIsSaidAndARestoredOneShown() throws {
        let fixture = try fixture()
        let copy = fixture.folder.path("copy.sqlite")
        #expect(try fixture.run("backup", copy).status == 0)
        let window = try watch(fixture)
        #expect(window.shows { $0.rows[1].hasPrefix("month") })
        let garbage = fixture.folder.path("garbage")
        try Data(repeating: 0x41, count: 5000).write(to: URL(fileURLWithPath: garbage))
        #expect(rename(garbage, fixture.ledger) == 0)
        #expect(window.shows("is not a ledger"))
        #expect(window.shows { $0.rows.contains { $0.hasPrefix("month") } })
        for suffix in ["-wal", "-shm"] { unlink(fixture.ledger + suffix) }
        #expect(rename(copy, fixture.ledger) == 0)
        #expect(window.shows { $0.rows[1].hasPrefix("month") })
        window.terminal.type("q")
        #expect(window.terminal.wait() == 0)
    }

    @Test func aPipeGetsThePictureOnceForEachChange() throws {
        let sandbox = try SandboxChild()
        let fixture = try fixture(of: sandbox)
        let running = try fixture.program.start(["watch", "--interval", "0.1"])
        #expect(running.line(beginning: "Nothing is open.") != nil)
        // Longer than it takes for times to change.
        Thread.sleep(forTimeInterval: 1.5)
        try fixture.run("budget", "set", "other", "--limit", "5", "--per", "day")
        #expect(running.line(beginning: "other") != nil)
        running.kill(SIGTERM)
        let result = running.wait()
        #expect(result.status == 130 && result.errors == "")
        let pictures = result.output.components(separatedBy: " (UTC)\n")
        #expect(pictures.count == 3, "\(result.output)")
        #expect(!result.output.contains("\u{1B}") && !result.output.contains("q quit"))
    }

    @Test(arguments: ["", "budget set new --limit 1 --per day"])
    func itEndsWhenNobodyReadsAnyMore(meanwhile: String) throws {
        let fixture = try fixture()
        let shell = Program(
            path: "/bin/bash",
            environment: fixture.environment.merging(["B": fixture.program.path]) { $1 })
        let result = try shell.run([
            "-c",
            """
            "$B" watch --interval 0.1 | { head -n 1; [ -z "\(meanwhile)" ] || "$B" \(meanwhile) >&2; }
            echo ${PIPESTATUS[0]}
            """,
        ])
        #expect(result.output.hasSuffix("\n0\n"), "\(result.output)")
        #expect(!result.errors.contains("bursar:"), "\(result.errors)")
    }

    @Test func aDumbTerminalIsNone() throws {
        let fixture = try fixture()
        let window = try watch(fixture, ["TERM": "dumb"])
        #expect(window.terminal.shows("Nothing is open."))
        #expect(!window.terminal.text.contains("\u{1B}"))
        window.terminal.kill(SIGINT)
        #expect(window.terminal.wait() == 130)
    }
}
