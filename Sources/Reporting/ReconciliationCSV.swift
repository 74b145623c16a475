import Accounting

extension ReconciliationReport {
    static let csvHeader = [
        "kind", "submission_id", "generation_id", "model", "day", "ledger_usd", "billed_usd",
        "log_usd", "message", "applied",
    ]

    /// The differences as CSV: RFC 4180 quoting, lines that end with LF, a header.
    func writeCSV(to sink: (String) throws -> Void) throws {
        try sink(ReconciliationReport.csvHeader.joined(separator: ",") + "\n")
        try forEachDifference { difference in
            let cells = [
                difference.kind.rawValue, difference.submissionID?.description ?? "",
                CSVText.cell(difference.generationID ?? ""), CSVText.cell(difference.model),
                difference.day.description, difference.ledger?.description ?? "",
                difference.billed?.description ?? "", difference.logged?.description ?? "",
                CSVText.cell(difference.message), "\(difference.isApplied)",
            ]
            try sink(cells.joined(separator: ",") + "\n")
        }
    }
}
