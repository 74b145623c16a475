import Accounting

/// Adjustments of closed months as CSV, a line for each: RFC 4180 quoting, a header.
struct LateCSV {
    let changes: [LateChange]
    var form = CSVForm.plain

    static let header = [
        "recorded_at", "month", "day", "submission_id", "change", "model", "mode", "orientation",
        "project", "key", "generation_id", "usd", "credits", "reserved_usd", "source", "reason",
    ]

    var text: String {
        form.start + ([LateCSV.header] + changes.map(cells)).map(form.line).joined()
    }

    private func cells(_ change: LateChange) -> [String] {
        let submission = change.submission
        let subject = submission.subject
        return [
            change.recordedAt.description, change.month.description, submission.day.description,
            submission.id.description, change.kind.rawValue, form.text(subject.model.text),
            subject.mode?.rawValue ?? "", subject.orientation?.rawValue ?? "",
            form.text(subject.project?.text ?? ""), form.text(subject.key?.text ?? ""),
            form.text(submission.generationID ?? ""), form.number("\(change.amount.usd)"),
            "\(change.amount.credits)", form.number("\(change.amount.reserved)"),
            change.source?.rawValue ?? "", form.text(change.reason ?? ""),
        ]
    }
}
