import Foundation
import LosslessJSON
import TestSupport
import Testing

/// `sync`: what can be ended is, and what cannot is named.
@Suite(.runsPrograms)
struct SyncTests {
    @Test func syncBringsWhatIsOpenToItsEnd() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        try await fixture.submit("a", ["--no-wait"])
        try await fixture.submit("b [sandbox run=60]", ["--no-wait"])
        try await fixture.submit("c [sandbox submit=500 log=missing]")
        try await sandbox.ends("a")
        let document = try await fixture.document("sync")
        #expect(document["schema"] == "bursar.sync/1")
        #expect(document["polled"]?.int == 2 && document["ended"]?.int == 1)
        #expect(document["still_running"]?.int == 1 && document["unknown"]?.int == 1)
        let text = try await fixture.run("sync")
        #expect(text.status == 0)
        #expect(text.output.contains("Still open: 1 still running, 1 unknown.\n"))
    }

    @Test func syncNamesEverythingThatItLeaves() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        #expect(
            try await fixture.run("sync").output.hasPrefix("Nothing was open.\n"))
        let running = try await fixture.program.start(
            CommandFixture.submission("a [sandbox submit=slow delay=5]", ["--no-wait"]))
        try await sandbox.receives()
        let text = try await fixture.run("sync").output
        #expect(text.contains("Still open: 1 sent, its answer not there yet.\n"), "\(text)")
        #expect(try await fixture.document("sync")["dispatched"]?.int == 1)
        #expect(try await running.wait().status == 0)
        try await fixture.submit("b [sandbox run=60]", ["--no-wait"])

        let keyless = fixture.with(["AIMLAPI_API_KEY": ""])
        let result = try await keyless.run("sync")
        #expect(result.status == 1)
        let expected =
            "Done: 2 not checked, because there is no usable API key.\nStill open: 2 still running.\n"
        #expect(result.output == expected)
        #expect(try await keyless.document("sync")["not_polled"]?.int == 2)
    }

    /// The exit code says whether all that was due had an answer, after what could be done was done.
    @Test func aProviderThatIsDownIsAFailureOfWhatIsDue() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        // Nothing is due, and cron must not send a mail each time.
        #expect(try await CommandFixture().run("sync").status == 0)
        try await fixture.submit("a [sandbox run=60]", ["--no-wait"])
        #expect(try await fixture.run("sync").status == 0)
        try await sandbox.stop()
        let text = try await fixture.run("sync")
        #expect(text.status == 1)
        #expect(text.output.contains("Still open: 1 still running.\n"), "\(text.output)")
        let failure = try #require(text.complaints.last)
        #expect(failure.hasPrefix("bursar: no answer to all that was due (1 check"), "\(failure)")
        #expect(failure.contains("refused the connection"), "\(failure)")
        let json = try await fixture.run("sync", "--json")
        #expect(json.status == 1)
        let document = try JSON(parsing: json.output)
        #expect(document["still_running"]?.int == 1)
        #expect(document["unanswered"]?.string?.contains("refused the connection") == true)
        #expect(try await fixture.run("verify").status == 0)
    }

    @Test func aKeyThatIsRefusedIsAFailureOfWhatIsDue() async throws {
        let sandbox = try await SandboxChild(["--key", CommandFixture.key])
        let fixture = try sandbox.fixture()
        let wrong = fixture.with(["AIMLAPI_API_KEY": "wrong"])
        #expect(try await wrong.run("sync").status == 0)
        for prompt in ["a [sandbox run=60]", "b [sandbox run=60]"] {
            try await fixture.submit(prompt, ["--no-wait"])
        }
        let polled = try await wrong.run("sync")
        #expect(polled.status == 1)
        #expect(polled.complaints.last?.contains("refused the key") == true, "\(polled.errors)")
        #expect(try await fixture.run("sync").status == 0)
    }

    /// A balance that somebody wants to be told of is due, also when nothing is under way.
    @Test func aBalanceThatIsWatchedIsDue() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        let config = try fixture.folder.file(
            "config.toml", Array("[alerts]\nbalance_below = \"20\"".utf8))
        let watching = fixture.with(["BURSAR_CONFIG": config])
        try await fixture.run("init")
        #expect(try await watching.run("sync").status == 0)
        for key in ["", "wrong"] {
            let result = try await watching.with(["AIMLAPI_API_KEY": key]).run("sync")
            #expect(result.status == 1, "\(key)")
            #expect(
                try await fixture.with(["AIMLAPI_API_KEY": key]).run("sync").status == 0, "\(key)")
        }
        try await sandbox.stop()
        let result = try await watching.run("sync")
        #expect(result.status == 1)
        #expect(result.complaints.last?.contains("(the balance): ") == true, "\(result.errors)")
    }

    /// What is looked up in the provider's books is due as well.
    @Test(arguments: ["a [sandbox submit=500]", "a [sandbox usage=none]"])
    func booksThatDoNotAnswerAreAFailureOfWhatIsDue(prompt: String) async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        try await fixture.submit(prompt)
        let wrong = fixture.with(["AIMLAPI_API_KEY": "wrong"])
        let result = try await wrong.run("sync")
        #expect(result.status == 1)
        #expect(
            result.complaints.last?.contains("the provider's books") == true, "\(result.errors)")
        try await sandbox.stop()
        #expect(try await fixture.run("sync").status == 1)
    }

    @Test func whatNobodyClaimsIsSaidAsWhatItIs() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        try await fixture.submit("a [sandbox submit=504 log=missing run=0.1 lag=0]")
        try await sandbox.ends("a")
        func sync(afterSeconds seconds: Int) async throws -> ProgramResult {
            try await sandbox.moveClock(toSecondsFromNow: Double(seconds))
            return try await fixture.program.later(bySeconds: seconds).run(["sync"])
        }
        _ = try await sync(afterSeconds: 90_000)
        let result = try await sync(afterSeconds: 100_000)
        #expect(result.output.contains("Still open: 1 unknown."), "\(result.output)")
        #expect(result.errors.contains(" the provider has generation "), "\(result.errors)")
        #expect(result.errors.contains("that no submission claims"))
        #expect(!result.errors.contains("no usable answer"))
    }

    /// The provider's clock is a day ahead of ours, which is late.
    @Test func aClockThatIsLateIsToBeSetBeforeAnythingIsConcluded() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        try await fixture.submit("a [sandbox submit=504 log=missing run=0.1 lag=0]")
        try await sandbox.moveClock(toSecondsFromNow: 86_400)
        let result = try await fixture.run("sync")
        #expect(result.output.contains("Still open: 1 unknown."), "\(result.output)")
        #expect(result.errors.contains("s behind the provider's"), "\(result.errors)")
        #expect(result.errors.contains("timedatectl set-ntp true"))
        let reconciled = try await fixture.run("reconcile", "--apply", "--import")
        #expect(reconciled.status == 1)
        #expect(reconciled.errors.contains("s behind the provider's"), "\(reconciled.errors)")
    }

    /// One lost while the clock was two days ahead, then the clock is put right.
    @Test func oneDatedAheadEndsNoSyncAndNothingIsSubmittedBefore() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        try await fixture.submit("a [sandbox run=1]", ["--no-wait"])
        let lost = try await fixture.program.later(bySeconds: 2 * 86_400)
            .run(CommandFixture.submission("b [sandbox submit=504]"))
        #expect(lost.status == 4, "\(lost.errors)")
        for prompt in ["a", "b"] { try await sandbox.ends(prompt) }
        let sync = try await fixture.run("sync")
        #expect(sync.status == 0, "\(sync.errors)")
        #expect(sync.output.contains("1 found in the provider's log"), "\(sync.output)")
        #expect(sync.output.contains("Nothing is open any more."), "\(sync.output)")
        let posts = try await sandbox.submissions().count
        for more in [[], ["--dry-run"]] {
            let refused = try await fixture.submit("c", more)
            #expect(refused.status == 75 && refused.complaints.count == 1, "\(refused.errors)")
            #expect(refused.errors.contains("newest entry"))
        }
        #expect(try await sandbox.submissions().count == posts)
        for command in ["list", "report", "budget status", "statusline", "alerts list"] {
            let result = try await fixture.run(command.split(separator: " ").map(String.init))
            #expect(result.status == 0)
            #expect(result.errors.contains("warning: the ledger's newest entry"), "\(command)")
        }
        #expect(try await fixture.run("verify").status == 0)
    }

    /// What was polled, priced and announced while the clock was two days ahead is dated by the provider.
    @Test func aClockThatWasAheadOfTheProviderKeepsNothingBackWhenItIsRight() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        _ = try await fixture.run(
            "budget", "set", "b", "--limit", "0.01", "--per", "day", "--warn-only")
        try await fixture.submit("a [sandbox run=0.1]", ["--no-wait"])
        try await sandbox.ends("a")
        let ahead = try fixture.program.later(bySeconds: 2 * 86_400)
        for command in [["sync"], ["price", "sync"]] {
            let result = try await ahead.run(command)
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.errors.contains("s ahead of the provider's"), "\(result.errors)")
        }
        let next = try await fixture.submit("b [sandbox run=0.1]")
        #expect(next.status == 0, "\(next.errors)")
        #expect(try await fixture.run("verify").status == 0)
    }
}
