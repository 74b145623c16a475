import Accounting

/// The rows of a report as CSV: RFC 4180 quoting, lines that end with LF, a header.
struct ReportCSV {
    let report: SpendReport

    static let header = [
        "day", "model", "mode", "orientation", "project", "submissions", "settled", "failed",
        "open", "unpriced", "refused", "credits", "usd", "reserved_usd", "provisional_usd",
    ]

    var text: String {
        let lines = [ReportCSV.header] + report.rows.map(cells)
        return lines.map { $0.joined(separator: ",") + "\n" }.joined()
    }

    private func cells(_ row: SpendRow) -> [String] {
        let spend = row.spend
        let texts = [
            row.key.day.description, row.key.model, row.key.mode?.rawValue,
            row.key.orientation?.rawValue, row.key.project,
        ]
        return texts.map { CSVText.cell($0 ?? "") } + [
            "\(spend.submissions)", "\(spend.settled)", "\(spend.failed)", "\(spend.open)",
            "\(spend.unpriced)", "\(spend.refused)", "\(spend.credits)", "\(spend.usd)",
            "\(spend.reserved)", "\(spend.provisional)",
        ]
    }
}
