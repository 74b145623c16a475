import Foundation
import LosslessJSON
import TestSupport
import Testing

/// Prices of one's own, learned ones, and the names of one model, as a user meets them.
@Suite(.runsPrograms)
struct PriceCommandTests {
    private static let pro = "klingai/video-v2-6-pro-motion-control"
    private static let open = "klingai/video-v2-6-motion-control"
    private static let usual = "klingai/video-v3-motion-control"

    private func quote(_ fixture: CommandFixture, _ model: String, _ more: [String] = [])
        async throws
        -> JSON
    {
        try await fixture.document(
            CommandFixture.submission(
                "q", ["--model", model, "--duration", "10", "--dry-run"] + more))
    }

    @Test func theNameThatSaysProIsSentAndBookedAsPro() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        try await fixture.run(
            "budget", "set", "p", "--limit", "3", "--per", "month", "--mode", "pro")
        let (document, status) = try await fixture.submitted(
            "a", ["--model", PriceCommandTests.pro, "--duration", "10"])
        #expect(status == 0 && document["mode"] == "pro")
        #expect(document["model"]?.string == PriceCommandTests.pro)
        #expect(document["estimate", "usd"] == "1.456")
        let sent = try #require(try await sandbox.submissions().first)
        #expect(sent["mode"] == .null, "nothing was stated, and its page has no such field")
        let stated = try await quote(fixture, PriceCommandTests.pro, ["--mode", "std"])
        #expect(stated["estimate", "usd"] == "1.456" && stated["mode"] == "std")
        let refused = try await fixture.submit(
            "b", ["--model", PriceCommandTests.pro, "--duration", "20", "--mode", "std"])
        #expect(refused.status == 3, "\(refused.errors)")
        #expect(try await fixture.run("verify").status == 0)
    }

    @Test func bothNamesAreOneModel() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        let (pro, open) = (PriceCommandTests.pro, PriceCommandTests.open)
        for (name, model) in [("a", pro), ("b", open)] {
            try await fixture.run(
                "budget", "set", name, "--limit", "9", "--per", "month", "--model", model)
        }
        try await fixture.submit("a", ["--model", pro, "--duration", "1"])
        try await fixture.submit("b", ["--model", open, "--duration", "1"])
        let spent = try await fixture.document("budget", "status")["budgets"]?.array?.map {
            $0["spent_usd"]
        }
        #expect(spent?.count == 2 && spent?.first == spent?.last)
        for model in [pro, open] {
            let listed = try await fixture.document("list", "--model", model)["submissions"]?.array
            #expect(listed?.count == 2)
            let report = try await fixture.document("report", "--model", model)
            #expect(report["totals", "submissions"]?.int == 2)
            let exported = try await fixture.run("export", "--model", model).output
            #expect(exported.split(separator: "\n").count == 2)
        }
        #expect(
            try await fixture.run("price", "set", open, "--mode", "pro", "--per-second", "0.2")
                .status
                == 0)
        #expect(try await quote(fixture, pro)["estimate", "usd"] == "2.00")
        let prices = try await fixture.document("price", "list")["prices"]?.array ?? []
        #expect(prices.contains { $0["model"]?.string == pro && $0["usd"] == "0.20" })
        #expect(try await fixture.run("price", "unset", pro).status == 0)
        #expect(try await quote(fixture, pro)["estimate", "usd"] == "1.456")
    }

    @Test func anAliasOfTheListIsItsModel() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        let alias = "video-v3-motion-control"
        try await fixture.run(
            "budget", "set", "b", "--limit", "1", "--per", "month", "--model",
            PriceCommandTests.usual)
        let synced = try await fixture.run("price", "sync")
        #expect(synced.status == 0 && synced.output.contains("No known price has changed"))
        let (document, status) = try await fixture.submitted(
            "a", ["--model", alias, "--duration", "5"])
        #expect(status == 0 && document["model"]?.string == alias && document["mode"] == "std")
        let refused = try await fixture.submit("b", ["--model", alias, "--duration", "5"])
        #expect(refused.status == 3, "\(refused.errors)")
        #expect(
            try await fixture.document("list", "--model", PriceCommandTests.usual)["submissions"]?
                .array?
                .count == 2)
        #expect(try await fixture.run("verify").status == 0)
    }

    @Test func aPriceThatLooksLikeASlipNeedsForce() async throws {
        let fixture = try CommandFixture()
        func set(_ arguments: String...) async throws -> ProgramResult {
            try await fixture.run(["price", "set"] + arguments)
        }
        let usual = PriceCommandTests.usual
        let high = try await set(usual, "--mode", "pro", "--per-second", "2.184")
        #expect(
            high.status == 1 && high.errors.contains(" is 10 times more than "), "\(high.errors)")
        #expect(high.errors.contains("$0.2184 per second") && high.errors.contains("--force"))
        let low = try await set(usual, "--per-second", "0.016")
        #expect(low.status == 1 && low.errors.contains(" times less than "), "\(low.errors)")
        let unknown = try await set("klingai/video-v3-motion-contrl", "--per-second", "0.2")
        #expect(unknown.status == 1)
        #expect(unknown.errors.contains("Did you mean '\(usual)'?"), "\(unknown.errors)")
        #expect(unknown.complaints.count == 1)
        #expect(try await quote(fixture, usual)["estimate", "price_source"] == "builtin")
        #expect(try await set(usual, "--mode", "std", "--per-second", "2", "--force").status == 0)
        #expect(try await quote(fixture, usual)["estimate", "usd"] == "20.00")
        let again = try await set(usual, "--mode", "std", "--per-second", "0.2")
        #expect(again.status == 1, "it is a tenth of the last one")
        #expect(try await set("vendor/new", "--per-video", "1", "--force").status == 0)
        #expect(try await set("vendor/new", "--per-video", "2").status == 0)
    }

    @Test func aLearnedPriceIsShownAndCanBeForgotten() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        let film = try fixture.folder.file("ten.mp4", Film.mp4(timescale: 1000, duration: 10_000))
        func submit(_ cost: String, _ prompt: String) async throws -> ProgramResult {
            try await fixture.run(
                "submit", "--image", CommandFixture.image, "--video", film, "--poll-interval",
                "0.05",
                "--prompt", "\(prompt) [sandbox cost=\(cost)]")
        }
        for prompt in ["a", "b"] { #expect(try await submit("2", prompt).status == 0) }
        #expect(try await quote(fixture, PriceCommandTests.usual)["estimate", "usd"] == "2.00")
        let list = try await fixture.run("price", "list").output
        #expect(list.contains("learned: 2 of the last 2 charges of"), "\(list)")
        let prices = try await fixture.document("price", "list")["prices"]?.array ?? []
        let learned = prices.first { $0["source"] == "learned" }?["learned"]
        #expect(learned?["named_usd"] == "0.1638" && learned?["submissions"]?.array?.count == 2)
        let doctor = try await DoctorChecks(fixture, ["--offline"])
        #expect(doctor.message("prices")?.contains("raised by what was charged") == true)
        let forgotten = try await fixture.run("price", "forget", PriceCommandTests.usual)
        #expect(forgotten.status == 0 && forgotten.output.contains("2 charges"))
        #expect(try await quote(fixture, PriceCommandTests.usual)["estimate", "usd"] == "1.638")
        #expect(try await fixture.run("verify").status == 0)
    }

    @Test func whatIsNotThereCannotBeEnded() async throws {
        let fixture = try CommandFixture()
        let unset = try await fixture.run("price", "unset", PriceCommandTests.usual)
        #expect(unset.status == 1 && unset.errors.contains("there is no price of yours"))
        let forgotten = try await fixture.run("price", "forget", PriceCommandTests.usual)
        #expect(forgotten.status == 0 && forgotten.output.contains("Nothing was learned"))
    }
}
