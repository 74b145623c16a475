import Accounting

/// A report as CSV: RFC 4180 quoting, a header.
struct ReportCSV {
    let report: SpendReport
    /// What the lines are grouped by; nil for a line for each row.
    var dimensions: [ReportDimension]?
    var form = CSVForm.plain

    /// The parts of a row's key, in the order of their columns.
    private static let ofRows: [ReportDimension] = [.day, .model, .mode, .orientation, .project]
    private static let amounts = [
        "submissions", "settled", "failed", "open", "unpriced", "refused", "credits", "usd",
        "reserved_usd", "provisional_usd",
    ]

    var text: String {
        let header = (dimensions ?? ReportCSV.ofRows).map(\.rawValue) + ReportCSV.amounts
        let lines = [header] + groups.map(cells)
        return form.start + lines.map(form.line).joined()
    }

    private var groups: [SpendReport.Group] {
        guard let dimensions else {
            return report.rows.map { row in
                SpendReport.Group(
                    values: ReportCSV.ofRows.map { $0.value(of: row.key) }, spend: row.spend)
            }
        }
        return report.groups(by: dimensions)
    }

    private func cells(_ group: SpendReport.Group) -> [String] {
        let spend = group.spend
        return group.values.map { form.text($0?.text ?? "") } + [
            "\(spend.submissions)", "\(spend.settled)", "\(spend.failed)", "\(spend.open)",
            "\(spend.unpriced)", "\(spend.refused)", "\(spend.credits)",
            form.number("\(spend.usd)"), form.number("\(spend.reserved)"),
            form.number("\(spend.provisional)"),
        ]
    }
}
