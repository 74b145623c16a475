import LosslessJSON
import TestSupport
import Testing

/// Every reason to refuse, reached: exit code 3, nothing sent, and what would fit.
@Suite(.runsPrograms)
struct RefusalTests {
    /// A desk with a sandbox that counts.
    private let sandbox: SandboxChild
    private let fixture: CommandFixture

    init() async throws {
        sandbox = try await SandboxChild()
        fixture = try sandbox.fixture()
    }

    /// The refusal of one more submission, after which nothing more has arrived. Its message is what the
    /// person reads; the command line adds what to do.
    private func refusal(_ prompt: String, _ more: [String] = [], advice: String = "") async throws
        -> JSON
    {
        let before = try await sandbox.submissions().count
        let result = try await fixture.submit(prompt, more + ["--json"])
        #expect(result.status == 3)
        let document = try JSON(parsing: result.output)
        #expect(document["state"] == "refused")
        #expect(document["charge"] == .null)
        let message = try #require(document["refusal", "message"]?.string)
        #expect(result.complaints.count == 1)
        #expect(result.complaints[0].hasPrefix("bursar: \(message)"), "\(result.errors)")
        #expect(result.errors.contains(advice), "\(result.errors)")
        #expect(try await sandbox.submissions().count == before)
        return try #require(document["refusal"])
    }

    private func fits(_ refusal: JSON) -> [String] {
        (refusal["fits"]?.array ?? []).map {
            "\($0["mode"]?.string ?? "-") \($0["seconds"]?.numberText ?? "-")"
        }
    }

    @Test func aRequestThatIsMoreThanTheLimit() async throws {
        try await fixture.run("budget", "set", "small", "--limit", "1", "--per", "month")
        let refusal = try await refusal("a", ["--mode", "pro"])
        #expect(refusal["reason"] == "request_exceeds_budget")
        #expect(fits(refusal) == ["std 6", "pro 4"])
        let budget = try #require(refusal["budgets"]?.array?.first)
        budget.hasKeys([
            "name", "limit_usd", "spent_usd", "reserved_usd", "requested_usd", "available_usd",
            "resets_at",
        ])
        #expect(budget["name"] == "small" && budget["limit_usd"] == "1.00")
        #expect(budget["requested_usd"] == "6.552" && budget["available_usd"] == "1.00")
        #expect(budget["resets_at"]?.string?.hasSuffix("-01T00:00:00.000Z") == true)
        // What it says fits, does.
        #expect(try await fixture.submit("a", ["--mode", "pro", "--duration", "4"]).status == 0)
    }

    @Test func aBudgetThatIsSpent() async throws {
        try await fixture.run("budget", "set", "b", "--limit", "5", "--per", "total")
        #expect(try await fixture.submit("[sandbox cost=4.6]").status == 0)
        let refusal = try await refusal("b")
        #expect(refusal["reason"] == "budget_exhausted")
        #expect(fits(refusal) == ["std 2", "pro 1"])
        let budget = try #require(refusal["budgets"]?.array?.first)
        #expect(budget["spent_usd"] == "4.60" && budget["available_usd"] == "0.40")
        #expect(budget["resets_at"] == .null)
    }

    @Test func aBudgetThatOpenSubmissionsHold() async throws {
        try await fixture.run("budget", "set", "b", "--limit", "6", "--per", "day")
        #expect(try await fixture.submit("[sandbox run=60]", ["--no-wait"]).status == 0)
        let refusal = try await refusal("b")
        #expect(refusal["reason"] == "in_flight_budget_exhausted")
        #expect(fits(refusal) == ["std 6", "pro 4"])
        #expect(refusal["budgets"]?.array?.first?["reserved_usd"] == "4.914")
    }

    @Test func moreThanTheMaximumCost() async throws {
        let refusal = try await refusal("a", ["--max-cost", "2"])
        #expect(refusal["reason"] == "max_cost_exceeded")
        #expect(fits(refusal) == ["std 12", "pro 9"])
        #expect(refusal["budgets"] == [])
    }

    @Test func aModelWithoutAPrice() async throws {
        let refusal = try await refusal(
            "a", ["--model", "minimax/hailuo-2.3"],
            advice: "or set one: bursar price set minimax/hailuo-2.3 --per-second USD; or state")
        #expect(refusal["reason"] == "price_unknown")
        #expect(refusal["message"] == "no price is known for minimax/hailuo-2.3")
        // With a maximum it is sent, and the maximum is what is reserved.
        let (document, status) = try await fixture.submitted(
            "a [sandbox run=60]",
            ["--model", "minimax/hailuo-2.3", "--max-cost", "0.75", "--no-wait"])
        #expect(status == 0)
        #expect(document["estimate", "usd"] == "0.75")
        #expect(document["estimate", "unit_price_usd"] == .null)
    }

    @Test func theSameRequestWhileItIsOpen() async throws {
        #expect(try await fixture.submit("twin [sandbox run=1.5]", ["--no-wait"]).status == 0)
        let twin = try await refusal("twin [sandbox run=1.5]", ["--no-wait"])
        #expect(twin["reason"] == "duplicate")
        let allowed = try await fixture.submit(
            "twin [sandbox run=1.5]", ["--no-wait", "--allow-duplicate"])
        #expect(allowed.status == 0)
        // Another request is no duplicate: the mode is part of it.
        #expect(try await fixture.submit("twin [sandbox run=1.5]", ["--mode", "pro"]).status == 0)
        // Both have ended meanwhile, and asking the provider is what finds out.
        let finished = try await fixture.submit("twin [sandbox run=1.5]", ["--no-wait"])
        #expect(finished.status == 0, "\(finished.errors)")
        #expect(try await sandbox.submissions().count == 4)
    }

    @Test func anUnknownOutcomeBlocksItsDuplicate() async throws {
        #expect(try await fixture.submit("[sandbox submit=500]").status == 4)
        #expect(try await refusal("[sandbox submit=500]")["reason"] == "duplicate")
    }

    @Test func everyBudgetInTheWayIsNamedAndTheFirstReasonIsGiven() async throws {
        try await fixture.run("budget", "set", "one", "--limit", "1", "--per", "day")
        try await fixture.run(
            "budget", "set", "two", "--limit", "0 submissions".replacing("0", with: "1"), "--per",
            "day")
        try await fixture.run(
            "budget", "set", "other", "--limit", "0.01", "--per", "day", "--mode", "pro")
        try await fixture.run(
            "budget", "set", "soft", "--limit", "0.01", "--per", "day", "--warn-only")
        #expect(try await fixture.submit("[sandbox cost=0.5]", ["--duration", "4"]).status == 0)
        let refusal = try await refusal("b", ["--max-cost", "0.1"])
        #expect(refusal["reason"] == "request_exceeds_budget")
        #expect(refusal["budgets"]?.array?.map { $0["name"]?.string } == ["one", "two"])
        let message = try #require(refusal["message"]?.string)
        #expect(message.contains("budget 'one' allows $1.00"), "\(message)")
        #expect(message.hasSuffix("; also in the way: 'two'"), "\(message)")
    }

    /// What is open counts whether it ends or not: waiting for it cannot help.
    @Test func aFullCountSendsNobodyToWait() async throws {
        try await fixture.run("budget", "set", "two", "--limit", "1 submissions", "--per", "day")
        #expect(try await fixture.submit("a [sandbox run=60]", ["--no-wait"]).status == 0)
        let refusal = try await refusal("b")
        #expect(refusal["reason"] == "in_flight_budget_exhausted")
        let message = try #require(refusal["message"]?.string)
        #expect(!message.contains("try again"), "\(message)")
        #expect(message.contains("has 0 of 1 submissions left until "), "\(message)")
        #expect(message.contains("1 still open"), "\(message)")
    }

    @Test func aDryRunNamesEveryBudgetThatCountsIt() async throws {
        try await fixture.run("budget", "set", "money", "--limit", "10", "--per", "day")
        try await fixture.run(
            "budget", "set", "count", "--limit", "3 submissions", "--per", "total")
        try await fixture.run(
            "budget", "set", "pro", "--limit", "5", "--per", "day", "--mode", "pro")
        try await fixture.run(
            "budget", "set", "soft", "--limit", "1", "--per", "day", "--warn-only")
        #expect(try await fixture.submit("a [sandbox cost=2]").status == 0)
        let text = try await fixture.submit("b", ["--dry-run"])
        #expect(text.status == 0)
        #expect(text.output.contains("it would be allowed. Nothing was sent.\n"))
        for line in [
            "money  $8.00 left of $10.00, $3.086 after it",
            "count  2 of 3 submissions left, 1 after this one",
            "soft   $0.00 left of $1.00, $5.914 too little (it only warns)",
        ] {
            #expect(text.output.contains(line), "\(text.output)")
        }
        #expect(!text.output.contains("pro "))
        let document = try await fixture.document(CommandFixture.submission("b", ["--dry-run"]))
        let budgets = try #require(document["budgets"]?.array)
        #expect(budgets.map { $0["name"]?.string } == ["count", "money", "soft"])
        #expect(budgets.map { $0["left_usd"]?.string } == [nil, "3.086", "-5.914"])
        #expect(budgets.map { $0["left_submissions"]?.int } == [1, nil, nil])
        #expect(budgets.map { $0["available_usd"]?.string } == [nil, "8.00", "0.00"])
        #expect(budgets.map { $0["enforcement"]?.string } == ["block", "block", "warn"])
        // Of what is refused as well.
        let refused = try await fixture.submit("b", ["--dry-run", "--mode", "pro"])
        #expect(refused.status == 3)
        #expect(refused.output.contains("pro    $5.00 left of $5.00, $1.552 too little"))
        #expect(
            try await CommandFixture().submit("b", ["--dry-run"]).output.contains(
                "No budget counts it."))
    }

    @Test func aDryRunSaysTheSameAndRecordsNothing() async throws {
        try await fixture.run("budget", "set", "b", "--limit", "1", "--per", "day")
        let keyless = fixture.with(["AIMLAPI_API_KEY": ""])
        let entries = try await fixture.document("verify")["entries"]
        for json in [[], ["--json"]] {
            #expect(try await keyless.submit("a", ["--dry-run"] + json).status == 3)
            #expect(
                try await keyless.submit("a", ["--dry-run", "--duration", "6"] + json).status == 0)
        }
        let refused = try await keyless.document(CommandFixture.submission("a", ["--dry-run"]))
        refused.hasKeys(ContractTests.submissionKeys, schema: "bursar.submission/1")
        #expect(refused["refusal", "reason"] == "request_exceeds_budget")
        #expect(try await fixture.document("verify")["entries"] == entries)
        #expect(try await fixture.document("list")["submissions"] == [])
        #expect(try await fixture.document("alerts", "list")["alerts"] == [])
    }
}
