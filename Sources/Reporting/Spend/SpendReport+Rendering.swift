import Accounting
import LosslessJSON

extension SpendReport {
    /// What a report shows, and how: the same for every format.
    package struct Presentation: Sendable {
        /// Text, Markdown and HTML show a section for each, in this order; nil is mode, orientation and
        /// day. CSV and JSON Lines have a line for each combination of them instead of the rows, and JSON
        /// has the same as `groups`, beside everything that it always has.
        package var dimensions: [ReportDimension]?
        /// Whether the charges are held against what was estimated, in text and Markdown.
        package var details = false
        /// The width and colour of text; the other formats have neither.
        package var style = TextStyle()
        /// The form of CSV, for programs or for a spreadsheet.
        package var csv = CSVForm.plain

        /// A currency beside the dollars; not in CSV.
        package var conversion: Conversion?
        /// What is added to the sum for somebody else; not in CSV.
        package var markup: Markup?

        package init() {}

        /// Each once, where it was named first.
        var chosen: [ReportDimension]? {
            var seen = Set<ReportDimension>()
            return dimensions?.filter { seen.insert($0).inserted }
        }

        var sections: [ReportDimension] { chosen ?? ReportDimension.standard }
    }

    /// The report in a format, ending with one newline.
    package func rendered(as format: ReportFormat, _ presentation: Presentation) -> String {
        switch format {
        case .text: ReportText(report: self, presentation: presentation).text
        case .json:
            ReportDocument.json(self, by: presentation.chosen, copy: presentation).prettyText + "\n"
        case .jsonl: ReportLines(self, presentation).text
        case .csv:
            ReportCSV(report: self, dimensions: presentation.chosen, form: presentation.csv).text
        case .markdown: ReportMarkdown(report: self, presentation: presentation).text
        case .html: StatementPage(report: self, presentation: presentation).text
        case .focus, .focus14, .hledger:
            preconditionFailure("\(format.rawValue) is written one charge after another")
        }
    }

    /// The same with what is named of a presentation.
    package func rendered(
        as format: ReportFormat, by dimensions: [ReportDimension]? = nil, details: Bool = false,
        style: TextStyle, csv: CSVForm = .plain
    ) -> String {
        var presentation = Presentation()
        presentation.dimensions = dimensions
        presentation.details = details
        presentation.style = style
        presentation.csv = csv
        return rendered(as: format, presentation)
    }

    /// `Printed 29 Nov 2026, 06:16 (Europe/Berlin)`, and the ledger that it was printed from; a statement
    /// is closed at that time.
    func printed(from head: String) -> String {
        "\(isStatement ? "Closed" : "Printed") \(calendar.local(generatedAt).minutes) (\(calendar.identifier))"
            + (head.isEmpty ? "" : "; ledger \(head)")
    }
}
