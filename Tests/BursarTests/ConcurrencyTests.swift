import LosslessJSON
import TestSupport
import Testing

/// Many processes against one budget: never a cent over, never a refusal that was not due.
@Suite(.runsPrograms)
struct ConcurrencyTests {
    @Test func sixtyProcessesShareRoomForTwelve() async throws {
        let sandbox = try await SandboxChild(["--running-time", "60"])
        let fixture = try sandbox.fixture()
        // Twelve of 4.914, and not a thirteenth.
        try await fixture.run("budget", "set", "b", "--limit", "58.97", "--per", "total")
        let running = try await inTurn(60) {
            try await fixture.program.start(
                CommandFixture.submission("take \($0) [sandbox run=0.1 cost=4.914]", ["--json"]))
        }
        let results = try await inTurn(running) { try await $0.wait() }
        let statuses = results.map(\.status)
        #expect(statuses.count { $0 == 0 } == 12, "\(statuses)")
        #expect(statuses.count { $0 == 3 } == 48, "\(statuses)")
        #expect(try await sandbox.submissions().count == 12)
        let refusals = try results.filter { $0.status == 3 }.map {
            try JSON(parsing: $0.output)["refusal", "reason"]?.string ?? ""
        }
        #expect(
            refusals.allSatisfy {
                $0 == "budget_exhausted" || $0 == "in_flight_budget_exhausted"
            })

        let budget = try #require(
            try await fixture.document("budget", "status")["budgets"]?.array?.first)
        #expect(budget["spent_usd"] == "58.968")
        #expect(budget["reserved_usd"] == "0.00")
        #expect(budget["available_usd"] == "0.002")
        let totals = try #require(try await fixture.document("report")["totals"])
        #expect(totals["submissions"]?.int == 12 && totals["refused"]?.int == 48)
        #expect(try await fixture.run("verify").status == 0)
    }

    @Test func manyFirstCommandsMakeOneLedger() async throws {
        let fixture = try CommandFixture()
        let running = try await inTurn(12) { _ in try await fixture.program.start(["init"]) }
        for process in running { #expect(try await process.wait().status == 0) }
        #expect(try await fixture.document("verify")["entries"]?.int == 1)
    }
}
