import Foundation
import LosslessJSON
import TestSupport
import Testing

/// `bursar report` as a producer uses it: other groupings, the month before, the dearest, a page.
@Suite(.runsPrograms)
struct StatementTests {
    private static func fixture() async throws -> CommandFixture {
        let fixture = try CommandFixture()
        try await fixture.run("init", "--time-zone", "Europe/Berlin")
        let lines = [
            ("2026-09-30T22:30:00Z", "1.25", "reel", "1"),
            ("2026-10-02T10:00:00Z", "2.5", "reel", "2"),
            ("2026-10-31T10:00:00Z", "4", "", "1"), ("2026-09-02T10:00:00Z", "8", "reel", ""),
        ].enumerated().map { index, line in
            #"{"reserved_at":"\#(line.0)","model":"m","mode":"pro","orientation":"video","#
                + #""usd":"\#(line.1)","project":"\#(line.2)","generation_id":"g\#(index)","#
                + #""labels":{"scene":"\#(line.3)"}}"#
        }
        let taken = try await fixture.run(["import", "-"], input: lines.joined(separator: "\n"))
        #expect(taken.status == 0, "\(taken.errors)")
        return fixture
    }

    private static let month = ["report", "--month", "2026-10"]

    @Test func everyDimensionGroupsTheMonth() async throws {
        let fixture = try await StatementTests.fixture()
        for (by, values) in [
            ("week", ["2026-W40", "2026-W44"]), ("month", ["2026-10"]),
            ("day", ["2026-10-01", "2026-10-02", "2026-10-31"]), ("project", ["reel", nil]),
            ("label:scene", ["1", "2"]), ("label:other", [nil]), ("key", [nil]),
            ("state", ["settled"]), ("model", ["m"]),
        ] as [(String, [String?])] {
            let report = try await fixture.document(StatementTests.month + ["--by", by])
            let groups = try #require(report["groups"]?.array)
            #expect(groups.map { $0[by]?.string } == values, "\(by)")
            #expect(report["totals", "usd"] == "7.75" && report["by"] == [.string(by)])
        }
        let text = try await fixture.run(StatementTests.month + ["--by", "label:other"]).output
        #expect(text.contains("By label:other") && text.contains("(none)"))
    }

    @Test func aMonthIsComparedWithTheOneBefore() async throws {
        let fixture = try await StatementTests.fixture()
        let report = try await fixture.document(
            StatementTests.month + ["--compare", "--by", "project", "--top", "2"])
        #expect(report["previous", "period"]?["label"] == "2026-09")
        #expect(report["previous", "totals"]?["usd"] == "8.00")
        #expect(report["previous", "change_usd"] == "-0.25")
        #expect(report["groups"]?.array?.map { $0["previous_usd"]?.string } == ["8.00", "0.00"])
        #expect(report["top"]?.array?.map { $0["charge", "usd"]?.string } == ["4.00", "2.50"])
        let plain = try await fixture.document(StatementTests.month)
        #expect(plain["previous"] == .null && plain["top"] == .null && plain["groups"] == nil)
        let csv = try await fixture.run(
            StatementTests.month + ["--top", "1", "--format", "csv"]
        ).output
        #expect(csv.split(separator: "\n").count == 2 && csv.contains(",4.00,false\n"))
        let ordered = try await fixture.run(
            StatementTests.month + ["--by", "day", "--order", "amount", "--format", "csv"]
        ).output
        let days = ordered.split(separator: "\n").dropFirst().map { $0.prefix(10) }
        #expect(days == ["2026-10-31", "2026-10-02", "2026-10-01"])
    }

    @Test func aPageIsAWholeStatement() async throws {
        let fixture = try await StatementTests.fixture()
        let file = fixture.folder.path("october.html")
        let result = try await fixture.run(StatementTests.month + ["--output", file])
        #expect(result.status == 0 && result.output == "")
        let page = try String(contentsOfFile: file, encoding: .utf8)
        #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
        for words in [
            "$7.75", "in 2026-09", "-$0.25", "Charged per day", "By <bdi>project</bdi>", "(none)",
            "The 3 most expensive", "</html>\n",
        ] {
            #expect(page.contains(words), "\(words)")
        }
        let printed = try await fixture.run(StatementTests.month + ["--format", "html"]).output
        #expect(printed.hasPrefix("<!DOCTYPE html>"))
    }

    @Test(arguments: [
        (["--since", "2026-10-01", "--compare"], "--until"),
        (["--until", "2026-10-01", "--compare"], "--since"),
        (["--top", "0"], "above zero"), (["--top", "1001"], "at most 1000"),
        (["--top", "3", "--by", "day", "--format", "csv"], "--by"),
        (["--top", "3", "--compare", "--format", "csv"], "--compare"),
        (["--by", "year"], "'year' is none of day, week, month"),
        (["--by", "label:"], "is none of"),
        (["--order", "size"], "size"),
        (["--format", "csv", "--output", "a.html"], "is another format"),
    ])
    func whatCannotBeShownIsSaidBeforeAnythingIsRead(arguments: [String], words: String)
        async throws
    {
        let fixture = try CommandFixture()
        let result = try await fixture.run(["report"] + arguments)
        #expect(result.status == 64 && result.errors.contains(words), "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: fixture.ledger))
    }
}
