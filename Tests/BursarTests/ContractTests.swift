import Foundation
import LosslessJSON
import TestSupport
import Testing

/// The documents: their schema first, every key there and in order, and nulls for what is unknown.
@Suite(.runsPrograms)
struct ContractTests {
    static let submissionKeys = [
        "schema", "id", "state", "model", "mode", "orientation", "keep_audio", "project", "labels",
        "day", "reserved_at", "dispatched_at", "accepted_at", "finished_at", "generation_id",
        "estimate", "charge", "video_url", "error", "refusal",
    ]
    static let estimateKeys = [
        "usd", "seconds", "seconds_source", "unit_price_usd", "price_per", "price_source",
    ]
    static let spendKeys = [
        "submissions", "settled", "failed", "open", "unpriced", "refused", "credits", "usd",
        "reserved_usd", "provisional_usd",
    ]
    static let budgetKeys = [
        "name", "scope", "period", "limit_usd", "limit_submissions", "spent_usd", "reserved_usd",
        "available_usd", "used_percent", "submissions", "enforcement", "alert_at", "projected_usd",
        "overrides_usd", "alert_forecast", "forecast",
    ]
    static let alertKeys = [
        "schema", "id", "event", "severity", "at", "message", "budget", "threshold",
        "submission_id",
    ]

    @Test func aSettledSubmissionHasEveryFact() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        let (document, status) = try await fixture.submitted(
            "one", ["--project", "reel", "--label", "scene=12", "--label", "take=3"])
        #expect(status == 0)
        document.hasKeys(ContractTests.submissionKeys, schema: "bursar.submission/1")
        document["estimate"]?.hasKeys(ContractTests.estimateKeys)
        document["charge"]?.hasKeys(["usd", "credits", "source", "provisional"])
        #expect(document["state"] == "settled")
        #expect(document["mode"] == "std" && document["orientation"] == "video")
        #expect(document["keep_audio"] == true)
        #expect(document["project"] == "reel")
        #expect(document["labels"] == ["scene": "12", "take": "3"])
        #expect(document["charge", "usd"] == "0.819")
        #expect(document["charge", "credits"]?.int == 1_638_000)
        #expect(document["charge", "provisional"] == false)
        #expect(document["video_url"]?.string?.hasPrefix("https://") == true)
        #expect(document["error"] == .null && document["refusal"] == .null)
        let id = try #require(document["id"]?.string)
        #expect(
            id.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/)
                != nil)
        for key in ["reserved_at", "dispatched_at", "accepted_at", "finished_at"] {
            let instant = try #require(document[key]?.string)
            #expect(instant.isInstant, "\(key)")
        }
        #expect(try await fixture.document("show", id).withoutHistory == document)
        #expect(try await fixture.document("list")["submissions"] == [document])
        #expect(try await fixture.document("list").keys == ["schema", "submissions"])
        #expect(try await fixture.document("wait", id) == document)
    }

    @Test func whatIsUnknownIsNullAndNeverAbsent() async throws {
        let fixture = try CommandFixture()
        let refused = try await fixture.document(
            CommandFixture.submission("a", ["--max-cost", "0.01"]))
        refused.hasKeys(ContractTests.submissionKeys, schema: "bursar.submission/1")
        for key in [
            "dispatched_at", "accepted_at", "generation_id", "charge", "video_url", "error",
        ] {
            #expect(refused[key] == .null, "\(key)")
        }
        #expect(refused["labels"] == [:])
        refused["refusal"]?.hasKeys(["reason", "message", "budgets", "fits"])

        let unpriced = try await fixture.document([
            "submit", "--model", "minimax/hailuo-2.3", "--prompt", "a cat",
        ])
        unpriced.hasKeys(ContractTests.submissionKeys, schema: "bursar.submission/1")
        unpriced["estimate"]?.hasKeys(ContractTests.estimateKeys)
        #expect(unpriced["mode"] == .null && unpriced["orientation"] == .null)
        #expect(unpriced["estimate", "usd"] == .null)
        #expect(unpriced["refusal", "reason"] == "price_unknown")
    }

    @Test func budgetsHaveTheirScopeAndPeriod() async throws {
        let fixture = try CommandFixture()
        #expect(try await fixture.document("budget", "status")["budgets"] == [])
        for arguments in [
            ["a", "--limit", "25.50", "--per", "month", "--mode", "pro", "--alert-at", "90,50"],
            ["b", "--limit", "40 submissions", "--per", "week", "--orientation", "image"],
            ["c", "--limit", "2000000cr", "--per", "total", "--model", "m", "--warn-only"],
            ["d", "--limit", "$7", "--per", "day", "--project", "p", "--key", "k"],
            ["e", "--limit", "1 submission", "--per", "year"],
        ] { #expect(try await fixture.run(["budget", "set"] + arguments).status == 0) }
        let document = try await fixture.document("budget", "status")
        document.hasKeys(["schema", "as_of", "budgets"], schema: "bursar.budgets/1")
        #expect(document["as_of"]?.string?.isInstant == true)
        let budgets = try #require(document["budgets"]?.array)
        #expect(budgets.map { $0["name"]?.string } == ["a", "b", "c", "d", "e"])
        for budget in budgets {
            budget.hasKeys(ContractTests.budgetKeys)
            budget["scope"]?.hasKeys(["model", "mode", "orientation", "project", "key"])
            budget["period"]?.hasKeys(["unit", "start", "end"])
            #expect(budget["spent_usd"] == "0.00" && budget["reserved_usd"] == "0.00")
        }
        #expect(budgets.map { $0["limit_usd"] } == ["25.50", .null, "1.00", "7.00", .null])
        #expect(budgets[1]["limit_submissions"]?.int == 40)
        #expect(
            budgets.map { $0["enforcement"]?.string } == [
                "block", "block", "warn", "block", "block",
            ])
        #expect(budgets[0]["alert_at"]?.array?.compactMap(\.int) == [50, 90])
        #expect(budgets[0]["scope", "mode"] == "pro" && budgets[0]["scope", "model"] == .null)
        #expect(budgets[2]["period", "end"] == .null)
        let units = budgets.map { $0["period", "unit"]?.string }
        #expect(units == ["month", "week", "total", "day", "year"])
        #expect(try await fixture.document("budget", "list")["budgets"] == document["budgets"])
    }

    @Test func reportsVerificationsAlertsAndPricesHaveTheirKeys() async throws {
        let sandbox = try await SandboxChild()
        let fixture = try sandbox.fixture()
        try await fixture.run(
            "budget", "set", "b", "--limit", "8", "--per", "day", "--alert-at", "50")
        try await fixture.submit("one")
        let report = try await fixture.document("report")
        report.hasKeys(
            [
                "schema", "period", "generated_at", "filters", "totals", "by_mode",
                "by_orientation", "by_day", "by_model", "by_project", "rows", "ledger_head",
                "projected_usd", "forecast",
            ], schema: "bursar.report/1")
        report["period"]?.hasKeys(["label", "start", "end", "time_zone"])
        report["totals"]?.hasKeys(ContractTests.spendKeys)
        for section in ["mode", "orientation", "day", "model", "project"] {
            for part in report["by_\(section)"]?.array ?? [] {
                part.hasKeys([section] + ContractTests.spendKeys)
            }
        }
        for row in report["rows"]?.array ?? [] {
            row.hasKeys(
                ["day", "model", "mode", "orientation", "project"] + ContractTests.spendKeys)
        }
        let verify = try await fixture.document("verify")
        verify.hasKeys(["schema", "ok", "entries", "head", "problems"], schema: "bursar.verify/1")
        #expect(verify["head"] == report["ledger_head"])
        #expect(verify["ok"] == true && verify["problems"] == [])

        let alerts = try #require(try await fixture.document("alerts", "list")["alerts"]?.array)
        #expect(alerts.count == 1)
        alerts.first?.hasKeys(ContractTests.alertKeys, schema: "bursar.alert/1")
        #expect(alerts.first?["event"] == "threshold_crossed")
        #expect(alerts.first?["threshold"]?.int == 50)

        let prices = try await fixture.document("price", "list")
        prices.hasKeys(["schema", "as_of", "prices"], schema: "bursar.prices/1")
        let sync = try await fixture.document("sync")
        #expect(sync.keys.first == "schema")
    }

    @Test func helpAndVersionAreDataAndExitZero() async throws {
        let fixture = try CommandFixture()
        for arguments in [
            ["--help"], ["submit", "--help"], ["help", "report"], ["budget", "--help"], [],
        ] {
            let result = try await fixture.run(arguments)
            #expect(result.status == 0)
            #expect(result.output.contains("USAGE: bursar"))
            #expect(result.errors == "")
        }
        #expect(try await fixture.run("--version").output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    }
}

extension JSON {
    /// That these keys are there, in this order; others may stand behind them.
    func hasKeys(
        _ expected: [String], schema: String? = nil, at location: SourceLocation = #_sourceLocation
    ) {
        #expect(Array(keys.prefix(expected.count)) == expected, sourceLocation: location)
        if let schema {
            #expect(self["schema"]?.string == schema, sourceLocation: location)
        }
    }
}

extension String {
    /// RFC 3339, UTC, milliseconds.
    var isInstant: Bool {
        wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil
    }
}
