import Foundation
import LosslessJSON
import TestSupport
import Testing

/// `show`: what happened to a submission, and the short forms of ids that find it.
@Suite(.runsPrograms)
struct ShowTests {
    private let sandbox: SandboxChild
    private let fixture: CommandFixture

    init() async throws {
        sandbox = try await SandboxChild()
        fixture = try sandbox.fixture()
    }

    private func submitted(_ prompt: String, _ more: [String] = []) async throws -> String {
        try #require(try await fixture.submitted(prompt, more).0["id"]?.string)
    }

    private func resolve(_ id: String, _ how: [String], _ reason: String) async throws {
        let result = try await fixture.run(["resolve", id] + how + ["--reason", reason])
        #expect(result.status == 0, "\(result.errors)")
    }

    /// The lines below the heading without their times.
    private func history(_ id: String) async throws -> [String] {
        let text = try await fixture.with(["COLUMNS": "200"]).run("show", id).output
        let lines = text.split(separator: "\n").drop { $0 != "History" }.dropFirst()
        return lines.map { line in
            String(line).replacing(/^ *[0-9]+ [A-Z][a-z]+ 20[0-9]+, [:0-9]+ +/, with: "").replacing(
                #/  +/#, with: " ")
        }
    }

    @Test func correctionsKeepTheirReasonsAndTheAmountsBefore() async throws {
        let id = try await submitted("[sandbox submit=500]")
        try await resolve(id, ["--charged", "6"], "invoice, line 12")
        try await resolve(id, ["--not-charged"], "credited, ticket 4711")
        #expect(
            try await history(id) == [
                "reserved at most $4.914", "dispatched",
                "unknown InternalServerError: HTTP 500: Internal server error.",
                "settled $6.00, entered by hand: invoice, line 12",
                "overrun $1.086 more than was reserved",
                "adjusted $0.00 instead of $6.00, entered by hand: credited, ticket 4711",
            ])
        let document = try await fixture.document("show", id)
        let steps = try #require(document["history"]?.array)
        #expect(
            steps.map { $0["event"]?.string } == [
                "reserved", "dispatched", "unknown", "settled", "overrun", "adjusted",
            ])
        #expect(steps.allSatisfy { $0["at"]?.string?.isInstant == true })
        #expect(steps[3]["usd"] == "6.00" && steps[3]["source"] == "operator")
        #expect(steps[5]["previous_usd"] == "6.00" && steps[5]["usd"] == "0.00")
        #expect(steps[5]["reason"] == "credited, ticket 4711")
        document.hasKeys(ContractTests.submissionKeys, schema: "bursar.submission/1")
    }

    @Test func aLateChargeOfAVoidedOneReadsAsOne() async throws {
        let id = try await submitted("[sandbox fail=no]")
        try await resolve(id, ["--charged", "0.5"], "on the bill all the same")
        let text = try await fixture.run("show", id).output
        #expect(text.contains("voided: ended without a charge; charged later\n"))
        #expect(
            try await history(id).suffix(2) == [
                "voided GenerationError: no",
                "adjusted $0.50 instead of $0.00, entered by hand: on the bill all the same",
            ])
        let waited = try await fixture.run("wait", id)
        #expect(waited.status == 6)
        #expect(waited.errors == "bursar: it failed, and was charged $0.50 later: no\n")
    }

    @Test func anIdMayBeNamedByItsBeginningOrItsEnd() async throws {
        let id = try await submitted("a", ["--max-cost", "0.01"])
        _ = try await submitted("b", ["--max-cost", "0.01"])
        for name in [id, String(id.suffix(4)), String(id.suffix(8)), String(id.suffix(17))] {
            #expect(
                try await fixture.document("show", name.uppercased())["id"]?.string == id, "\(name)"
            )
        }
        #expect(try await fixture.document("show", String(id.dropLast(2)))["id"]?.string == id)
        #expect(
            try await fixture.run("resolve", String(id.suffix(8)), "--not-charged", "--reason", "r")
                .errors.contains("submission \(id) is refused; there is nothing to resolve"))
        #expect(try await fixture.run("wait", String(id.suffix(8))).status == 3)
    }

    @Test func anAmbiguousAbbreviationNamesHowManyItStandsFor() async throws {
        for prompt in ["a", "b", "c"] { _ = try await submitted(prompt, ["--max-cost", "0.01"]) }
        let ids = try #require(try await fixture.document("list")["submissions"]?.array)
        let id = try #require(ids.first?["id"]?.string)
        let result = try await fixture.run("show", String(id.prefix(4)))
        #expect(result.status == 1)
        #expect(
            result.errors.contains(
                "'\(id.prefix(4))' is short for 3 submissions; write more of it, or the end of one")
        )
        let suggested = try #require(result.errors.firstMatch(of: /like ([0-9a-f]{8});/)?.1)
        #expect(try await fixture.run("show", String(suggested)).status == 0)
        let short = try await fixture.run("show", String(id.suffix(3)))
        #expect(
            short.errors.contains("(an abbreviation has 4 characters or more); see: bursar list"))
        #expect(
            try await fixture.run("show", "ffffffff").errors.contains(
                "there is no submission 'ffffff"))
    }

    @Test func whatTheListShowsInANarrowWindowIsAnIdThatWorks() async throws {
        let id = try await submitted("a", ["--project", "spring"])
        let narrow = fixture.with(["COLUMNS": "80"])
        let line = try #require(try await narrow.run("list").output.split(separator: "\n").last)
        let short = String(line.prefix { $0 != " " })
        #expect(short.count == 8 && id.hasSuffix(short))
        #expect(line.contains("spring") && line.contains("klingai/"))
        #expect(try await fixture.document("show", short)["id"]?.string == id)
        #expect(try await fixture.run("list").output.contains(id))
        let tight = try await fixture.with(["COLUMNS": "60"]).run("list").output
        #expect(tight.hasSuffix("\nNot shown for want of room: model; see --json\n"))
    }
}
