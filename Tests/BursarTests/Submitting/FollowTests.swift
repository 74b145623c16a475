import Foundation
import LosslessJSON
import TestSupport
import Testing

/// `wait`, `show`, `list` and `sync`: what was left running is found and followed.
@Suite(.runsPrograms)
struct FollowTests {
    @Test func waitTakesAnIdItsBeginningOrTheGenerationsId() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        let (accepted, status) = try await fixture.submitted("a [sandbox run=0.5]", ["--no-wait"])
        #expect(status == 0)
        #expect(accepted["state"] == "accepted")
        #expect(accepted["charge"] == .null)
        let id = try #require(accepted["id"]?.string)
        let generation = try #require(accepted["generation_id"]?.string)
        let result = try await fixture.run("wait", String(id.dropLast(4)), "--poll-interval", "0.1")
        #expect(result.status == 0)
        #expect(result.output.contains("settled"))
        for name in [id, id.uppercased(), generation] {
            let waited = try await fixture.run("wait", "--json", "--", name)
            #expect(try JSON(parsing: waited.output)["id"]?.string == id)
        }
        #expect(try await sandbox.submissions().count == 1)
    }

    @Test func anIdThatBeginsWithADashStandsBehindTwo() async throws {
        let answer =
            #"{"id":"-V6b_dash:kling/a b","status":"completed","video":{"url":"https://e.x/v.mp4"},"#
            + #""meta":{"usage":{"credits_used":120000,"usd_spent":0.06}}}"#
        let server = try await RawServer.start(.answerOnce("201 Created", answer))
        let fixture = try CommandFixture(["AIMLAPI_BASE_URL": server.url])
        let (document, status) = try await fixture.submitted("a")
        #expect(status == 0)
        #expect(document["state"] == "settled")
        for command in ["show", "wait"] {
            let result = try await fixture.run(command, "--json", "--", "-V6b_dash:kling/a b")
            #expect(result.status == 0)
            #expect(try JSON(parsing: result.output).withoutHistory == document)
        }
        #expect(server.requests.count == 1)
    }

    @Test func waitFollowsWhatAnotherProcessIsAboutToSend() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        let running = try await fixture.program.start(
            CommandFixture.submission("a [sandbox submit=slow delay=1.5]", ["--no-wait", "--json"]))
        try await sandbox.receives()
        let listed = try await fixture.document("list")["submissions"]?.array?.first
        #expect(listed?["state"] == "dispatched")
        let id = try #require(listed?["id"]?.string)
        let early = try await fixture.run("wait", id, "--timeout", "0.2", "--poll-interval", "0.1")
        #expect(early.status == 7)
        let waited = try await fixture.run("wait", id, "--poll-interval", "0.1", "--json")
        #expect(waited.status == 0)
        #expect(try JSON(parsing: waited.output)["state"] == "settled")
        #expect(try await running.wait().status == 0)
        #expect(try await sandbox.submissions().count == 1)
    }

    @Test func severalAreFollowedAtOnceAndTheWorstDecides() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        let ids = try await inTurn(["good [sandbox run=0.5]", "bad [sandbox run=0.5 fail=no]"]) {
            try #require(try await fixture.submitted($0, ["--no-wait"]).0["id"]?.string)
        }
        let result = try await fixture.run(["wait"] + ids + ["--poll-interval", "0.1", "--json"])
        #expect(result.status == 6)
        let document = try JSON(parsing: result.output)
        #expect(document["schema"] == "bursar.submissions/1")
        let states = document["submissions"]?.array?.map { $0["state"]?.string }
        #expect(states == ["settled", "voided"])
    }

    @Test func whatStillRunsWhenTheTimeIsUpKeepsItsMoney() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        let result = try await fixture.submit("a [sandbox run=60]", ["--timeout", "0.5"])
        #expect(result.status == 7)
        #expect(
            result.errors.contains("still running; $4.914 stays reserved. Go on with: bursar wait"))
        let id = try #require(
            try await fixture.document("list")["submissions"]?.array?.first?["id"]?.string)
        #expect(result.errors.contains("bursar wait \(id)"))
        let waited = try await fixture.run("wait", id, "--timeout", "0.5", "--json")
        #expect(waited.status == 7)
        #expect(try JSON(parsing: waited.output)["state"] == "accepted")
        #expect(try await fixture.document("report")["totals", "reserved_usd"] == "4.914")
    }

    @Test func listFiltersAndLimits() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        try await fixture.submit("one", ["--project", "reel", "--orientation", "image"])
        try await fixture.submit("[sandbox fail=no]", ["--mode", "pro"])
        try await fixture.submit("three", ["--max-cost", "0.01"])
        func count(_ filters: String...) async throws -> Int? {
            try await fixture.document(["list"] + filters)["submissions"]?.array?.count
        }
        #expect(try await count() == 3)
        #expect(try await count("--limit", "2") == 2)
        #expect(try await count("--state", "refused") == 1)
        #expect(try await count("--state", "voided", "--mode", "pro") == 1)
        #expect(try await count("--mode", "std") == 2)
        #expect(try await count("--orientation", "image") == 1)
        #expect(try await count("--project", "reel") == 1)
        #expect(try await count("--model", "klingai/video-v3-motion-control") == 3)
        #expect(try await count("--model", "other") == 0)
        #expect(try await count("--since", "2020-01-01", "--until", "20200102") == 0)
        #expect(try await count("--since", "20200102") == 3)
        let latest = try await fixture.document("list", "--limit", "1")["submissions"]?.array?.first
        #expect(latest?["state"] == "refused")
        #expect(try await fixture.run("list", "--project", "nobody").output == "No submissions.\n")
    }

    @Test func whatNeedsNoProviderNeedsNoKeyAndWaitsForNobody() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        let keyless = fixture.with(["AIMLAPI_API_KEY": ""])
        #expect(try await keyless.run("sync").status == 0)
        let (open, _) = try await fixture.submitted("a [sandbox run=60]", ["--no-wait"])
        let id = try #require(open["id"]?.string)

        let silence = try await RawServer.start(.silence)
        for lonely in [keyless, fixture.with(["AIMLAPI_BASE_URL": silence.url])] {
            for arguments in [
                ["report"], ["budget", "status"], ["list"], ["verify"], ["show", id], ["alerts"],
                ["export"], ["price"],
            ] { #expect(try await lonely.run(arguments).status == 0, "\(arguments)") }
        }
        #expect(silence.requests.isEmpty)
        let sync = try await keyless.run("sync")
        #expect(sync.status == 1)
        #expect(sync.errors.contains("no API key"))
    }

    @Test func aSubmissionThatIsRefusedWhileItIsPolledKeepsItsMoney() async throws {
        let sandbox = try await SandboxChild(["--key", "right"])
        let fixture = try sandbox.fixture(["AIMLAPI_API_KEY": "right"])
        let (open, _) = try await fixture.submitted("a [sandbox run=60]", ["--no-wait"])
        let id = try #require(open["id"]?.string)
        let result = try await fixture.with(["AIMLAPI_API_KEY": "revoked"]).run("wait", id)
        #expect(result.status == 7)
        #expect(result.errors.contains("AIMLAPI_API_KEY"))
        #expect(try await fixture.document("report")["totals", "reserved_usd"] == "4.914")
    }
}
