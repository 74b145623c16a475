import Accounting
import LosslessJSON
import Testing

@testable import Sandbox

/// A hundred thousand charges that nobody made, and the pages through them.
@Suite(.timeLimit(.minutes(5))) struct HistoryTests {
    @Test func aHistoryIsPagedThroughOnceAndLeavesTheBalance() async {
        let fixture = SandboxFixture()
        let answer = await fixture.control("books", ["history": ["count": .number("100000")]])
        #expect(answer.json["transactions"]?.int == 100_002)
        #expect(answer.json["log_rows"]?.int == 100_000)
        #expect(answer.json["balance_usd"] == "1000")

        let start = ContinuousClock.now
        var ids: Set<String> = []
        var count = 0
        var last = "9999"
        var cursor = ""
        repeat {
            let page = await fixture.get(
                "/v2/billing/transactions?direction=CHARGE&limit=100\(cursor)"
            ).json
            for row in page["data"]?.array ?? [] {
                let moment = row["created_at"]?.string ?? ""
                if moment > last { Issue.record("\(moment) after \(last)") }
                last = moment
                ids.insert(row["reference_id"]?.string ?? "")
                count += 1
            }
            cursor = page["pagination"]?["next_cursor"]?.string.map { "&cursor=\($0)" } ?? ""
        } while !cursor.isEmpty && count < 200_000
        #expect(count == 100_000 && ids.count == 100_000)
        #expect(ids.contains("history-1-0000001") && ids.contains("history-1-0100000"))
        // Some three seconds without optimisation; sorting anew for every page took minutes.
        #expect(ContinuousClock.now - start < .seconds(60))
    }

    @Test func theLogHasTheSameHistory() async {
        let fixture = SandboxFixture()
        await fixture.control(
            "books",
            [
                "history": [
                    "count": .number("5000"), "from": "2026-09-01T00:00:00Z",
                    "to": "2026-09-11T00:00:00Z", "model": "minimax/hailuo-2.3",
                ]
            ])
        let target = "/v2/logs?start=2026-09-02&end=2026-09-03&limit=100&offset=450"
        let page = await fixture.get(target).json
        #expect(page["pagination"]?["total"]?.int == 500)
        #expect(page["data"]?.array?.count == 50)
        #expect(page["pagination"]?["has_more"] == false)
        let row = page["data"]?.array?.last
        #expect(row?["created"] == "2026-09-02T00:00:00.000Z")
        #expect(row?["cost"]?["usd"]?.numberText == "0.294")
    }

    @Test func aSecondHistoryGoesOnCounting() async {
        let fixture = SandboxFixture { $0.seed = 7 }
        for _ in 1...2 { await fixture.control("books", ["history": ["count": .number("2")]]) }
        let rows = await fixture.get("/v2/billing/transactions?direction=CHARGE").json["data"]
        #expect(
            Set(rows?.array?.map { $0["reference_id"]?.string } ?? []) == [
                "history-7-0000001", "history-7-0000002", "history-7-0000003", "history-7-0000004",
            ])
    }

    @Test(
        arguments: [
            [:], ["count": .number("0")], ["count": .number("1000001")],
            ["count": .number("1"), "to": "2027-01-01T00:00:00Z"],
            ["count": .number("1"), "from": "2026-11-01T00:00:00Z"],
            ["count": .number("1"), "model": "nobody/nothing"],
        ] as [JSON])
    func aHistoryThatCannotBeIsRefused(history: JSON) async {
        #expect(await SandboxFixture().control("books", ["history": history]).status == 400)
    }
}
