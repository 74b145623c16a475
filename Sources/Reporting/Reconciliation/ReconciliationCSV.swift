import Accounting

extension ReconciliationReport {
    static let csvHeader = [
        "kind", "submission_id", "generation_id", "model", "day", "ledger_usd", "billed_usd",
        "log_usd", "message", "applied",
    ]

    /// The differences as CSV: RFC 4180 quoting, a header.
    func writeCSV(_ form: CSVForm, to sink: (String) throws -> Void) throws {
        try sink(form.start + form.line(ReconciliationReport.csvHeader))
        try forEachDifference { difference in
            func amount(_ usd: USD?) -> String { usd.map { form.number("\($0)") } ?? "" }
            let cells = [
                difference.kind.rawValue, difference.submissionID?.description ?? "",
                form.text(difference.generationID ?? ""), form.text(difference.model.text),
                difference.day.description, amount(difference.ledger), amount(difference.billed),
                amount(difference.logged), form.text(difference.message),
                "\(difference.isApplied)",
            ]
            try sink(form.line(cells))
        }
    }
}
