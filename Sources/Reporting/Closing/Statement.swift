package import Accounting

/// The statement of a closed month: the same accounts in every format, each in a file of its own.
///
/// Charges are handed over one after another, so that memory does not grow with their number.
package struct Statement {
    package typealias Sink = (String) throws -> Void

    /// A file of it, which is written when it is asked for.
    package struct File {
        /// `2026-11.html`.
        package let name: String
        package let write: (Sink) throws -> Void
    }

    package let month: Month
    /// With the adjustments, and without what only a page has.
    package let report: SpendReport
    package let scope: BillingScope
    private let page: SpendReport
    private let forEachCharge: ((BilledSubmission) throws -> Void) throws -> Void

    /// - Parameters:
    ///   - report: of the month, with its adjustments.
    ///   - page: the same with what a page shows beside it.
    ///   - forEachCharge: hands over the charges of the month, each time the same.
    package init(
        _ month: Month, report: SpendReport, page: SpendReport, ledgerID: String,
        forEachCharge: @escaping ((BilledSubmission) throws -> Void) throws -> Void
    ) {
        self.month = month
        self.report = report
        self.page = page
        scope = BillingScope(
            span: report.span, filters: report.filters, calendar: report.calendar,
            ledgerID: ledgerID, ledgerHead: report.ledgerHead)
        self.forEachCharge = forEachCharge
    }

    /// One for each format, and the adjustments of closed months as a table.
    package var files: [File] {
        ReportFormat.allCases.map { format in
            File(name: "\(month).\(Statement.ending(of: format))") { sink in
                try write(format, to: sink)
            }
        } + [
            File(name: "\(month).adjustments.csv") { sink in
                try sink(LateCSV(changes: report.late?.changes ?? []).text)
            }
        ]
    }

    private func write(_ format: ReportFormat, to sink: Sink) throws {
        switch format {
        case .text, .json, .jsonl, .csv, .markdown, .html:
            let shown = format == .html ? page : report
            try sink(shown.rendered(as: format, style: TextStyle(columns: 80, usesColor: false)))
        case .focus: try write(FocusCSV(.v1_2, of: scope), to: sink)
        case .focus14: try write(FocusCSV(.v1_4, of: scope), to: sink)
        case .hledger: try write(HledgerJournal(of: scope), to: sink)
        }
    }

    private func write(_ formatter: some BillingFormatter, to sink: Sink) throws {
        var formatter = formatter
        try forEachCharge {
            formatter.add($0)
            if formatter.isFull { try sink(formatter.take()) }
        }
        for change in report.late?.changes ?? [] {
            formatter.add(change, in: month)
            if formatter.isFull { try sink(formatter.take()) }
        }
        try sink(formatter.take())
    }

    /// What tells the files apart: FOCUS is CSV too.
    private static func ending(of format: ReportFormat) -> String {
        switch format {
        case .text: "txt"
        case .json: "json"
        case .jsonl: "jsonl"
        case .csv: "csv"
        case .markdown: "md"
        case .html: "html"
        case .focus: "focus.csv"
        case .focus14: "focus-1.4.csv"
        case .hledger: "journal"
        }
    }
}
