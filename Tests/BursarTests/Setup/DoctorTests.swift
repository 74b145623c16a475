import Foundation
import LosslessJSON
import TestSupport
import Testing

/// `bursar doctor`, as a person runs it.
@Suite(.runsPrograms)
struct DoctorTests {
    @Test func onTheFirstDayItSaysWhatIsMissingAndMakesNothing() async throws {
        let fixture = try CommandFixture(["AIMLAPI_API_KEY": "", "BURSAR_LEDGER": ""])
        let before = try fixture.files().map(\.name)
        let result = try await fixture.run("doctor")
        #expect(result.status == 1)
        #expect(result.errors == "")
        #expect(result.output.contains("\nproblem  key          no API key is set\n"))
        #expect(result.output.contains("→ set AIMLAPI_API_KEY to the provider's key\n"))
        #expect(result.output.contains("\nok       ledger       not there yet:"))
        #expect(try fixture.files().map(\.name) == before)
    }

    @Test func whereAllIsWellItExitsWithZero() async throws {
        let sandbox = try await SandboxChild(["--key-limit", "25", "--key-retention", "month"])
        let fixture = try sandbox.fixture()
        try await fixture.submit("a")
        let checks = try await DoctorChecks(fixture)
        #expect(checks.status == 0)
        #expect(checks.document["schema"]?.string == "bursar.doctor/1")
        #expect(checks.document["ok"]?.bool == true)
        #expect(checks.named("problem") == [])
        #expect(checks.named("warning") == ["prices", "alerts"])
        // In a changed root the kind of the file system cannot be found out.
        #expect(checks.named("unknown").filter { $0 != "file_system" } == ["auto_top_up"])
        #expect(checks.message("key") == "accepted, from AIMLAPI_API_KEY")
        #expect(checks.message("key_limit")?.hasPrefix("$25.00 a month") == true)
        #expect(checks.message("ledger") == fixture.ledger)
        #expect(checks.message("synchronous")?.hasPrefix("FULL") == true)
    }

    @Test func aKeyThatIsRefusedIsAProblemAndIsNotShown() async throws {
        let sandbox = try await SandboxChild(["--key", "another"])
        let fixture = try sandbox.fixture()
        let checks = try await DoctorChecks(fixture)
        #expect(checks.status == 1)
        #expect(checks.named("problem") == ["key"])
        for options in [[], ["--json"], ["--offline"]] {
            let result = try await fixture.run(["doctor"] + options)
            #expect(!(result.output + result.errors).contains(CommandFixture.key))
        }
    }

    @Test func aProviderThatRepeatsTheKeyIsNotRepeated() async throws {
        let server = try await RawServer.start(
            .answerOnce("403 Forbidden", "{\"message\":\"no \(CommandFixture.key) here\"}"))
        let result = try await CommandFixture(["AIMLAPI_BASE_URL": server.url]).run("doctor")
        #expect(result.status == 1)
        #expect(result.output.contains("HTTP 403: no [key] here"))
        #expect(!result.output.contains(CommandFixture.key))
    }

    @Test func aProviderThatIsDownIsOneProblem() async throws {
        let checks = try await DoctorChecks(CommandFixture())
        #expect(checks.status == 1)
        #expect(checks.named("problem") == ["provider"])
        #expect(checks.message("provider")?.contains("refused the connection") == true)
    }

    @Test func aBaseURLThatCannotBeCalledIsAProblemAndIsNotShown() async throws {
        let checks = try await DoctorChecks(
            CommandFixture(["AIMLAPI_BASE_URL": CommandFixture.key]))
        #expect(checks.named("problem") == ["provider"])
        #expect(!checks.text.contains(CommandFixture.key))
    }

    @Test func offlineAsksNobody() async throws {
        let server = try await RawServer.start(.answerOnce("200 OK", "{}"))
        let fixture = try CommandFixture(["AIMLAPI_BASE_URL": server.url])
        let checks = try await DoctorChecks(fixture, ["--offline"])
        #expect(checks.status == 0)
        #expect(server.requests.isEmpty)
        #expect(
            checks.named("unknown").prefix(6)
                == ["key", "provider", "balance", "key_limit", "auto_top_up", "clock"])
        try await fixture.run("doctor")
        #expect(server.requests.count == 2)
    }

    @Test func aSubmissionWithoutAnAnswerIsNamedWithWhatToDo() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        let (submission, status) = try await fixture.submitted("[sandbox submit=reset]")
        #expect(status == 4)
        let id = try #require(submission["id"]?.string)
        let checks = try await DoctorChecks(fixture)
        #expect(checks.status == 0)
        #expect(checks.message("unresolved")?.hasPrefix("1 unknown for ") == true)
        #expect(checks.advice("unresolved")?.contains("bursar resolve \(id)") == true)
        #expect(checks.message("balance")?.contains("still open") == true)
    }

    @Test(arguments: [(30, "warning", "ahead of"), (-7200, "problem", "behind")])
    func aClockThatIsOffIsNoticed(seconds: Int, status: String, side: String) async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        let result = try await fixture.program.later(bySeconds: seconds).run(["doctor", "--json"])
        let checks = try DoctorChecks(result)
        #expect(
            checks.named(status)
                == (status == "problem" ? ["clock"] : ["clock", "prices", "alerts"]))
        #expect(checks.message("clock")?.contains(side) == true)
    }

    @Test func aConfigurationThatCannotBeReadIsAProblemAndNoFailure() async throws {
        let fixture = try CommandFixture()
        let path = try fixture.folder.file("config.toml", Array("ledgr = \"x\"\n".utf8))
        let checks = try await DoctorChecks(fixture.with(["BURSAR_CONFIG": path]))
        #expect(checks.status == 1)
        #expect(checks.named("problem") == ["config"])
        #expect(checks.message("config")?.contains("ledgr") == true)
    }

    @Test func aFileThatIsNoLedgerIsAProblem() async throws {
        let fixture = try CommandFixture()
        _ = try fixture.folder.file("ledger.sqlite", Array("not a database, but long enough".utf8))
        let checks = try await DoctorChecks(fixture, ["--offline"])
        #expect(checks.named("problem") == ["ledger"])
    }

    @Test func aLedgerThatOthersCanReadIsWarnedOf() async throws {
        let fixture = try CommandFixture()
        try await fixture.run("init")
        chmod(fixture.folder.url.path, 0o755)
        #expect(
            try await DoctorChecks(fixture, ["--offline"]).named("warning") == ["prices", "alerts"])
        chmod(fixture.ledger, 0o644)
        let checks = try await DoctorChecks(fixture, ["--offline"])
        #expect(checks.named("warning") == ["permissions", "prices", "alerts"])
        let remedy = try #require(checks.advice("permissions"))
        let shell = Program(path: "/bin/sh", environment: fixture.environment)
        #expect(try await shell.run(["-c", remedy]).status == 0)
        #expect(
            try await DoctorChecks(fixture, ["--offline"]).named("warning") == ["prices", "alerts"])
    }

    @Test func aModelWithoutAPriceIsAProblemUntilItHasOne() async throws {
        let fixture = try CommandFixture()
        try await fixture.run(
            "budget", "set", "b", "--limit", "5", "--per", "day", "--model", "new/model")
        let checks = try await DoctorChecks(fixture, ["--offline"])
        #expect(checks.status == 1)
        #expect(checks.message("prices")?.hasPrefix("none for new/model") == true)
        try await fixture.run("price", "set", "new/model", "--per-second", "0.1")
        #expect(
            try await DoctorChecks(fixture, ["--offline"]).message("prices")
                == "confirmed for 1 model")
    }

    @Test(arguments: [60, 80, 200]) func itFitsTheTerminal(columns: Int) async throws {
        let fixture = try CommandFixture(["COLUMNS": "\(columns)"])
        try await fixture.submit("a")
        for line in try await fixture.run("doctor").output.split(separator: "\n") {
            #expect(line.count <= columns, "\(line)")
        }
    }

    @Test func whatCannotBeWrittenIsAFailure() async throws {
        let fixture = try CommandFixture()
        let shell = Program(path: "/bin/sh", environment: fixture.environment)
        let result = try await shell.run([
            "-c", "'\(fixture.program.path)' doctor --offline > /dev/full",
        ])
        #expect(result.status == 1)
        #expect(result.errors.contains("cannot write to standard output"))
    }
}
