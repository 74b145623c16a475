import Accounting
import Foundation
import LosslessJSON
import TestSupport
import Testing

/// `bursar run`: a gateway for one command, which ends as its command does.
@Suite(.runsPrograms)
struct RunCommandTests {
    private let sandbox: SandboxChild
    private let fixture: CommandFixture

    /// Sends a POST, and prints its status. In a command, with the prompt in `$1`.
    private static let post = """
        post() {
            curl -sS -o answer -w '%{http_code}\\n' \\
                -H "Authorization: Bearer $AIMLAPI_API_KEY" -H 'Content-Type: application/json' \\
                -d "{\\"model\\":\\"klingai/video-v3-motion-control\\",\\"mode\\":\\"std\\",
                    \\"image_url\\":\\"https://example.com/hero.png\\",
                    \\"video_url\\":\\"https://example.com/dance.mp4\\",\\"prompt\\":\\"$1\\"}" \\
                "$AIMLAPI_BASE_URL/v2/video/generations"
        }
        poll() {
            id=$(sed -n 's/.*"id":"\\([^"]*\\)".*/\\1/p' answer)
            until curl -sS -H "Authorization: Bearer $AIMLAPI_API_KEY" \\
                "$AIMLAPI_BASE_URL/v2/video/generations?generation_id=$id" | grep -q completed
            do sleep 0.1; done
        }
        cd "$HOME"

        """

    init() async throws {
        sandbox = try await SandboxChild()
        fixture = try sandbox.fixture()
    }

    /// `bursar run` of a shell's script.
    private func run(_ script: String, _ options: [String] = []) async throws -> ProgramResult {
        try await fixture.run(
            ["run"] + options + ["--", "sh", "-c", RunCommandTests.post + script])
    }

    /// Its last words, behind the key's name.
    private func summary(_ result: ProgramResult) throws -> String {
        let line = try #require(result.complaints.last, "\(result.output)\(result.errors)")
        let match = try #require(line.wholeMatch(of: /bursar: run-[0-9a-f]{8}: (.*)/), "\(line)")
        return String(match.1)
    }

    @Test(.needs(.curl)) func whatACommandSpendsIsRecordedUnderItsKey() async throws {
        let result = try await run("post one; poll; post two", ["--project", "spring"])
        #expect(result.status == 0 && result.output == "200\n200\n", "\(result.errors)")
        let submissions = try #require(
            try await fixture.document("list")["submissions"]?.array)
        #expect(submissions.map { $0["project"] } == ["spring", "spring"])
        let open = try #require(submissions.first { $0["state"] == "accepted" }?["id"]?.string)
        let words = try summary(result)
        #expect(
            words.hasPrefix("$0.819 charged for 1 video. $")
                && words.hasSuffix(
                    " is still held for 1 (1 still running); follow it with: bursar wait \(open)"),
            "\(words)")
        #expect(try await sandbox.submissions().count == 2)
        #expect(try await fixture.run("verify").status == 0)
        #expect(try await fixture.run("wait", open, "--poll-interval", "0.1").status == 0)
    }

    @Test(.needs(.curl)) func aBudgetHoldsWithinTheRunAndIsGoneAfterIt() async throws {
        let result = try await run(
            "'\(fixture.program.path)' budget list; post one", ["--budget", "0.50"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains(/run-[0-9a-f]{8}/), "\(result.output)")
        #expect(result.output.hasSuffix("402\n"))
        #expect(
            try summary(result) == "nothing of $0.50 charged, 1 refused and not sent")
        #expect(try await sandbox.submissions().isEmpty)
        #expect(try await fixture.document("budget", "list")["budgets"] == [])
        let inFlight = try await run("post one; post two", ["--budget", "6"])
        #expect(inFlight.output == "200\n429\n", "\(inFlight.errors)")
        #expect(
            try summary(inFlight).hasPrefix(
                "nothing of $6.00 charged, 1 refused and not sent. $"))
        #expect(try await fixture.run("verify").status == 0)
    }

    /// The name of the run's budget. In a command.
    private var ownBudget: String {
        "$('\(fixture.program.path)' budget list | grep -o 'run-[0-9a-f]*' | head -1)"
    }

    /// The command has the same ledger, and may do there what its user may.
    @Test(.needs(.curl)) func aCommandThatRemovesItsBudgetSendsNothingMore() async throws {
        let program = "'\(fixture.program.path)'"
        let result = try await run(
            """
            post one
            \(program) budget remove \(ownBudget) >/dev/null
            post two; grep -o budget_missing answer
            """, ["--budget", "5"])
        #expect(result.status == 0 && result.output == "200\n402\nbudget_missing\n")
        let words = try summary(result)
        #expect(words.hasPrefix("nothing charged. $"), "\(words)")
        #expect(
            words.hasSuffix(
                ". Its budget was removed or no longer blocked: nothing was sent without it"),
            "\(words)")
        #expect(!result.errors.contains("still there"), "\(result.errors)")
        #expect(try await sandbox.submissions().count == 1)
    }

    @Test(.needs(.curl)) func theLastSentenceHasTheLimitAsItIsThen() async throws {
        let program = "'\(fixture.program.path)'"
        let result = try await run(
            """
            post one; \(program) budget set \(ownBudget) \
                --limit 12 >/dev/null; post two
            """, ["--budget", "6"])
        #expect(result.output == "200\n200\n", "\(result.errors)")
        #expect(try summary(result).hasPrefix("nothing of $12.00 charged. $"))
    }

    @Test func aBudgetIsGoneAlsoAfterAFailure() async throws {
        let result = try await run("kill -9 $$", ["--budget", "5"])
        #expect(result.status == 137)
        #expect(try await fixture.document("budget", "list")["budgets"] == [])
        let broken = try fixture.folder.file("broken", Array("#!/nowhere/sh\n".utf8))
        chmod(broken, 0o755)
        let unstarted = try await fixture.run("run", "--budget", "5", "--", broken)
        #expect(unstarted.status == 127, "\(unstarted.errors)")
        #expect(unstarted.errors.contains("'\(broken)' cannot be run: No such file"))
        #expect(try await fixture.document("budget", "list")["budgets"] == [])
    }

    @Test(
        arguments: [
            ("exit 0", 0), ("exit 3", 3), ("exit 75", 75), ("exit 255", 255),
            ("kill -TERM $$", 143),
            ("kill -SEGV $$", 139),
        ] as [(String, Int32)])
    func itEndsAsItsCommandDoes(script: String, status: Int32) async throws {
        let result = try await run(script)
        #expect(result.status == status && result.output == "")
        #expect(try summary(result) == "nothing was submitted")
    }

    @Test func theProvidersKeyIsNotInTheCommandsEnvironment() async throws {
        let other = fixture.with([
            "OPENAI_API_KEY": CommandFixture.key, "HEADER": "Bearer \(CommandFixture.key)",
            "AIML_API_KEY": CommandFixture.key, "http_proxy": "http://127.0.0.1:9",
            "NO_PROXY": "example.com",
        ])
        let result = try await other.run("run", "--", "env")
        #expect(result.status == 0)
        #expect(!(result.output + result.errors).contains(CommandFixture.key))
        var variables: [String: String] = [:]
        for line in result.output.split(separator: "\n") {
            let parts = line.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
        }
        let token = try #require(variables["AIMLAPI_API_KEY"])
        #expect(token.wholeMatch(of: /bsr_run_[0-9a-f]{64}/) != nil)
        for name in ["AIML_API_KEY", "AIMLAPI_KEY", "OPENAI_API_KEY"] {
            #expect(variables[name] == token, "\(name)")
        }
        let url = try #require(variables["AIMLAPI_BASE_URL"])
        #expect(url.wholeMatch(of: /http:\/\/127\.0\.0\.1:[0-9]+/) != nil && url != sandbox.url)
        #expect(variables["AIMLAPI_API_BASE"] == url && variables["AIML_API_BASE"] == url)
        #expect(variables["no_proxy"] == "example.com,127.0.0.1")
        #expect(variables["HOME"] == other.environment["HOME"])
    }

    @Test(.needs(.curl)) func anotherKeyIsNotTaken() async throws {
        let result = try await run("AIMLAPI_API_KEY=other; post one")
        #expect(result.output == "401\n")
        #expect(try await sandbox.submissions().isEmpty)
    }

    @Test(arguments: [(SIGTERM, "TERM"), (SIGHUP, "HUP"), (SIGINT, "INT"), (SIGQUIT, "QUIT")])
    func aSignalIsPassedOn(number: Int32, name: String) async throws {
        let script = "trap 'echo got; exit 9' \(name); echo ready; while :; do sleep 0.05; done"
        let program = try await fixture.program.start(["run", "--", "sh", "-c", script])
        try await program.line(beginning: "ready")
        program.kill(number)
        let result = try await program.wait()
        #expect(result.status == 9 && result.output == "ready\ngot\n")
        #expect(try summary(result) == "nothing was submitted")
    }

    @Test(.needs(.curl)) func theEndWaitsForTheAnswerToWhatWasSent() async throws {
        let slow = try await SandboxChild([
            "--fault-rate", "100", "--fault-kinds", "slow", "--fault-delay", "2",
        ])
        let desk = try slow.fixture()
        let program = try await desk.program.start([
            "run", "--", "sh", "-c",
            RunCommandTests.post + "post one & sleep 1; kill $!; kill -9 $$",
        ])
        let result = try await program.wait()
        #expect(result.status == 137)
        let states = try await desk.document("list")["submissions"]?.array?.map { $0["state"] }
        #expect(states == ["accepted"], "\(result.errors)")
        #expect(try await slow.submissions().count == 1)
        #expect(try summary(result).contains("is still held for 1 (1 still running)"))
    }

    @Test(.needs(.curl)) func aSecondSignalAfterTheCommandLeavesWithoutTheAnswer() async throws {
        let slow = try await SandboxChild([
            "--fault-rate", "100", "--fault-kinds", "slow", "--fault-delay", "60",
        ])
        let desk = try slow.fixture()
        let script = "post one & while [ ! -e go ]; do sleep 0.05; done; kill $!; echo over"
        let program = try await desk.program.start([
            "run", "--budget", "9", "--", "sh", "-c", RunCommandTests.post + script,
        ])
        try await slow.receives()
        let home = try #require(desk.environment["HOME"])
        #expect(FileManager.default.createFile(atPath: "\(home)/go", contents: nil))
        try await program.line(beginning: "over")
        // Until it has seen that end, a signal goes to the command.
        try await Task.sleep(for: .milliseconds(500))
        program.kill(SIGTERM)
        try await Task.sleep(for: .milliseconds(200))
        program.kill(SIGTERM)
        let result = try await program.wait()
        #expect(result.status == 128 + SIGTERM, "\(result.errors)")
        #expect(
            result.errors.contains("bursar: waiting for the answer to what was sent; once more"))
        #expect(
            result.errors.contains(
                /bursar: left before .* bursar list; end its budget: bursar budget remove run-/))
        #expect(try await desk.document("list")["submissions"]?.array?.count == 1)
    }

    @Test func nothingIsMadeWhereTheCommandCannotBegin() async throws {
        let file = try fixture.folder.file("text", Array("hello\n".utf8))
        let cases: [([String], [String: String], Int32, String)] = [
            (["nosuch-command"], [:], 127, "there is no command 'nosuch-command' in PATH"),
            (["./nosuch"], [:], 127, "there is no file './nosuch'"),
            ([file], [:], 126, "'\(file)' is not executable"),
            (["/"], [:], 126, "'/' is not executable"),
            ([], [:], 64, "say what to run, behind --"),
            (["true"], ["AIMLAPI_API_KEY": ""], 1, "no API key"),
            (["true"], ["BURSAR_LEDGER": "\(file)/l"], 75, "the ledger"),
        ]
        for (command, variables, status, words) in cases {
            let result = try await fixture.with(variables).run(
                ["run", "--budget", "5", "--"] + command)
            #expect(result.status == status && result.output == "", "\(command) \(result.errors)")
            #expect(result.errors.contains(words), "\(result.errors)")
            #expect(!FileManager.default.fileExists(atPath: fixture.ledger), "\(command)")
        }
    }

    @Test func theArgumentsAreTheCommandsOwn() async throws {
        let result = try await fixture.run(
            "run", "--project", "p", "--", "printf", "%s|", "--help", "-h", "--", "a b", "")
        #expect(result.status == 0 && result.output == "--help|-h|--|a b||", "\(result.errors)")
        let slip = try await fixture.run("run", "sh", "-c", "true")
        #expect(slip.status == 64)
        #expect(slip.errors.contains("'-c' (the command and its own options go behind --); see:"))
        let bare = try await fixture.run("run", "echo", "one")
        #expect(bare.output == "one\n")
        let fed = try await fixture.run(["run", "--", "cat"], input: "what it reads\n")
        #expect(fed.output == "what it reads\n")
    }

    @Test func aCommandHasTheTerminal() async throws {
        let script = "trap 'echo got; exit 6' INT; echo ready; while :; do sleep 0.05; done"
        let shell = Program(
            path: "/bin/sh", environment: fixture.environment, leading: [])
        let terminal = try await PseudoTerminal(
            shell,
            [
                "-c",
                "exec setsid -c '\(fixture.program.path)' run -- sh -c \"\(script)\"",
            ], columns: 80)
        try await terminal.shows("ready")
        terminal.type("\u{3}")
        try await terminal.shows("got")
        try await terminal.shows("nothing was submitted")
        #expect(!terminal.text.contains("waiting for the answer"))
    }
}
