/// How a report is written down.
package enum ReportFormat: String, CaseIterable, Sendable {
    case text, json, csv, markdown, html
    case focus
    case focus14 = "focus-1.4"
    case hledger

    /// Has every charge by itself, and no sums: it is written by a ``BillingFormatter``.
    package var isOfCharges: Bool {
        switch self {
        case .text, .json, .csv, .markdown, .html: false
        case .focus, .focus14, .hledger: true
        }
    }

    /// How names of its files end, the usual one first.
    package var endings: [String] {
        switch self {
        case .text: ["txt", "text"]
        case .json: ["json"]
        case .csv, .focus, .focus14: ["csv"]
        case .markdown: ["md", "markdown"]
        case .html: ["html", "htm"]
        case .hledger: ["journal", "hledger"]
        }
    }
}
