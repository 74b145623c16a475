import Accounting
import LosslessJSON

/// A report as JSON Lines: `bursar.report_row/1`, an object a line, and nothing around them.
///
/// A line has the members that a row of `bursar.report/1` has, or a group of it where dimensions are named.
/// Where the dearest submissions were asked for, a line is one of them, as `bursar.submission/1`.
package struct ReportLines {
    package static let schema = "bursar.report_row/1"

    private let report: SpendReport
    private let dimensions: [ReportDimension]?

    package init(_ report: SpendReport, _ presentation: SpendReport.Presentation) {
        self.report = report
        dimensions = presentation.chosen
    }

    /// Hands over one line after another, each with its newline.
    package func forEach(_ take: (String) throws -> Void) rethrows {
        if let dearest = report.dearest {
            return try dearest.forEach { try take(SubmissionDocument.json($0).compactText + "\n") }
        }
        let schema = JSON.Member("schema", .string(ReportLines.schema))
        for group in report.lines(by: dimensions) {
            let members = ReportDocument.members(
                of: group, dimensions ?? SpendReport.partsOfRows)
            try take(JSON.object([schema] + members).compactText + "\n")
        }
    }

    var text: String {
        var text = ""
        forEach { text += $0 }
        return text
    }
}
