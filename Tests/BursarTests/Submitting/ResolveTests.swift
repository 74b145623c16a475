import LosslessJSON
import TestSupport
import Testing

/// `bursar resolve`: a person's word, with a reason, on every state it is allowed in.
@Suite(.runsPrograms)
struct ResolveTests {
    private let sandbox: SandboxChild
    private let fixture: CommandFixture

    init() async throws {
        sandbox = try await SandboxChild()
        fixture = try sandbox.fixture()
        try await fixture.run("budget", "set", "b", "--limit", "100", "--per", "month")
    }

    private func resolve(_ id: String, _ how: String...) async throws -> ProgramResult {
        try await fixture.run(["resolve", id] + how + ["--reason", "invoice, line 12", "--json"])
    }

    /// What the budget says was spent and is reserved.
    private func held() async throws -> [String?] {
        let budget = try await fixture.document("budget", "status")["budgets"]?.array?.first
        return [budget?["spent_usd"]?.string, budget?["reserved_usd"]?.string]
    }

    private func submitted(_ prompt: String, _ more: [String] = []) async throws -> String {
        try #require(try await fixture.submitted(prompt, more).0["id"]?.string)
    }

    @Test func anUnknownOneWasChargedOrWasNot() async throws {
        let charged = try await submitted("[sandbox submit=500]")
        let free = try await submitted("[sandbox submit=html]")
        #expect(try await held() == ["0.00", "9.828"])
        let first = try await resolve(charged, "--charged", "1.638")
        #expect(first.status == 0)
        let document = try JSON(parsing: first.output)
        #expect(document["state"] == "settled")
        #expect(document["charge", "usd"] == "1.638")
        #expect(document["charge", "source"] == "operator")
        let second = try JSON(parsing: try await resolve(free, "--not-charged").output)
        #expect(second["state"] == "voided")
        #expect(try await held() == ["1.638", "0.00"])
        #expect(try await fixture.run("verify").status == 0)
    }

    @Test func whatAnEntryChangesIsSaid() async throws {
        let id = try await submitted("[sandbox submit=500]")
        let result = try await resolve(id, "--charged", "1.638")
        #expect(
            result.errors.contains(
                "It was unknown, with $4.914 reserved, and is settled, $1.638 charged, now."),
            "\(result.errors)")
        #expect(result.errors.contains("corrected by another: bursar resolve \(id)"))
    }

    @Test func anUnpricedOneGetsItsPrice() async throws {
        let id = try await submitted("[sandbox usage=none]")
        #expect(try await held() == ["0.00", "4.914"])
        let document = try JSON(parsing: try await resolve(id, "--charged", "$2.5").output)
        #expect(document["state"] == "settled")
        #expect(document["charge", "usd"] == "2.50")
        #expect(document["video_url"]?.string != nil)
        #expect(try await held() == ["2.50", "0.00"])
    }

    @Test func aSettledOneIsCorrectedByAnAdjustment() async throws {
        let id = try await submitted("a")
        #expect(try await held() == ["0.819", "0.00"])
        for (amount, spent) in [("1.5", "1.50"), ("0.1", "0.10")] {
            let document = try JSON(parsing: try await resolve(id, "--charged", amount).output)
            #expect(document["charge", "usd"]?.string == spent)
            #expect(try await held() == [spent, "0.00"])
        }
        #expect(try await resolve(id, "--not-charged").status == 0)
        #expect(try await held() == ["0.00", "0.00"])
        #expect(try await fixture.document("report")["totals", "usd"] == "0.00")
        #expect(try await fixture.run("verify").status == 0)
    }

    @Test func anAcceptedOneIsEndedByAPerson() async throws {
        let id = try await submitted("a [sandbox run=60]", ["--no-wait"])
        #expect(
            try JSON(parsing: try await resolve(id, "--charged", "3").output)["state"] == "settled")
        #expect(try await held() == ["3.00", "0.00"])
        #expect(try await fixture.run("wait", id).status == 0)
    }

    @Test func aRefusedOneHasNothingToResolve() async throws {
        let id = try await submitted("a", ["--max-cost", "0.01"])
        let result = try await resolve(id, "--charged", "3")
        #expect(result.status == 1)
        #expect(result.errors.contains("is refused; there is nothing to resolve"))
    }
}
