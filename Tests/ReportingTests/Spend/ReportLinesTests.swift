import Accounting
import LosslessJSON
import Reporting
import Testing

/// JSON Lines: what a line has, and that it is what the document has.
@Suite struct ReportLinesTests {
    private static func lines(_ report: SpendReport, by dimensions: [ReportDimension]? = nil)
        throws -> [JSON]
    {
        let text = report.rendered(as: .jsonl, by: dimensions, style: TextStyle())
        #expect(text.isEmpty || text.hasSuffix("\n"))
        return try text.split(separator: "\n").map { try JSON(parsing: String($0)) }
    }

    private static func withoutSchema(_ line: JSON) -> JSON {
        .object((line.members ?? []).filter { $0.key != "schema" })
    }

    private static func document(_ report: SpendReport, by dimensions: [ReportDimension]? = nil)
        throws -> JSON
    {
        try JSON(parsing: report.rendered(as: .json, by: dimensions, style: TextStyle()))
    }

    @Test func aLineIsARowOfTheDocument() throws {
        let lines = try Self.lines(Sample.month)
        #expect(lines.count == 4)
        #expect(lines.allSatisfy { $0.members?.first?.key == "schema" })
        #expect(lines.allSatisfy { $0["schema"] == "bursar.report_row/1" })
        #expect(try lines.map(Self.withoutSchema) == Self.document(Sample.month)["rows"]?.array)
    }

    @Test func withDimensionsALineIsAGroup() throws {
        let dimensions: [ReportDimension] = [.project, .label("scene")]
        let lines = try Self.lines(Sample.month, by: dimensions)
        #expect(lines.map { $0["project"]?.string } == ["trailer", nil])
        #expect(lines.allSatisfy { $0["label:scene"] == .null })
        #expect(
            try lines.map(Self.withoutSchema)
                == Self.document(Sample.month, by: dimensions)["groups"]?.array)
    }

    @Test func aComparisonHasWhatItWasBefore() throws {
        var report = Sample.month
        report.compare(with: [
            Sample.row(-29, .std, .video, project: "trailer", Sample.spend("1"))
        ])
        let lines = try Self.lines(report)
        #expect(lines.count == 4)
        #expect(lines.allSatisfy { $0["previous_usd"] != nil && $0["change_usd"] != nil })
        #expect(lines.first?["previous_usd"] == "1.00" && lines.first?["change_usd"] == "0.638")
    }

    @Test func theDearestAreSubmissions() throws {
        var report = Sample.month
        report.dearest = [Sample.submission()]
        #expect(try Self.lines(report) == [SubmissionDocument.json(Sample.submission())])
    }

    @Test func aMonthWithoutAnythingHasNoLine() throws {
        #expect(Sample.report([]).rendered(as: .jsonl, style: TextStyle()) == "")
    }
}
