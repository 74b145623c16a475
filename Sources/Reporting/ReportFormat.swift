import Accounting
import LosslessJSON

/// How a report is written down.
package enum ReportFormat: String, CaseIterable, Sendable {
    case text, json, csv, markdown

    /// The format that a file's name asks for by its extension; nil when it does not say.
    package init?(path: String) {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return nil }
        switch name[name.index(after: dot)...].lowercased() {
        case "txt", "text": self = .text
        case "json": self = .json
        case "csv": self = .csv
        case "md", "markdown": self = .markdown
        default: return nil
        }
    }
}

/// What the sections of a report are told apart by.
package enum ReportDimension: String, CaseIterable, Sendable {
    case mode, orientation, day, model, project

    /// What is shown when nobody chooses.
    package static let standard: [ReportDimension] = [.mode, .orientation, .day]
}

extension SpendReport {
    /// The report in a format, ending with one newline.
    ///
    /// - Parameters:
    ///   - dimensions: which sections text and Markdown show, in this order; nil is mode,
    ///     orientation and day. JSON always has all of them, CSV always has the rows.
    ///   - style: the width and colour of text; the other formats have neither.
    package func rendered(
        as format: ReportFormat, by dimensions: [ReportDimension]? = nil, style: TextStyle
    ) -> String {
        var seen = Set<ReportDimension>()
        let dimensions = (dimensions ?? ReportDimension.standard).filter {
            seen.insert($0).inserted
        }
        return switch format {
        case .text: ReportText(report: self, dimensions: dimensions, style: style).text
        case .json: ReportDocument.json(self).prettyText + "\n"
        case .csv: ReportCSV(report: self).text
        case .markdown: ReportMarkdown(report: self, dimensions: dimensions).text
        }
    }

    /// A section as names and spends, whatever it is told apart by.
    func section(_ dimension: ReportDimension) -> [Part<String?>] {
        switch dimension {
        case .mode: byMode.map { Part(key: $0.key?.rawValue, spend: $0.spend) }
        case .orientation: byOrientation.map { Part(key: $0.key?.rawValue, spend: $0.spend) }
        case .day: byDay.map { Part(key: $0.key.description, spend: $0.spend) }
        case .model: byModel.map { Part(key: $0.key, spend: $0.spend) }
        case .project: byProject
        }
    }
}
