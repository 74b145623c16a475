import Accounting
import LosslessJSON

/// How a report is written down.
package enum ReportFormat: String, CaseIterable, Sendable {
    case text, json, csv, markdown

    /// How names of its files end, the usual one first.
    package var endings: [String] {
        switch self {
        case .text: ["txt", "text"]
        case .json: ["json"]
        case .csv: ["csv"]
        case .markdown: ["md", "markdown"]
        }
    }
}

/// What the rows of a report can be grouped by.
package enum ReportDimension: String, CaseIterable, Sendable {
    case mode, orientation, day, model, project

    /// The default.
    package static let standard: [ReportDimension] = [.mode, .orientation, .day]

    /// The value of a row in it; nil where the row has no such part.
    func value(of key: SpendRow.Key) -> Name? {
        switch self {
        case .mode: (key.mode?.rawValue).map { Name($0) }
        case .orientation: (key.orientation?.rawValue).map { Name($0) }
        case .day: Name(key.day.description)
        case .model: key.model
        case .project: key.project
        }
    }
}

extension SpendReport {
    /// The report in a format, ending with one newline.
    ///
    /// - Parameters:
    ///   - dimensions: text and Markdown show a section for each, in this order; nil is mode,
    ///     orientation and day. CSV has a line for each combination of them instead of the rows, and
    ///     JSON has the same as `groups`, beside everything that it always has.
    ///   - details: whether text and Markdown compare the charges with what was estimated.
    ///   - style: the width and colour of text; the other formats have neither.
    ///   - csv: the form of CSV, for programs or for a spreadsheet.
    package func rendered(
        as format: ReportFormat, by dimensions: [ReportDimension]? = nil, details: Bool = false,
        style: TextStyle, csv: CSVForm = .plain
    ) -> String {
        var seen = Set<ReportDimension>()
        let chosen = dimensions?.filter { seen.insert($0).inserted }
        let sections = chosen ?? ReportDimension.standard
        return switch format {
        case .text:
            ReportText(report: self, dimensions: sections, details: details, style: style).text
        case .json: ReportDocument.json(self, by: chosen).prettyText + "\n"
        case .csv: ReportCSV(report: self, dimensions: chosen, form: csv).text
        case .markdown: ReportMarkdown(report: self, dimensions: sections, details: details).text
        }
    }

    /// `Printed 29 Nov 2026, 06:16 (Europe/Berlin)`, and the ledger that it was printed from.
    func printed(from head: String) -> String {
        "Printed \(calendar.local(generatedAt).minutes) (\(calendar.identifier))"
            + (head.isEmpty ? "" : "; ledger \(head)")
    }

    /// A section as names and spends, for any dimension.
    func section(_ dimension: ReportDimension) -> [Part<Name?>] {
        switch dimension {
        case .mode: byMode.map { Part(key: ($0.key?.rawValue).map { Name($0) }, spend: $0.spend) }
        case .orientation:
            byOrientation.map { Part(key: ($0.key?.rawValue).map { Name($0) }, spend: $0.spend) }
        case .day: byDay.map { Part(key: Name($0.key.description), spend: $0.spend) }
        case .model: byModel.map { Part(key: $0.key, spend: $0.spend) }
        case .project: byProject
        }
    }
}
