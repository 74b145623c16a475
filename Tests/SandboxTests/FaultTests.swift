import LosslessJSON
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
        let studio = Studio()
        _ = await studio.submit("[sandbox submit=\(word) cost=1.5]")
        studio.clock.advance(by: .seconds(60))
        let attempt = await studio.get("/sandbox/submissions").json["submissions"]?.array?.first
        #expect(attempt?["status"] == JSON.integer(orNull: status))
        #expect(attempt?["charged_usd"]?.string == (isBilled ? "1.5" : "0"))
        #expect(attempt?["state"]?.string == (isBilled ? "completed" : "refused"))
        let charges = await studio.get("/v2/billing/transactions?direction=CHARGE").json["data"]
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
        #expect(await Studio().submit("[sandbox submit=\(word)]").delivery == delivery)
    }

    @Test func theIdCanBeElsewhereOrNowhere() async {
        let studio = Studio()
        let inHeader = await studio.submit("[sandbox submit=header-id]")
        #expect(inHeader.json == ["status": "queued"])
        #expect(inHeader.header("x-inference-id") != nil)
        let renamed = await studio.submit("[sandbox submit=generation-id]")
        #expect(renamed.json["id"] == nil)
        #expect(renamed.json["generation_id"]?.string == renamed.header("x-inference-id"))
        let nowhere = await studio.submit("[sandbox submit=no-id]")
        #expect(nowhere.json == ["status": "queued"])
        #expect(nowhere.header("x-inference-id") == nil)
    }

    @Test func whoFollowsTheRedirectSubmitsAgain() async {
        let studio = Studio()
        let body = Studio.body("[sandbox submit=redirect]")
        let redirect = await studio.submit(body)
        #expect(redirect.status == 307)
        let followed = await studio.submit(body, path: redirect.header("location") ?? "")
        #expect(followed.json["id"] != nil)
        #expect(await studio.get("/sandbox/submissions").json["count"]?.int == 2)
    }

    @Test(arguments: ["500", "429", "404", "html", "empty", "null", "torn", "reset", "hang"])
    func aPollMisbehavesAsOftenAsAsked(word: String) async {
        let studio = Studio()
        let id = await studio.submit("[sandbox poll=\(word) poll-times=2 run=0]").json["id"]?.string
        for _ in 1...2 {
            let odd = await studio.poll(id!)
            #expect(odd.delivery != .whole || odd.json["status"]?.string != "completed")
        }
        let good = await studio.poll(id!)
        #expect(good.delivery == .whole)
        #expect(good.json["status"]?.string == "completed")
    }

    @Test func errorBodiesTakeTheShapeThatIsAskedFor() async {
        let studio = Studio()
        let documented = await studio.submit("[sandbox submit=429 stringly]")
        #expect(documented.json["statusCode"]?.string == "429")
        #expect(documented.json["path"]?.string == Studio.generations)
        #expect(await studio.submit("[sandbox submit=502 body=empty]").body.isEmpty)
        #expect(await studio.submit("[sandbox submit=502 body=null]").json == .null)
        let page = await studio.submit("[sandbox submit=502 body=html]")
        #expect(page.header("content-type")?.hasPrefix("text/html") == true)
    }

    @Test func aMisspeltMarkerIsA400ThatNamesIt() async {
        let answer = await Studio().submit("[sandbox sumbit=torn]")
        #expect(answer.status == 400)
        #expect(answer.json["message"]?.string?.contains("sumbit=torn") == true)
    }
}
