import LosslessJSON
import TestSupport
import Testing

@testable import Sandbox

/// Differences that a marker or a test puts into the books on purpose.
struct PlantingTests {
    @Test(arguments: [
        ("bookings=0", ["PAYMENT 1000"], "1000"),
        ("bookings=2", ["MODEL_USAGE 1", "MODEL_USAGE 1", "PAYMENT 1000"], "998"),
        ("books-off=1", ["MODEL_USAGE 1.0000005", "PAYMENT 1000"], "998.9999995"),
        ("books-off=-1", ["MODEL_USAGE 0.9999995", "PAYMENT 1000"], "999.0000005"),
        ("refund=full", ["REFUND 1", "MODEL_USAGE 1", "PAYMENT 1000"], "1000"),
        ("refund=0.25", ["REFUND 0.25", "MODEL_USAGE 1", "PAYMENT 1000"], "999.25"),
        ("books=2 refund=full", ["REFUND 2", "MODEL_USAGE 2", "PAYMENT 1000"], "1000"),
        ("fail=no bookings=2", ["PAYMENT 1000"], "1000"),
    ])
    func aMarkerMakesTheTransactionsDiffer(word: String, rows: [String], balance: String) async {
        let fixture = SandboxFixture()
        _ = await fixture.finish("[sandbox cost=1 \(word)]")
        #expect(await fixture.movements() == rows)
        #expect(
            await fixture.get("/v2/billing").json["current_balance"]?.numberText == balance)
    }

    @Test func aChargeCanLandInTheNextMonth() async {
        let fixture = SandboxFixture()
        _ = await fixture.submit("[sandbox cost=1 run=0 lag=2592000 refund=full refund-lag=86400]")
        fixture.clock.advance(by: .seconds(86_400))
        #expect(await fixture.movements() == ["PAYMENT 1000"])
        #expect(await fixture.get("/v2/billing").json["current_balance"]?.numberText == "999")
        await fixture.control("clock", ["to": "2026-11-04T12:00:00Z"])
        #expect(await fixture.movements("&from=2026-11-01T00:00:00Z") == ["MODEL_USAGE 1"])
        await fixture.control("clock", ["to": "2026-11-05T12:00:00Z"])
        #expect(
            await fixture.movements("&from=2026-11-01T00:00:00Z") == ["REFUND 1", "MODEL_USAGE 1"])
    }

    @Test(
        arguments: [
            ("double", [:], ["MODEL_USAGE 1", "MODEL_USAGE 1", "PAYMENT 1000"]),
            ("missing", [:], ["PAYMENT 1000"]),
            ("off", ["credits": .number("1")], ["MODEL_USAGE 1.0000005", "PAYMENT 1000"]),
            ("refund", [:], ["REFUND 1", "MODEL_USAGE 1", "PAYMENT 1000"]),
            ("refund", ["usd": "0.5"], ["REFUND 0.5", "MODEL_USAGE 1", "PAYMENT 1000"]),
            ("late", ["seconds": .number("3600")], ["PAYMENT 1000"]),
        ] as [(String, [String: JSON], [String])])
    func aGenerationThatIsDoneIsBookedOtherwise(
        kind: String, fields: [String: JSON], rows: [String]
    ) async {
        let fixture = SandboxFixture()
        let id = await fixture.finish("[sandbox cost=1]").json["id"]
        _ = await fixture.get("/v2/billing")
        let answer = await fixture.plant(fields.merging(["kind": .string(kind)]) { $1 })
        #expect(answer.json["planted"]?.array?.first?["generation_id"] == id)
        fixture.clock.advance(by: .seconds(1))
        #expect(await fixture.movements() == rows)
        #expect(await fixture.balanceIsTheSumOfTheTransactions())
        fixture.clock.advance(by: .seconds(3600))
        #expect(await fixture.balanceIsTheSumOfTheTransactions())
    }

    @Test func aGenerationIsFoundByTheClientsIdOfItsSubmission() async {
        let fixture = SandboxFixture()
        _ = await fixture.submit(
            SandboxFixture.body("[sandbox cost=1 run=0]"), headers: ["x-client-request-id": "mine"])
        _ = await fixture.finish("[sandbox cost=2]")
        await fixture.plant(["kind": "missing", "client_request_id": "mine"])
        #expect(await fixture.movements() == ["MODEL_USAGE 2", "PAYMENT 1000"])
    }

    @Test func aStrangersChargeIsInBothBooksAndNotThisKeys() async {
        let fixture = SandboxFixture()
        let answer = await fixture.plant([
            "kind": "charge", "usd": "1.5", "origin": "playground", "model": "google/veo-3.1-t2v",
        ])
        let id = answer.json["planted"]?.array?.first?["generation_id"]
        #expect(await fixture.movements() == ["MODEL_USAGE 1.5", "PAYMENT 1000"])
        let row = await fixture.get("/v2/logs").json["data"]?.array?.first
        #expect(row?["origin"] == "playground")
        #expect(row?["inference_id"] == id)
        #expect(row?["client_request_id"] == .null)
        #expect(row?["model"] == "google/veo-3.1-t2v")
        let key = await fixture.get("/v1/key").json["data"]
        #expect(key?["monthly_usage"]?.numberText == "0")
        #expect(await fixture.get("/sandbox/submissions").json["count"]?.int == 0)
    }

    @Test func moneyArrivesAndExpires() async {
        let fixture = SandboxFixture()
        let answer = await fixture.control(
            "books",
            [
                "entries": [
                    ["kind": "top-up", "usd": "20", "at": "2026-10-01T00:00:00Z"],
                    ["kind": "bonus", "usd": .number("5")],
                    ["kind": "expired", "usd": "3", "after_seconds": .number("60")],
                    ["kind": "adjustment", "usd": "1"],
                    ["kind": "adjustment", "usd": "2", "direction": "TOPUP"],
                ]
            ])
        #expect(answer.json["balance_usd"] == "1026")
        fixture.clock.advance(by: .seconds(60))
        #expect(
            await fixture.movements() == [
                "CREDITS_EXPIRED 3", "ADJUSTMENT 2", "ADJUSTMENT 1", "BONUS 5", "PAYMENT 1000",
                "PAYMENT 20",
            ])
        #expect(await fixture.balanceIsTheSumOfTheTransactions())
    }

    @Test func theLogCanMissOrAnticipateAGeneration() async {
        let fixture = SandboxFixture()
        _ = await fixture.finish("[sandbox cost=1 log=missing]")
        #expect(await fixture.get("/v2/logs").json["data"]?.array?.isEmpty == true)
        _ = await fixture.submit("[sandbox cost=1 log=at-once]")
        let early = await fixture.get("/v2/logs").json["data"]?.array?.first
        #expect(early?["status"] == "succeeded" && early?["cost"]?["usd"]?.numberText == "0")
        fixture.clock.advance(by: .seconds(60))
        let final = await fixture.get("/v2/logs").json["data"]?.array?.first
        #expect(final?["cost"]?["usd"]?.numberText == "1")
        _ = await fixture.submit("[sandbox run=0 log-lag=3600]")
        fixture.clock.advance(by: .seconds(3599))
        #expect(await fixture.get("/v2/logs").json["data"]?.array?.count == 1)
        fixture.clock.advance(by: .seconds(1))
        #expect(await fixture.get("/v2/logs").json["data"]?.array?.count == 2)
    }

    @Test(
        arguments: [
            ["kind": "theft"], ["kind": "charge"], ["kind": "late"], ["kind": "missing"],
            ["kind": "double", "generation_id": "nobody"], ["kind": "top-up", "usd": "-1"],
            ["kind": "bonus", "usd": "1", "log": true],
            ["kind": "charge", "usd": "1", "at": "now"],
            ["kind": "charge", "usd": "1", "origin": "moon"], ["usd": "1"],
        ] as [JSON])
    func aSlipChangesNothing(entry: JSON) async {
        let fixture = SandboxFixture()
        let before = await fixture.get("/sandbox/books").json
        let answer = await fixture.control(
            "books", ["entries": [["kind": "bonus", "usd": "1"], entry]])
        #expect(answer.status == 400)
        #expect(await fixture.get("/sandbox/books").json == before)
    }
}

extension SandboxFixture {
    @discardableResult
    fileprivate func plant(_ entry: [String: JSON]) async -> SandboxAnswer {
        let members = entry.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value) }
        return await control("books", ["entries": [.object(members)]])
    }

    fileprivate func balanceIsTheSumOfTheTransactions() async -> Bool {
        let rows = await get("/v2/billing/transactions?limit=100").json["data"]?.array ?? []
        let sum = rows.reduce(Int64(0)) { sum, row in
            let text = row["amount"]?["usd"]?.numberText ?? ""
            let nanos = DecimalNumber.scaled(text, places: 9) ?? 0
            return row["direction"] == "TOPUP" ? sum + nanos : sum - nanos
        }
        let balance = await get("/v2/billing").json["current_balance"]?.numberText
        return balance == DecimalNumber.text(nanos: sum)
    }
}
