import Accounting

/// A report as CSV: RFC 4180 quoting, a header.
struct ReportCSV {
    let report: SpendReport
    /// What the lines are grouped by; nil for a line for each row.
    var dimensions: [ReportDimension]?
    var form = CSVForm.plain

    private var amounts: [String] {
        ReportCSV.amounts + (report.previous == nil ? [] : ["previous_usd", "change_usd"])
    }

    /// Also what tells such a table from one of submissions.
    static let amounts = [
        "submissions", "settled", "failed", "open", "unpriced", "refused", "credits", "usd",
        "reserved_usd", "provisional_usd",
    ]

    var text: String {
        if let dearest = report.dearest { return text(of: dearest) }
        let columns = dimensions ?? SpendReport.partsOfRows
        let header = columns.map { form.text($0.name) } + amounts
        let lines = [header] + report.lines(by: dimensions).map(cells)
        return form.start + lines.map(form.line).joined()
    }

    /// The dearest submissions, a line for each, in the place of the sums.
    private func text(of dearest: [Submission]) -> String {
        let header = [
            "day", "id", "state", "model", "mode", "orientation", "project", "key",
            "generation_id", "credits", "usd", "provisional",
        ]
        let lines = dearest.map { submission -> [String] in
            let subject = submission.subject
            let charge = submission.charge
            return [
                submission.day.description, submission.id.description, submission.state.rawValue,
                form.text(subject.model.text), subject.mode?.rawValue ?? "",
                subject.orientation?.rawValue ?? "", form.text(subject.project?.text ?? ""),
                form.text(subject.key?.text ?? ""), form.text(submission.generationID ?? ""),
                "\(charge?.credits ?? 0)", form.number("\(charge?.usd ?? .zero)"),
                charge?.isProvisional == true ? "true" : "false",
            ]
        }
        return form.start + ([header] + lines).map(form.line).joined()
    }

    private func cells(_ group: SpendReport.Group) -> [String] {
        let spend = group.spend
        return group.values.map { form.text($0?.text ?? "") } + [
            "\(spend.submissions)", "\(spend.settled)", "\(spend.failed)", "\(spend.open)",
            "\(spend.unpriced)", "\(spend.refused)", "\(spend.credits)",
            form.number("\(spend.usd)"), form.number("\(spend.reserved)"),
            form.number("\(spend.provisional)"),
        ]
            + (group.before.map { before in
                [form.number("\(before.usd)"), form.number("\(spend.usd - before.usd)")]
            } ?? [])
    }
}
