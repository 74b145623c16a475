import LosslessJSON
import TestSupport
import Testing

@testable import Sandbox

/// What a marker makes go wrong, and what the books say about it afterwards.
struct FaultTests {
    @Test(
        arguments: [
            ("500", 500, true), ("504", 504, true), ("502", 502, false), ("503", 503, false),
            ("400", 400, false), ("401", 401, false), ("403", 403, false), ("404", 404, false),
            ("429", 429, false), ("html", 200, true), ("empty", 200, true), ("null", 200, true),
            ("no-id", 200, true), ("torn", 200, true), ("slow", 200, true), ("huge", 200, true),
            ("redirect", 307, false), ("header-id", 200, true), ("generation-id", 200, true),
            ("reset", nil, true), ("hang", nil, true), ("reset-before", nil, false),
        ] as [(String, Int?, Bool)])
    func whatWasStartedIsBilledAndNothingElse(word: String, status: Int?, isBilled: Bool) async {
        let fixture = SandboxFixture()
        _ = await fixture.submit("[sandbox submit=\(word) cost=1.5]")
        fixture.clock.advance(by: .seconds(60))
        let attempt = await fixture.get("/sandbox/submissions").json["submissions"]?.array?.first
        #expect(attempt?["status"] == JSON.integer(orNull: status))
        #expect(attempt?["charged_usd"]?.string == (isBilled ? "1.5" : "0"))
        #expect(attempt?["state"]?.string == (isBilled ? "completed" : "refused"))
        let charges = await fixture.get("/v2/billing/transactions?direction=CHARGE").json["data"]
        #expect(charges?.array?.count == (isBilled ? 1 : 0))
        #expect(
            charges?.array?.first?["reference_id"] == (isBilled ? attempt?["generation_id"] : nil))
    }

    @Test(arguments: [
        ("torn", SandboxAnswer.Delivery.torn), ("reset", .reset), ("reset-before", .reset),
        ("hang", .hang), ("slow", .late(.seconds(3))),
        ("slow delay=0.25", .late(.milliseconds(250))),
        ("huge", .padded(bytes: 100_000_000, end: "\"}")),
    ])
    func theWireIsToldWhatToDo(word: String, delivery: SandboxAnswer.Delivery) async {
        #expect(await SandboxFixture().submit("[sandbox submit=\(word)]").delivery == delivery)
    }

    @Test func theIdCanBeElsewhereOrNowhere() async {
        let fixture = SandboxFixture()
        let inHeader = await fixture.submit("[sandbox submit=header-id]")
        #expect(inHeader.json == ["status": "queued"])
        #expect(inHeader.header("x-inference-id") != nil)
        let renamed = await fixture.submit("[sandbox submit=generation-id]")
        #expect(renamed.json["id"] == nil)
        #expect(renamed.json["generation_id"]?.string == renamed.header("x-inference-id"))
        let nowhere = await fixture.submit("[sandbox submit=no-id]")
        #expect(nowhere.json == ["status": "queued"])
        #expect(nowhere.header("x-inference-id") == nil)
    }

    @Test func whoFollowsTheRedirectSubmitsAgain() async {
        let fixture = SandboxFixture()
        let body = SandboxFixture.body("[sandbox submit=redirect]")
        let redirect = await fixture.submit(body)
        #expect(redirect.status == 307)
        let followed = await fixture.submit(body, path: redirect.header("location") ?? "")
        #expect(followed.json["id"] != nil)
        #expect(await fixture.get("/sandbox/submissions").json["count"]?.int == 2)
    }

    @Test(arguments: ["500", "429", "404", "html", "empty", "null", "torn", "reset", "hang"])
    func aPollMisbehavesAsOftenAsAsked(word: String) async {
        let fixture = SandboxFixture()
        let id = await fixture.submit("[sandbox poll=\(word) poll-times=2 run=0]").json["id"]?
            .string
        for _ in 1...2 {
            let odd = await fixture.poll(id!)
            #expect(odd.delivery != .whole || odd.json["status"]?.string != "completed")
        }
        let good = await fixture.poll(id!)
        #expect(good.delivery == .whole)
        #expect(good.json["status"]?.string == "completed")
    }

    @Test func errorBodiesTakeTheShapeThatIsAskedFor() async {
        let fixture = SandboxFixture()
        let documented = await fixture.submit("[sandbox submit=429 stringly]")
        #expect(documented.json["statusCode"]?.string == "429")
        #expect(documented.json["path"]?.string == SandboxFixture.generations)
        #expect(await fixture.submit("[sandbox submit=502 body=empty]").body.isEmpty)
        #expect(await fixture.submit("[sandbox submit=502 body=null]").json == .null)
        let page = await fixture.submit("[sandbox submit=502 body=html]")
        #expect(page.header("content-type")?.hasPrefix("text/html") == true)
    }

    @Test func aMisspeltMarkerIsA400ThatNamesIt() async {
        let answer = await SandboxFixture().submit("[sandbox sumbit=torn]")
        #expect(answer.status == 400)
        #expect(answer.json["message"]?.string?.contains("sumbit=torn") == true)
    }

    @Test func answersAreLostAtARateAndTheLogKnowsEveryOneThatWasTaken() async {
        let fixture = SandboxFixture {
            $0.faultRate = 30
            $0.faultDelay = .seconds(90)
        }
        var seen: [SandboxAnswer] = []
        for number in 1...200 {
            seen.append(
                await fixture.submit(
                    SandboxFixture.body("[sandbox run=0]"),
                    headers: ["x-client-request-id": "s-\(number)"])
            )
        }
        fixture.clock.advance(by: .seconds(60))
        let odd = seen.filter { $0.status != 200 || $0.delivery != .whole }
        #expect((40...80).contains(odd.count))
        for delivery in [SandboxAnswer.Delivery.reset, .torn, .late(.seconds(90))] {
            #expect(odd.contains { $0.delivery == delivery })
        }
        for status in [503, 504] { #expect(odd.contains { $0.status == status }) }

        let attempts = await fixture.get("/sandbox/submissions").json["submissions"]?.array ?? []
        let taken = attempts.filter { $0["generation_id"] != .null }
        var rows: [JSON] = []
        for offset in [0, 100] {
            let target = "/v2/logs?status=succeeded&limit=100&offset=\(offset)"
            rows += await fixture.get(target).json["data"]?.array ?? []
        }
        #expect(
            Set(rows.map { $0["client_request_id"] }) == Set(taken.map { $0["client_request_id"] }))
        #expect(rows.count == taken.count && taken.count > 180)
        #expect(taken.count == 200 - odd.count { $0.status == 503 })
    }

    @Test func aMarkerGoesBeforeChanceAndChanceMovesNoOtherDraw() async {
        let calm = SandboxFixture()
        let rough = SandboxFixture {
            $0.faultRate = 100
            $0.faultKinds = [.headerID]
        }
        #expect(await rough.submit("[sandbox submit=429]").status == 429)
        #expect(await calm.submit("[sandbox submit=429]").status == 429)
        let ids = (await calm.submit("").json["id"], await rough.submit(""))
        #expect(ids.0?.string == ids.1.header("x-inference-id"))
        #expect(ids.1.json["id"] == nil)
    }

    @Test(arguments: ["400", "403", "404", "422", "429"])
    func aRefusalIsAFailedRowThatCostNothing(word: String) async {
        let fixture = SandboxFixture()
        _ = await fixture.submit(
            SandboxFixture.body("[sandbox submit=\(word)]"),
            headers: ["x-client-request-id": "mine"])
        let row = await fixture.get("/v2/logs").json["data"]?.array?.first
        #expect(row?["status"] == "failed")
        #expect(row?["client_request_id"] == "mine")
        #expect(row?["cost"]?.compactText == #"{"usd":0,"credits":0}"#)
    }
}
