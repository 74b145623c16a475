import Accounting
import LosslessJSON
import Testing

@testable import Sandbox

/// The provider's own cap over what a key may spend.
struct SpendingCapTests {
    @Test func theLimitIsShownAndKept() async {
        let fixture = SandboxFixture {
            $0.keyLimit = SpendingCap(nanos: 2_000_000_000, retention: .day)
        }
        let limit = await fixture.get("/v1/key").json["data"]?["limit"]
        #expect(limit?.compactText == #"{"retention":"day","threshold":2}"#)
        #expect(await fixture.submit("[sandbox cost=1.5]").status == 200)
        let refused = await fixture.submit("[sandbox cost=0.6]")
        #expect(refused.status == 403)
        #expect(refused.json["message"]?.string?.contains("limit") == true)
        #expect(await fixture.submit("[sandbox cost=0.5]").status == 200)
        await fixture.control("clock", ["to": "2026-10-06T00:00:00Z"])
        #expect(await fixture.submit("[sandbox cost=2]").status == 200)
    }

    @Test func theLimitChangesWhileItRuns() async {
        let fixture = SandboxFixture()
        await fixture.control(
            "books", ["key": ["limit_usd": "25", "retention": "month"]])
        let limit = await fixture.get("/v1/key").json["data"]?["limit"]
        #expect(limit?.compactText == #"{"retention":"month","threshold":25}"#)
    }

    @Test func theUsageOfAKeyIsThatOfTheMonth() async {
        let fixture = SandboxFixture()
        _ = await fixture.finish("[sandbox cost=1.5 refund=0.5]")
        #expect(await fixture.get("/v1/key").json["data"]?["monthly_usage"]?.numberText == "1")
        await fixture.control("clock", ["to": "2026-11-01T00:00:00Z"])
        #expect(await fixture.get("/v1/key").json["data"]?["monthly_usage"]?.numberText == "0")
    }

    @Test(arguments: [
        (SpendingCap.Retention.day, "2026-10-07T00:00:00.000Z"),
        (.week, "2026-10-05T00:00:00.000Z"), (.month, "2026-10-01T00:00:00.000Z"),
    ])
    func aPeriodBeginsAtMidnightUTC(retention: SpendingCap.Retention, start: String) {
        let limit = SpendingCap(nanos: 1, retention: retention)
        #expect(limit.start(at: Instant("2026-10-07T23:59:59Z")!).description == start)
        #expect(limit.start(at: Instant("2026-10-07T00:00:00Z")!).description == start)
    }
}
