import Foundation
import LosslessJSON
import TestSupport
import Testing

/// `bursar doctor`, as a person runs it.
struct DoctorTests {
    @Test func onTheFirstDayItSaysWhatIsMissingAndMakesNothing() throws {
        let desk = try Desk(["AIMLAPI_API_KEY": "", "BURSAR_LEDGER": ""])
        let before = try desk.files().map(\.name)
        let result = try desk.run("doctor")
        #expect(result.status == 1)
        #expect(result.errors == "")
        #expect(result.output.contains("\nproblem  key          no API key is set\n"))
        #expect(result.output.contains("→ set AIMLAPI_API_KEY to the provider's key\n"))
        #expect(result.output.contains("\nok       ledger       not there yet:"))
        #expect(try desk.files().map(\.name) == before)
    }

    @Test func whereAllIsWellItExitsWithZero() throws {
        let sandbox = try SandboxChild(["--key-limit", "25", "--key-retention", "month"])
        let desk = try sandbox.desk()
        try desk.submit("a")
        let checks = try DoctorChecks(desk)
        #expect(checks.status == 0)
        #expect(checks.document["schema"]?.string == "bursar.doctor/1")
        #expect(checks.document["ok"]?.bool == true)
        #expect(checks.named("problem") == [])
        #expect(checks.named("warning") == ["prices", "alerts"])
        // In a changed root the kind of the file system cannot be found out.
        #expect(checks.named("unknown").filter { $0 != "file_system" } == ["auto_top_up"])
        #expect(checks.message("key") == "accepted, from AIMLAPI_API_KEY")
        #expect(checks.message("key_limit")?.hasPrefix("$25.00 a month") == true)
        #expect(checks.message("ledger") == desk.ledger)
        #expect(checks.message("synchronous")?.hasPrefix("FULL") == true)
    }

    @Test func aKeyThatIsRefusedIsAProblemAndIsNotShown() throws {
        let sandbox = try SandboxChild(["--key", "another"])
        let desk = try sandbox.desk()
        let checks = try DoctorChecks(desk)
        #expect(checks.status == 1)
        #expect(checks.named("problem") == ["key"])
        for options in [[], ["--json"], ["--offline"]] {
            let result = try desk.run(["doctor"] + options)
            #expect(!(result.output + result.errors).contains(Desk.key))
        }
    }

    @Test func aProviderThatRepeatsTheKeyIsNotRepeated() throws {
        let server = CannedServer(
            CannedServer.reply("403 Forbidden", "{\"message\":\"no \(Desk.key) here\"}"))
        let result = try Desk(["AIMLAPI_BASE_URL": server.url]).run("doctor")
        #expect(result.status == 1)
        #expect(result.output.contains("HTTP 403: no [key] here"))
        #expect(!result.output.contains(Desk.key))
    }

    @Test func aProviderThatIsDownIsOneProblem() throws {
        let checks = try DoctorChecks(Desk())
        #expect(checks.status == 1)
        #expect(checks.named("problem") == ["provider"])
        #expect(checks.message("provider")?.contains("refused the connection") == true)
    }

    @Test func aBaseURLThatCannotBeCalledIsAProblemAndIsNotShown() throws {
        let checks = try DoctorChecks(Desk(["AIMLAPI_BASE_URL": Desk.key]))
        #expect(checks.named("problem") == ["provider"])
        #expect(!checks.text.contains(Desk.key))
    }

    @Test func offlineAsksNobody() throws {
        let server = CannedServer(CannedServer.reply("200 OK", "{}"))
        let desk = try Desk(["AIMLAPI_BASE_URL": server.url])
        let checks = try DoctorChecks(desk, ["--offline"])
        #expect(checks.status == 0)
        #expect(server.requests.isEmpty)
        #expect(
            checks.named("unknown").prefix(6)
                == ["key", "provider", "balance", "key_limit", "auto_top_up", "clock"])
        try desk.run("doctor")
        #expect(server.requests.count == 2)
    }

    @Test func aSubmissionWithoutAnAnswerIsNamedWithWhatToDo() throws {
        let sandbox = try SandboxChild()
        let desk = try sandbox.desk()
        let (submission, status) = try desk.submitted("[sandbox submit=reset]")
        #expect(status == 4)
        let id = try #require(submission["id"]?.string)
        let checks = try DoctorChecks(desk)
        #expect(checks.status == 0)
        #expect(checks.message("unresolved")?.hasPrefix("1 unknown for ") == true)
        #expect(checks.advice("unresolved")?.contains("bursar resolve \(id)") == true)
        #expect(checks.message("balance")?.contains("still open") == true)
    }

    @Test(arguments: [(30, "warning", "ahead of"), (-7200, "problem", "behind")])
    func aClockThatIsOffIsNoticed(seconds: Int, status: String, side: String) throws {
        let sandbox = try SandboxChild()
        let desk = try sandbox.desk()
        let result = try desk.program.later(bySeconds: seconds).run(["doctor", "--json"])
        let checks = try DoctorChecks(result)
        #expect(
            checks.named(status)
                == (status == "problem" ? ["clock"] : ["clock", "prices", "alerts"]))
        #expect(checks.message("clock")?.contains(side) == true)
    }

    @Test func aConfigurationThatCannotBeReadIsAProblemAndNoFailure() throws {
        let desk = try Desk()
        let path = try desk.folder.file("config.toml", Array("ledgr = \"x\"\n".utf8))
        let checks = try DoctorChecks(desk.with(["BURSAR_CONFIG": path]))
        #expect(checks.status == 1)
        #expect(checks.named("problem") == ["config"])
        #expect(checks.message("config")?.contains("ledgr") == true)
    }

    @Test func aFileThatIsNoLedgerIsAProblem() throws {
        let desk = try Desk()
        _ = try desk.folder.file("ledger.sqlite", Array("not a database, but long enough".utf8))
        let checks = try DoctorChecks(desk, ["--offline"])
        #expect(checks.named("problem") == ["ledger"])
    }

    @Test func aLedgerThatOthersCanReadIsWarnedOf() throws {
        let desk = try Desk()
        try desk.run("init")
        chmod(desk.folder.url.path, 0o755)
        #expect(try DoctorChecks(desk, ["--offline"]).named("warning") == ["prices", "alerts"])
        chmod(desk.ledger, 0o644)
        let checks = try DoctorChecks(desk, ["--offline"])
        #expect(checks.named("warning") == ["permissions", "prices", "alerts"])
        let remedy = try #require(checks.advice("permissions"))
        let shell = Program(path: "/bin/sh", environment: desk.environment)
        #expect(try shell.run(["-c", remedy]).status == 0)
        #expect(try DoctorChecks(desk, ["--offline"]).named("warning") == ["prices", "alerts"])
    }

    @Test func aModelWithoutAPriceIsAProblemUntilItHasOne() throws {
        let desk = try Desk()
        try desk.run("budget", "set", "b", "--limit", "5", "--per", "day", "--model", "new/model")
        let checks = try DoctorChecks(desk, ["--offline"])
        #expect(checks.status == 1)
        #expect(checks.message("prices")?.hasPrefix("none for new/model") == true)
        try desk.run("price", "set", "new/model", "--per-second", "0.1")
        #expect(try DoctorChecks(desk, ["--offline"]).message("prices") == "confirmed for 1 model")
    }

    @Test(arguments: [60, 80, 200]) func itFitsTheTerminal(columns: Int) throws {
        let desk = try Desk(["COLUMNS": "\(columns)"])
        try desk.submit("a")
        for line in try desk.run("doctor").output.split(separator: "\n") {
            #expect(line.count <= columns, "\(line)")
        }
    }

    @Test func whatCannotBeWrittenIsAFailure() throws {
        let desk = try Desk()
        let shell = Program(path: "/bin/sh", environment: desk.environment)
        let result = try shell.run(["-c", "'\(desk.program.path)' doctor --offline > /dev/full"])
        #expect(result.status == 1)
        #expect(result.errors.contains("cannot write to standard output"))
    }
}
