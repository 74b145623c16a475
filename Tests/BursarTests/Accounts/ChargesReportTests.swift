import Foundation
import LosslessJSON
import TestSupport
import Testing

/// `bursar report` in the formats that have every charge by itself.
@Suite(.runsPrograms)
struct ChargesReportTests {
    /// October from history, and today's submissions of every kind, of which one was corrected.
    static func fixture(_ sandbox: SandboxChild) async throws -> CommandFixture {
        let fixture = try sandbox.fixture()
        let history = try await fixture.run("sandbox", "--history", "2026-10").output
        try await fixture.run(["import", "-"], input: history)
        let (corrected, _) = try await fixture.submitted("one", ["--project", "=reel,\"x\""])
        try await fixture.submit("[sandbox fail=no]", ["--orientation", "image"])
        try await fixture.submit("[sandbox usage=none]", ["--mode", "pro"])
        try await fixture.submit("[sandbox submit=500]", ["--label", "scene=1,2"])
        try await fixture.submit("dear", ["--max-cost", "0.01"])
        let id = try #require(corrected["id"]?.string)
        try await fixture.run("resolve", id, "--charged", "1.23456789", "--reason", "the bill")
        return fixture
    }

    static let periods = [
        ["--month", "2026-10"], [], ["--since", "2026-10-20"], ["--until", "20261031"],
        ["--since", "2026-10-01", "--mode", "pro"],
        ["--since", "2026-10-01", "--state", "settled"],
        ["--since", "2026-10-01", "--state", "voided"],
        ["--since", "2026-10-01", "--orientation", "image"],
        ["--since", "2026-10-01", "--project", "=reel,\"x\""], ["--since", "2031-01-01"],
    ]

    @Test func theRowsOfAFocusFileAddUpToTheReport() async throws {
        let sandbox = try await SandboxChild(["--seed", "11"])
        let fixture = try await ChargesReportTests.fixture(sandbox)
        for period in ChargesReportTests.periods {
            let totals = try #require(try await fixture.document(["report"] + period)["totals"])
            for format in ["focus", "focus-1.4"] {
                let result = try await fixture.run(["report", "--format", format] + period)
                let rows = try #require(CSVReader.rows(result.output), "\(period)")
                for (column, key) in [("BilledCost", "usd"), ("x_CreditsUsed", "credits")] {
                    let sum = try rows.reduce(Decimal.zero) { sum, row in
                        try sum + #require(row[column].flatMap { Decimal(string: $0) })
                    }
                    #expect(sum == totals.amount(key), "\(period) \(column)")
                }
                let submissions = Set(rows.map { $0["x_SubmissionId"] }).count
                #expect(
                    Decimal(submissions) == totals.amount("settled") + totals.amount("failed"))
            }
        }
        let today = try await fixture.run("report", "--format", "focus")
        let rows = try #require(CSVReader.rows(today.output))
        #expect(rows.map { $0["ChargeClass"] } == ["", "Correction", ""])
        #expect(rows[0]["SubAccountId"] == "=reel,\"x\"")
        #expect(rows[1]["ChargeDescription"]?.hasSuffix("by operator: the bill") == true)
        #expect(
            today.errors.contains("note: 2 submissions have no charge yet, and no row; $"),
            "\(today.errors)")
    }

    @Test func aFileIsChosenByTheFormatBesideItsEnding() async throws {
        let fixture = try CommandFixture()
        let path = fixture.folder.path("a.csv")
        let written = try await fixture.run(
            "report", "--format", "focus-1.4", "--output", path)
        #expect(written.status == 0)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.hasPrefix("BilledCost,") && text.contains(",HostProviderName,"))
        try await fixture.run("report", "--output", path)
        #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("day,"))
        let wrong = try await fixture.run(
            "report", "--format", "focus", "--output", fixture.folder.path("a.json"))
        #expect(wrong.status == 64 && wrong.errors.contains("end it in .csv"), "\(wrong.errors)")
    }

    @Test(arguments: [
        ["--by", "mode"], ["--compare"], ["--top", "3"], ["--details"], ["--json"], ["--excel"],
    ])
    func whatIsOfSumsIsRefused(option: [String]) async throws {
        let fixture = try CommandFixture()
        let result = try await fixture.run(["report", "--format", "focus"] + option)
        #expect(result.status == 64 && result.output == "" && result.errors.contains(option[0]))
    }

    @Test func whatCannotBeWrittenIsAFailure() async throws {
        let fixture = try CommandFixture()
        let full = try await fixture.run(
            "report", "--format", "focus", "--output", "/dev/full")
        #expect(full.status == 1 && full.errors.contains("/dev/full"), "\(full.errors)")
    }
}
