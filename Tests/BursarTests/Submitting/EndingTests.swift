import Foundation
import LosslessJSON
import TestSupport
import Testing

/// How submissions end whose answers say so oddly, or not at all: the built program and the sandbox.
@Suite(.runsPrograms)
struct EndingTests {
    private let sandbox: SandboxChild
    private let fixture: CommandFixture

    init() async throws {
        sandbox = try await SandboxChild()
        fixture = try sandbox.fixture()
    }

    private func submitted(_ marker: String, _ more: [String] = []) async throws -> JSON {
        try await fixture.submitted("[sandbox \(marker)]", ["--duration", "2"] + more).0
    }

    @Test func aZeroInOneFieldIsNoPrice() async throws {
        try await fixture.run("budget", "set", "b", "--limit", "1.20", "--per", "month")
        for _ in 0..<2 {
            let document = try await submitted("says-usd=0 says-credits=1000000 cost=0.5")
            #expect(document["charge", "usd"] == "0.50")
        }
        // $1.00 is spent, and $0.3276 does not fit beside it.
        #expect(try await submitted("cost=0.5")["state"] == "refused")
    }

    @Test func aBillThatPrintsAZeroTakesNothingAway() async throws {
        let document = try await submitted("cost=0.5 bills-usd=0 bills-credits=1000000 lag=0")
        let id = try #require(document["id"]?.string)
        let reconciled = try await fixture.run("reconcile", "--apply")
        #expect(reconciled.status == 0, "\(reconciled.errors)")
        #expect(try await fixture.document("show", id)["charge", "usd"] == "0.50")
    }

    @Test func aContradictionIsTakenAtItsDollarsAndSaid() async throws {
        let document = try await submitted("says-usd=0.25 says-credits=1000000 cost=0.25")
        #expect(document["charge", "usd"] == "0.25")
        let alerts = try await fixture.document("alerts", "list")["alerts"]?.array ?? []
        #expect(alerts.map { $0["event"] } == ["mismatch"])
        #expect(alerts.first?["submission_id"] == document["id"])
    }

    @Test func usageThatGrowsIsChargedAtItsLargest() async throws {
        let document = try await submitted("usage=none growing=0.1,0.3,0.2 run=1.2")
        #expect(document["state"] == "settled" && document["charge", "usd"] == "0.30")
    }

    @Test(arguments: ["succeed", "SUCCESS", "done", "vollendet"])
    func anEndInAnotherWordIsAnEnd(word: String) async throws {
        let document = try await submitted("cost=0.25 word=\(word)", ["--timeout", "10"])
        #expect(document["state"] == "settled" && document["charge", "usd"] == "0.25")
    }

    @Test(arguments: ["canceled", "timed_out", "content_filtered", "nsfw"])
    func aFailureInAnotherWordIsAFailure(word: String) async throws {
        let (document, status) = try await fixture.submitted(
            "[sandbox fail=no word=\(word)]", ["--timeout", "10"])
        #expect(document["state"] == "voided" && status == 6)
    }

    /// What no poll ends: open until the provider's books are a day old, then charged as they say.
    @Test(
        arguments: [
            "forgotten", "poll=nan poll-times=999", "poll=duplicate poll-times=999",
            "poll=deep poll-times=999", "poll=torn poll-times=999", "poll-id=other usage=none",
            "usage=none word=vollendet",
        ])
    func theBooksEndWhatNoPollEnds(marker: String) async throws {
        let document = try await submitted("cost=0.25 run=0.1 lag=0 \(marker)", ["--no-wait"])
        let id = try #require(document["id"]?.string)
        try await sandbox.ends("[sandbox")
        #expect(try await fixture.document("sync")["still_running"]?.int == 1)
        #expect(try await fixture.document("show", id)["state"] == "accepted")

        try await passADay()
        let synced = try await later("sync", "--json")
        let summary = try JSON(parsing: synced.output)
        #expect(summary["ended_by_books"]?.int == 1, "\(synced.errors)")
        #expect(summary["still_running"]?.int == 0)
        let end = try await fixture.document("show", id)
        #expect(end["state"] == "settled" && end["charge", "source"] == "transactions")
        #expect(end["charge", "usd"] == "0.25")
        #expect(try await fixture.run("verify").status == 0)
    }

    @Test func whatNoBookHasIsLeftToAPersonWhoIsToldHow() async throws {
        let document = try await submitted("forgotten log=missing bookings=0", ["--no-wait"])
        let id = try #require(document["id"]?.string)
        try await passADay()
        let synced = try await later("sync")
        #expect(synced.output.contains("bursar resolve \(id)"), "\(synced.output)")
        // A time-out that has passed by then: a nap at another time is a long one.
        let waited = try await later("wait", id, "--timeout", "0.001")
        #expect(waited.status == 7 && waited.errors.contains("bursar resolve \(id)"))
        #expect(try await later("doctor", "--offline").output.contains("bursar resolve"))
        let day = try #require(document["day"]?.string)
        let reconciled = try await later("reconcile", "--since", day)
        let words = reconciled.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("bursar resolve \(id)"), "\(reconciled.output)")
        let alerts = try await fixture.document("alerts", "list")["alerts"]?.array ?? []
        #expect(alerts.map { $0["event"] } == ["unresolved"])
        #expect(try await fixture.document("show", id)["state"] == "accepted")
    }

    private static let daySeconds = 90_000

    /// From now on it is a day later at the provider.
    private func passADay() async throws {
        let answer = await sandbox.control("clock", "{\"advance_seconds\":\(Self.daySeconds)}")
        try #require(answer.contains("sandbox.clock/1"), "\(answer)")
    }

    /// Runs the program a day later.
    private func later(_ arguments: String...) async throws -> ProgramResult {
        try await fixture.program.later(bySeconds: Self.daySeconds).run(arguments)
    }
}
