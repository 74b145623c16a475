import Foundation
import LosslessJSON
import TestSupport
import Testing

/// The provider's price list, and models that are priced by it.
@Suite(.runsPrograms)
struct CatalogueTests {
    @Test func theListPricesEveryModelOfTheEndpoint() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        let arguments = [
            "submit", "--model", "openai/sora-2-pro-t2v", "--prompt", "a", "--param", "duration=4",
            "--param", "resolution=720p", "--poll-interval", "0.05",
        ]
        let unknown = try await fixture.run(arguments)
        #expect(unknown.status == 3 && unknown.errors.contains("no price is known"))
        let synced = try await fixture.run("price", "sync")
        #expect(synced.status == 0 && synced.output.contains("models have a price"))
        let list = try await fixture.document("price", "list")["prices"]?.array ?? []
        #expect(
            list.contains { $0["when", "resolution"] == "1080p" && $0["source"] == "catalogue" })
        let submitted = try await fixture.run(arguments + ["--json"])
        let document = try JSON(parsing: submitted.output)
        #expect(submitted.status == 0 && document["estimate", "usd"] == "1.56")
        #expect(document["estimate", "price_source"] == "catalogue")
        #expect(document["charge", "usd"] == "1.56")
        #expect(try await sandbox.submissions().count == 1)
    }

    @Test(
        arguments: [
            (["--param", "resolution=4k", "--param", "duration=4"], 3, "only for resolution="),
            (["--param", "resolution=720p"], 3, "how long this video will be is not known"),
            (["--param", "mode=pro"], 64, "'mode' has an option of its own: --mode"),
            (["--param", "duration"], 64, "write a field as NAME=VALUE"),
            (["--param", "duration=1", "--param", "duration=2"], 64, "given twice"),
        ])
    func whatCannotBePricedIsSaidInWords(arguments: [String], status: Int32, words: String)
        async throws
    {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        _ = try await fixture.run("price", "sync")
        let result = try await fixture.run(
            ["submit", "--model", "openai/sora-2-pro-t2v", "--prompt", "a"] + arguments)
        #expect(result.status == status)
        #expect(result.errors.contains(words), "\(result.errors)")
        #expect(try await sandbox.submissions() == [])
    }

    /// It has no such field: its length is the reference's, whatever a request says beside.
    @Test func aDurationBesideMotionControlLowersNothing() async throws {
        let fixture = try CommandFixture()
        let media = ["--image", "https://e.example/a.png", "--video", "https://e.example/a.mp4"]
        let result = try await fixture.run(
            ["submit"] + media + ["--param", "duration=1", "--dry-run"])
        #expect(result.output.contains("$4.914 at most (30 s, the longest"), "\(result.output)")
        let other = ["submit", "--model", "m", "--prompt", "a", "--dry-run", "--duration", "1"]
        _ = try await fixture.run("price", "set", "m", "--per-second", "1", "--force")
        let longer = try await fixture.run(other + ["--param", "duration=10"])
        #expect(longer.output.contains("$10.00 at most (10 s"), "\(longer.output)")
    }

    @Test func withoutTheListTheKnownPricesStay() async throws {
        let fixture = try CommandFixture(["AIMLAPI_BASE_URL": "http://127.0.0.1:1"])
        let result = try await fixture.run("price", "sync")
        #expect(result.status == 1)
        #expect(result.errors.contains("the prices that were known stay in force"))
        #expect(try await fixture.run("price", "list").output.contains("builtin"))
    }
}
