import Accounting
import Foundation
import LosslessJSON
import TestSupport
import Testing

@testable import Sandbox

/// The sandbox's own clock: it is moved on request, and everything follows it.
@Suite(.timeLimit(.minutes(5))) struct ClockTests {
    @Test func theClockIsMovedForwardAndAllFollowsIt() async {
        let fixture = SandboxFixture { $0.chargeLag = .seconds(30) }
        let id = await fixture.submit("[sandbox run=3600 cost=1]").json["id"]?.string ?? ""
        #expect(await fixture.poll(id).json["status"] == "queued")
        let moved = await fixture.control("clock", ["advance_seconds": .integer(86_400)])
        #expect(
            moved.json == ["schema": "sandbox.clock/1", "now": "2026-10-06T12:00:00.000Z"])
        #expect(moved.header("date") == "Tue, 06 Oct 2026 12:00:00 GMT")
        #expect(await fixture.poll(id).json["status"] == "completed")
        let rows = await fixture.get("/v2/billing/transactions?direction=CHARGE").json["data"]
        #expect(rows?.array?.first?["created_at"] == "2026-10-05T13:00:30.000Z")
        #expect(await fixture.get("/v2/logs?period=23h").json["data"]?.array?.count == 0)
        #expect(await fixture.get("/v2/logs?period=24h").json["data"]?.array?.count == 1)
        fixture.clock.advance(by: .milliseconds(1500))
        #expect(await fixture.get("/sandbox/clock").json["now"] == "2026-10-06T12:00:01.500Z")
    }

    @Test func theClockIsMovedToAnInstant() async {
        let fixture = SandboxFixture()
        let moved = await fixture.control("clock", ["to": "2026-11-01T01:00:00+01:00"])
        #expect(moved.json["now"] == "2026-11-01T00:00:00.000Z")
    }

    @Test func theMinuteOfTheLogFollowsTheClock() async {
        let fixture = SandboxFixture()
        for _ in 1...200 { _ = await fixture.get("/v2/logs") }
        #expect(await fixture.get("/v2/logs").status == 429)
        _ = await fixture.control("clock", ["advance_seconds": .number("60")])
        #expect(await fixture.get("/v2/logs").status == 200)
    }

    @Test(
        arguments: [
            [:], ["advance_seconds": .number("-1")], ["advance_seconds": "soon"],
            ["to": "2026-10-05T11:59:59Z"], ["to": "tomorrow"], ["advance": .number("1")],
            ["advance_seconds": .number("1"), "to": "2026-11-01T00:00:00Z"],
        ] as [JSON])
    func theClockIsNeverMovedBackOrByASlip(body: JSON) async {
        let fixture = SandboxFixture()
        #expect(await fixture.control("clock", body).status == 400)
        #expect(await fixture.get("/sandbox/clock").json["now"] == "2026-10-05T12:00:00.000Z")
    }

    @Test func everyAnswerCarriesTheSandboxsDate() async throws {
        #expect(
            await SandboxFixture().get("/nowhere").header("date") == "Mon, 05 Oct 2026 12:00:00 GMT"
        )
        try await withRunningSandbox { port in
            let client = RawClient(port: port)
            for target in ["/v1/models", "/v2/billing", "/nowhere"] {
                let dates = await client.get(target).answer.headerLines
                    .filter { $0.contains("date") }
                #expect(dates == ["date: mon, 05 oct 2026 12:00:00 gmt"])
            }
        }
    }

    @Test func anAnswerNeedNotSayTheTime() async throws {
        try await withRunningSandbox({ $0.statesDate = false }) { port in
            let answer = await RawClient(port: port).get("/v2/billing").answer
            #expect(answer.header("date") == nil && answer.status == 200)
        }
    }

    @Test(arguments: [
        ("2026-02-28T23:59:59.999Z", "Sat, 28 Feb 2026 23:59:59 GMT"),
        ("2028-02-29T00:00:00Z", "Tue, 29 Feb 2028 00:00:00 GMT"),
        ("1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT"),
        ("1969-12-31T23:59:58Z", "Wed, 31 Dec 1969 23:59:58 GMT"),
    ])
    func anInstantIsWrittenAsADateHeader(text: String, header: String) {
        #expect(Instant(text)?.httpDate == header)
    }
}
