/// How a report is written down.
package enum ReportFormat: String, CaseIterable, Sendable {
    case text, json, jsonl, csv, markdown, html
    case focus
    case focus14 = "focus-1.4"
    case hledger

    /// Has every charge by itself, and no sums: it is written by a ``BillingFormatter``.
    package var isOfCharges: Bool {
        switch self {
        case .text, .json, .jsonl, .csv, .markdown, .html: false
        case .focus, .focus14, .hledger: true
        }
    }

    /// Has lines for programs that read one after another, and nothing around them.
    package var isOfLines: Bool { self == .csv || self == .jsonl }

    /// How names of its files end, the usual one first.
    package var endings: [String] {
        switch self {
        case .text: ["txt", "text"]
        case .json: ["json"]
        case .jsonl: ["jsonl", "ndjson"]
        case .csv, .focus, .focus14: ["csv"]
        case .markdown: ["md", "markdown"]
        case .html: ["html", "htm"]
        case .hledger: ["journal", "hledger"]
        }
    }
}
