import LosslessJSON
import TestSupport
import Testing

@testable import Sandbox

/// Books that misbehave for as many calls as were asked for.
struct TroubleTests {
    @Test(arguments: [
        "/v2/logs", "/v2/billing/transactions", "/v2/billing", "/v1/billing/balance", "/v1/key",
        "/v1/models", "/v2/video/generations?generation_id=x",
    ])
    func everyBookCanAnswerBadlyAndThenWellAgain(target: String) async throws {
        let fixture = SandboxFixture()
        let good = await fixture.get(target)
        let endpoint = try #require(
            Route(method: "GET", path: String(target.prefix { $0 != "?" })).endpoint)
        await fixture.trouble([
            "endpoint": .string(endpoint.rawValue), "kind": "429", "times": .number("2"),
            "skip": .number("1"), "retry_after_seconds": .number("7"),
        ])
        #expect(await fixture.get(target).status == good.status)
        for _ in 1...2 {
            let bad = await fixture.get(target)
            #expect(bad.status == 429)
            #expect(bad.header("retry-after") == "7")
        }
        #expect(await fixture.get(target).body == good.body || good.status == 404)
    }

    @Test(arguments: [
        ("500", 500, SandboxAnswer.Delivery.whole), ("html", 200, .whole), ("empty", 200, .whole),
        ("null", 200, .whole), ("torn", 200, .torn), ("reset", 200, .reset), ("hang", 200, .hang),
        ("slow", 200, .late(.seconds(3))),
    ])
    func aBookFailsInEveryWay(kind: String, status: Int, delivery: SandboxAnswer.Delivery) async {
        let fixture = SandboxFixture { $0.troubles = [Trouble("billing=\(kind)")!] }
        let bad = await fixture.get("/v2/billing")
        #expect(bad.status == status && bad.delivery == delivery)
        #expect(bad.header("retry-after") == nil)
        let balance = bad.json["current_balance"]
        #expect((balance != nil) == (delivery != .whole))
        let good = await fixture.get("/v2/billing")
        #expect(good.delivery == .whole && good.json["current_balance"] != nil)
    }

    @Test func aPageOfTransactionsRepeatsAndThenGoesOn() async {
        let fixture = await fixture(charges: 4)
        await fixture.trouble(["endpoint": "transactions", "kind": "repeat", "skip": .number("1")])
        #expect(await fixture.walk(limit: 2) == [["4", "3"], ["4", "3"], ["2", "1"]])
    }

    @Test func aPageOfTransactionsBeginsWithTheLastRowOfTheOneBefore() async {
        let fixture = await fixture(charges: 4)
        await fixture.trouble(["endpoint": "transactions", "kind": "shift", "skip": .number("1")])
        #expect(await fixture.walk(limit: 2) == [["4", "3"], ["3", "2", "1"]])
    }

    @Test func aChargeReallyLandsBetweenTwoPages() async {
        let fixture = await fixture(charges: 4)
        await fixture.trouble(["endpoint": "transactions", "kind": "grow", "times": .number("2")])
        #expect(await fixture.walk(limit: 2) == [["4", "3"], ["3", "2", "1"]])
        #expect(await fixture.walk(limit: 9) == [["0.1", "4", "3", "2", "1"]])
    }

    @Test func cursorsNeverEnd() async {
        let fixture = await fixture(charges: 2)
        await fixture.trouble([
            "endpoint": "transactions", "kind": "endless", "times": .number("50"),
        ])
        let pages = await fixture.walk(limit: 2, most: 20)
        #expect(pages.count == 20 && pages[0] == ["2", "1"] && pages[1].isEmpty)
    }

    @Test func theLogRepeatsShiftsAndNeverEnds() async {
        let fixture = await fixture(charges: 4)
        let first = await fixture.logIDs(offset: 0)
        await fixture.trouble(["endpoint": "logs", "kind": "repeat"])
        #expect(await fixture.logIDs(offset: 2) == first)
        let second = await fixture.logIDs(offset: 2)
        await fixture.trouble(["endpoint": "logs", "kind": "shift"])
        #expect(await fixture.logIDs(offset: 2) == [first[1], second[0]])
        await fixture.trouble(["endpoint": "logs", "kind": "endless"])
        let end = await fixture.get("/v2/logs?limit=2&offset=1000").json
        #expect(end["data"]?.array?.isEmpty == true)
        #expect(end["pagination"]?["has_more"] == true)
    }

    @Test func whatWasAskedForCanBeTakenBack() async {
        let fixture = SandboxFixture { $0.troubles = [Trouble("key=500:9")!] }
        #expect(await fixture.get("/sandbox/books").json["trouble"]?.int == 9)
        await fixture.control("books", ["clear_trouble": true])
        #expect(await fixture.get("/v1/key").status == 200)
    }

    @Test(arguments: [
        "logs", "logs=", "logs=200", "logs=429:0", "logs=429:x", "logs=429:1:2", "moon=429",
        "billing=repeat", "key=endless", "models=shift",
    ])
    func aMisspeltTroubleIsRefused(text: String) async {
        #expect(Trouble(text) == nil)
        let halves = text.split(separator: "=").map(String.init) + ["", ""]
        let answer = await SandboxFixture().trouble([
            "endpoint": .string(halves[0]), "kind": .string(halves[1]),
        ])
        #expect(answer.status == 400)
    }

    /// Charges of 1, 2, 3 … dollars, in that order.
    private func fixture(charges: Int) async -> SandboxFixture {
        let fixture = SandboxFixture()
        for number in 1...charges {
            _ = await fixture.submit("[sandbox run=0 cost=\(number)]")
            fixture.clock.advance(by: .seconds(120))
        }
        return fixture
    }
}

extension SandboxFixture {
    @discardableResult
    fileprivate func trouble(_ fields: JSON) async -> SandboxAnswer {
        await control("books", ["trouble": [fields]])
    }

    /// Follows the cursors of the charges; the dollars of each page.
    fileprivate func walk(limit: Int, most: Int = 100) async -> [[String]] {
        var pages: [[String]] = []
        var cursor = ""
        repeat {
            let page = await get(
                "/v2/billing/transactions?direction=CHARGE&limit=\(limit)\(cursor)"
            ).json
            pages.append(
                (page["data"]?.array ?? []).compactMap { $0["amount"]?["usd"]?.numberText })
            cursor = page["pagination"]?["next_cursor"]?.string.map { "&cursor=\($0)" } ?? ""
        } while !cursor.isEmpty && pages.count < most
        return pages
    }

    fileprivate func logIDs(offset: Int) async -> [String?] {
        let page = await get("/v2/logs?limit=2&offset=\(offset)").json
        return (page["data"]?.array ?? []).map { $0["inference_id"]?.string }
    }
}
