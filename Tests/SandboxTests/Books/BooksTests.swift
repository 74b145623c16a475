import Accounting
import LosslessJSON
import TestSupport
import Testing

@testable import Sandbox

/// The provider's books: they agree with what it did, and page as documented.
struct BooksTests {
    @Test func aChargeLandsOnlyAfterTheLag() async {
        let fixture = SandboxFixture { $0.chargeLag = .seconds(30) }
        let id = await fixture.submit("[sandbox run=10 cost=1.56]").json["id"]
        fixture.clock.advance(by: .seconds(39))
        #expect(await charges(fixture).isEmpty)
        fixture.clock.advance(by: .seconds(1))
        let charge = await charges(fixture).first
        #expect(
            charge?.members?.map(\.key) == [
                "created_at", "direction", "type", "amount", "model", "reference_id",
            ])
        #expect(charge?["created_at"] == "2026-10-05T12:00:40.000Z")
        #expect(charge?["type"] == "MODEL_USAGE")
        #expect(charge?["amount"]?.compactText == #"{"usd":1.56,"credits":3120000}"#)
        #expect(charge?["reference_id"] == id)
    }

    @Test func aFailureHasNoTransactionAndCostsNothingInTheLog() async {
        let fixture = SandboxFixture()
        _ = await fixture.finish("[sandbox fail=no]")
        #expect(await charges(fixture).isEmpty)
        let row = await fixture.get("/v2/logs").json["data"]?.array?.first
        #expect(row?["status"] == "failed")
        #expect(row?["cost"]?.compactText == #"{"usd":0,"credits":0}"#)
    }

    @Test func aChargedFailureIsChargedInBothBooks() async {
        let fixture = SandboxFixture()
        _ = await fixture.finish("[sandbox fail-charged cost=0.5]")
        let row = await fixture.get("/v2/logs").json["data"]?.array?.first
        #expect(row?["status"] == "failed")
        #expect(row?["cost"]?["usd"]?.numberText == "0.5")
        #expect(await charges(fixture).first?["amount"]?["usd"]?.numberText == "0.5")
    }

    @Test func aLogRowSaysWhoAskedForWhat() async {
        let fixture = SandboxFixture()
        let answer = await fixture.submit(
            SandboxFixture.body("[sandbox cost=0.25]"), headers: ["x-client-request-id": "mine"])
        #expect(await fixture.get("/v2/logs").json["data"]?.array?.isEmpty == true)
        fixture.clock.advance(by: .seconds(5))
        let row = await fixture.get("/v2/logs").json["data"]?.array?.first
        #expect(
            row?.members?.map(\.key) == [
                "created", "status", "origin", "model", "cost", "tokens", "request_id",
                "inference_id", "client_request_id",
            ])
        #expect(row?["created"] == "2026-10-05T12:00:00.000Z")
        #expect(row?["status"] == "succeeded")
        #expect(row?["cost"]?.compactText == #"{"usd":0.25,"credits":500000}"#)
        #expect(row?["inference_id"]?.string == answer.header("x-inference-id"))
        #expect(row?["client_request_id"] == "mine")
    }

    @Test(arguments: [("502", 1), ("429", 1), ("reset-before", 0), ("reset", 1), ("500", 1)])
    func theLogKnowsWhatReachedTheProvider(word: String, rows: Int) async {
        let fixture = SandboxFixture()
        _ = await fixture.submit("[sandbox submit=\(word)]")
        fixture.clock.advance(by: .seconds(60))
        #expect(await fixture.get("/v2/logs").json["data"]?.array?.count == rows)
    }

    @Test func theBooksCanDisagreeAndRefund() async {
        let fixture = SandboxFixture()
        _ = await fixture.finish("[sandbox cost=1 books=1.25 refund=0.5]")
        let all = await fixture.get("/v2/billing/transactions").json["data"]?.array ?? []
        #expect(all.map { $0["type"]?.string } == ["REFUND", "MODEL_USAGE", "PAYMENT"])
        #expect(all.map { $0["direction"]?.string } == ["TOPUP", "CHARGE", "TOPUP"])
        #expect(all.map { $0["amount"]?["usd"]?.numberText } == ["0.5", "1.25", "1000"])
    }

    @Test func cursorsVisitEveryChargeOnceEvenWhileMoreArrive() async {
        let fixture = SandboxFixture()
        for number in 1...7 {
            _ = await fixture.submit("[sandbox run=0 cost=\(number)]")
            fixture.clock.advance(by: .seconds(2))
        }
        var seen: [String?] = []
        var cursor: String?
        repeat {
            let query = cursor.map { "&cursor=\($0)" } ?? ""
            let page = await fixture.get(
                "/v2/billing/transactions?direction=CHARGE&limit=3\(query)"
            ).json
            seen += page["data"]?.array?.map { $0["amount"]?["usd"]?.numberText } ?? []
            cursor = page["pagination"]?["next_cursor"]?.string
            #expect(page["pagination"]?["has_more"]?.bool == (cursor != nil))
            _ = await fixture.finish("[sandbox run=0 cost=99]")
        } while cursor != nil
        #expect(seen == ["7", "6", "5", "4", "3", "2", "1"])
    }

    @Test func offsetsShiftWhileTheLogGrowsUnlessTheEndIsFixed() async {
        let fixture = SandboxFixture()
        for _ in 1...5 { _ = await fixture.finish("") }
        let window = "start=2026-10-05T00:00:00Z&end=\(fixture.clock.now.description)"
        let page = await fixture.get("/v2/logs?\(window)&limit=2&offset=2").json
        _ = await fixture.finish("")
        #expect(await fixture.get("/v2/logs?\(window)&limit=2&offset=2").json == page)
        #expect(
            page["pagination"]?.compactText
                == #"{"limit":2,"offset":2,"total":5,"has_more":true}"#)
        #expect(await fixture.get("/v2/logs?limit=2&offset=2").json["data"] != page["data"])
    }

    @Test(arguments: [
        ("/v2/logs?status=failed", 1), ("/v2/logs?status=succeeded", 2),
        ("/v2/logs?status=succeeded&status=failed", 3), ("/v2/logs?model=hailuo-2.3", 1),
        ("/v2/logs?model=minimax/hailuo-2.3&model=video-v3-motion-control", 3),
        ("/v2/logs?model=minimax/hailuo-2.3,other", 0), ("/v2/logs?period=1h", 2),
        ("/v2/logs?start=2026-10-05&end=2026-10-06", 3),
    ])
    func theLogIsFiltered(target: String, count: Int) async {
        let fixture = SandboxFixture()
        _ = await fixture.finish("[sandbox fail=no]")
        fixture.clock.advance(by: .seconds(7200))
        _ = await fixture.finish("")
        _ = await fixture.submit(SandboxFixture.body("A city.", ["model": "minimax/hailuo-2.3"]))
        fixture.clock.advance(by: .seconds(60))
        #expect(await fixture.get(target).json["data"]?.array?.count == count)
    }

    @Test(arguments: [
        "/v2/logs?limit=101", "/v2/logs?limit=0", "/v2/logs?offset=-1", "/v2/logs?since=1",
        "/v2/logs?status=succeeded,failed", "/v2/logs?start=2026-10-01",
        "/v2/logs?start=2026-10-02&end=2026-10-01", "/v2/logs?start=2026-07-01&end=2026-10-02",
        "/v2/logs?period=93d", "/v2/logs?period=7d&start=2026-10-01&end=2026-10-02",
        "/v2/logs?period=week", "/v2/billing/transactions?limit=101",
        "/v2/billing/transactions?start=2026-10-01T00:00:00Z",
        "/v2/billing/transactions?from=2026-10-01",
        "/v2/billing/transactions?from=2026-10-02T00:00:00Z&to=2026-10-02T00:00:00Z",
        "/v2/billing/transactions?type=LUNCH", "/v2/billing/transactions?direction=charge",
        "/v2/billing/transactions?cursor=tx1-1", "/v2/billing/transactions?cursor=abc",
    ])
    func aBadQuestionIsA400(target: String) async {
        let answer = await SandboxFixture().get(target)
        #expect(answer.status == 400)
        #expect(answer.header("content-type")?.hasPrefix("application/problem+json") == true)
    }

    @Test(arguments: [
        "/v2/logs?period=92d", "/v2/logs?start=2026-07-01&end=2026-10-01T00:00:00",
        "/v2/billing/transactions?from=2026-10-01T02:00:00%2B02:00&type=MODEL_USAGE",
    ])
    func aGoodQuestionIsAnswered(target: String) async {
        #expect(await SandboxFixture().get(target).status == 200)
    }

    @Test func theLogAnswersTwoHundredTimesAMinute() async {
        let fixture = SandboxFixture()
        for _ in 1...200 { #expect(await fixture.get("/v2/logs").status == 200) }
        #expect(await fixture.get("/v2/logs").status == 429)
        fixture.clock.advance(by: .seconds(60))
        #expect(await fixture.get("/v2/logs").status == 200)
    }

    @Test func theBalanceFollowsTheBooks() async {
        let fixture = SandboxFixture { $0.balanceNanos = 10_000_000_000 }
        _ = await fixture.finish("[sandbox cost=1.5]")
        #expect(
            await fixture.get("/v2/billing").json.compactText
                == #"{"current_balance":8.5,"currency":"USD"}"#)
        #expect(await fixture.get("/v1/billing/balance").json["balance"]?.int == 17_000_000)
        let key = await fixture.get("/v1/key").json["data"]
        #expect(key?["prefix"] == "sandbox")
        #expect(key?["limit"]?.compactText == #"{"retention":"no_reset","threshold":10}"#)
        #expect(key?["monthly_usage"]?.numberText == "1.5")
    }

    private func charges(_ fixture: SandboxFixture) async -> [JSON] {
        await fixture.get("/v2/billing/transactions?direction=CHARGE").json["data"]?.array ?? []
    }
}
