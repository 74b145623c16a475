import Foundation
import LosslessJSON
import TestSupport
import Testing

/// `list` and `report` as JSON Lines.
@Suite(.runsPrograms)
struct JSONLinesTests {
    private let fixture: CommandFixture

    init() async throws {
        fixture = try CommandFixture()
        let lines = (1...3).map { number in
            #"{"reserved_at":"2026-10-0\#(number)T10:00:00Z","model":"m","usd":"\#(number)","#
                + #""project":"p\#(number % 2)","labels":{"client":"a"}}"#
        }
        let result = try await fixture.run(["import", "-"], input: lines.joined(separator: "\n"))
        #expect(result.status == 0, "\(result.errors)")
    }

    private func lines(_ arguments: [String]) async throws -> [JSON] {
        let result = try await fixture.run(arguments)
        #expect(result.status == 0, "\(result.errors)")
        return try result.output.split(separator: "\n").map { try JSON(parsing: String($0)) }
    }

    @Test func aListHasASubmissionALine() async throws {
        let lines = try await lines(["list", "--format", "jsonl"])
        #expect(lines.count == 3)
        #expect(try await fixture.document("list")["submissions"]?.array == lines)
        #expect(
            try await fixture.run("list", "--format", "json").output
                == fixture.run("list", "--json").output)
        let none = try await fixture.run("list", "--format", "jsonl", "--project", "p7")
        #expect(none.status == 0 && none.output == "")
        let both = try await fixture.run("list", "--json", "--format", "jsonl")
        #expect(both.status == 64)
        #expect(both.errors.contains("--json and --format jsonl contradict each other"))
    }

    @Test func aReportHasARowALine() async throws {
        let report = ["report", "--month", "2026-10"]
        let rows = try await lines(report + ["--format", "jsonl"])
        #expect(rows.map { $0["usd"]?.string } == ["1.00", "2.00", "3.00"])
        let top = try await lines(report + ["--format", "jsonl", "--top", "2"])
        #expect(top.map { $0["schema"] } == ["bursar.submission/1", "bursar.submission/1"])
        #expect(top.map { $0["charge", "usd"] } == ["3.00", "2.00"])
        for name in ["a.jsonl", "a.ndjson"] {
            let path = fixture.folder.path(name)
            #expect(try await fixture.run(report + ["--output", path]).status == 0)
            let text = try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
            #expect(try text.split(separator: "\n").map { try JSON(parsing: String($0)) } == rows)
        }
    }

    @Test(arguments: [
        (["--output", "x.jsonl", "--json"], "--json is another format; end it in .json"),
        (["--output", "x.json", "--format", "jsonl"], "is another format; end it in .jsonl"),
        (["--format", "jsonl", "--top", "3", "--by", "day"], "in JSON Lines --top has lines of"),
        (["--format", "jsonl", "--markup", "5%"], "--format jsonl has the ledger's own amounts"),
        (["--format", "jsonl", "--excel"], "--excel is for CSV, and the format is jsonl"),
    ])
    func whatLinesCannotSayIsRefused(arguments: [String], sentence: String) async throws {
        let result = try await fixture.run(["report"] + arguments)
        #expect(result.status == 64 && result.errors.contains(sentence), "\(result.errors)")
    }
}
