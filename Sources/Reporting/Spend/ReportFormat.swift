/// How a report is written down.
package enum ReportFormat: String, CaseIterable, Sendable {
    case text, json, csv, markdown, html

    /// How names of its files end, the usual one first.
    package var endings: [String] {
        switch self {
        case .text: ["txt", "text"]
        case .json: ["json"]
        case .csv: ["csv"]
        case .markdown: ["md", "markdown"]
        case .html: ["html", "htm"]
        }
    }
}
