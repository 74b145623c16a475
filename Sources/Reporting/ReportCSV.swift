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

/// Text from outside as a cell of CSV.
enum CSVText {
    /// Quoted where RFC 4180 asks for it, with an apostrophe before what a spreadsheet would run.
    ///
    ///     CSVText.cell("=1+1")        // '=1+1
    ///     CSVText.cell("a,b")         // "a,b"
    static func cell(_ text: String) -> String {
        let first = text.unicodeScalars.first
        let startsFormula = first.map { "=+-@\t\r\n".unicodeScalars.contains($0) } ?? false
        let safe = startsFormula ? "'" + text : text
        guard safe.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else {
            return safe
        }
        var quoted = "\""
        for scalar in safe.unicodeScalars {
            if scalar == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }
}
