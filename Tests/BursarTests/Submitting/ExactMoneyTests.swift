import Foundation
import LosslessJSON
import TestSupport
import Testing

/// Charges with up to nine decimals arrive everywhere to the nano-dollar, however they were said.
@Suite(.runsPrograms)
struct ExactMoneyTests {
    private static let charges: [(marker: String, usd: String, credits: Int, source: String)] = [
        ("cost=0.0005745", "0.0005745", 1149, "body"),
        ("cost=3.1449605", "3.1449605", 6_289_921, "body"),
        ("cost=1.2345675", "1.2345675", 2_469_135, "body"),
        ("cost=1.0E-7", "0.0000001", 0, "body"),
        ("cost=0.0005745 usage=headers", "0.0005745", 1149, "headers"),
        ("cost=3.1449605 usage=headers", "3.1449605", 6_289_921, "headers"),
        ("cost=1.2345675 usage=submit", "1.2345675", 2_469_135, "submit"),
        ("cost=1.2345675 usage=both", "1.2345675", 2_469_135, "body"),
        ("cost=1.2345675 stringly", "1.2345675", 2_469_135, "body"),
        ("cost=1.2345675 tokens-used", "1.2345675", 2_469_135, "body"),
        ("cost=1.2345675 credits-off", "1.2345675", 2_469_136, "body"),
        ("credits=1149", "0.0005745", 1149, "body"),
        ("credits=6289921", "3.1449605", 6_289_921, "body"),
        ("credits=1", "0.0000005", 1, "body"),
        ("credits=1149 usage=headers", "0.0005745", 1149, "headers"),
    ]

    @Test(arguments: charges)
    func oneChargeArrivesEverywhere(
        marker: String, usd: String, credits: Int, source: String
    ) async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        try await fixture.run("budget", "set", "b", "--limit", "10", "--per", "month")
        let (document, status) = try await fixture.submitted("[sandbox \(marker)]")
        #expect(status == 0)
        #expect(document["charge", "usd"]?.string == usd)
        #expect(document["charge", "credits"]?.int == credits)
        #expect(document["charge", "source"]?.string == source)
        #expect(try await sandbox.submissions().count == 1)

        let id = try #require(document["id"]?.string)
        #expect(try await fixture.run("show", id).output.contains("$\(usd), \(credits) credit"))
        let list = try await fixture.run("list").output
        #expect(list.contains("$\(usd)\n") || list.contains("$\(usd) "))
        let report = try await fixture.document("report")
        let parts = ["by_mode", "by_orientation", "by_day", "by_model", "by_project", "rows"]
            .flatMap { report[$0]?.array ?? [] }
        for part in parts + [report["totals"] ?? .null] where part["submissions"]?.int != 0 {
            #expect(part["usd"]?.string == usd)
            #expect(part["credits"]?.int == credits)
        }
        for format in ["csv", "markdown", "text"] {
            #expect(
                try await fixture.run("report", "--format", format).output.contains(usd),
                "\(format)")
        }
        let budget = try await fixture.document("budget", "status")["budgets"]?.array?.first
        #expect(budget?["spent_usd"]?.string == usd)
        #expect(budget?["reserved_usd"] == "0.00")
        #expect(try await fixture.run("budget", "status").output.contains("$\(usd) spent"))
        let exported = try JSON(parsing: try await fixture.run("export").output)
        #expect(exported["usd"]?.string == usd && exported["credits"]?.int == credits)
    }

    @Test func manySmallChargesAddUpExactly() async throws {
        let fixture = try CommandFixture()
        let lines = (0..<1000).map {
            #"{"reserved_at":"2026-10-05T00:00:00Z","model":"m","usd":"0.0000001","generation_id":"g\#($0)"}"#
        }
        let imported = try await fixture.run(["import", "-"], input: lines.joined(separator: "\n"))
        #expect(imported.status == 0)
        #expect(
            try await fixture.document("report", "--month", "2026-10")["totals", "usd"] == "0.0001")
    }
}
