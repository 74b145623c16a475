import LosslessJSON
import TestSupport
import Testing

/// Many processes against one budget: never a cent over, never a refusal that was not due.
struct ConcurrencyTests {
    @Test func sixtyProcessesShareRoomForTwelve() throws {
        let sandbox = try SandboxChild(["--running-time", "60"])
        let fixture = try sandbox.fixture()
        // Twelve of 4.914, and not a thirteenth.
        try fixture.run("budget", "set", "b", "--limit", "58.97", "--per", "total")
        let running = try (0..<60).map {
            try fixture.program.start(
                CommandFixture.submission("take \($0) [sandbox run=0.1 cost=4.914]", ["--json"]))
        }
        let results = running.map { $0.wait() }
        let statuses = results.map(\.status)
        #expect(statuses.count { $0 == 0 } == 12, "\(statuses)")
        #expect(statuses.count { $0 == 3 } == 48, "\(statuses)")
        #expect(try sandbox.submissions().count == 12)
        let refusals = try results.filter { $0.status == 3 }.map {
            try JSON(parsing: $0.output)["refusal", "reason"]?.string ?? ""
        }
        #expect(
            refusals.allSatisfy {
                $0 == "budget_exhausted" || $0 == "in_flight_budget_exhausted"
            })

        let budget = try #require(
            try fixture.document("budget", "status")["budgets"]?.array?.first)
        #expect(budget["spent_usd"] == "58.968")
        #expect(budget["reserved_usd"] == "0.00")
        #expect(budget["available_usd"] == "0.002")
        let totals = try #require(try fixture.document("report")["totals"])
        #expect(totals["submissions"]?.int == 12 && totals["refused"]?.int == 48)
        #expect(try fixture.run("verify").status == 0)
    }

    @Test func manyFirstCommandsMakeOneLedger() throws {
        let fixture = try CommandFixture()
        let running = try (0..<12).map { _ in try fixture.program.start(["init"]) }
        for process in running { #expect(process.wait().status == 0) }
        #expect(try fixture.document("verify")["entries"]?.int == 1)
    }
}
