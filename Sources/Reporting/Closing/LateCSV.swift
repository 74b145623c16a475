import Accounting
import LosslessJSON

/// Adjustments of closed months as CSV, a line for each: RFC 4180 quoting, a header.
struct LateCSV {
    let changes: [LateChange]
    var form = CSVForm.plain

    static let header = [
        "recorded_at", "month", "day", "submission_id", "change", "model", "mode", "orientation",
        "project", "key", "generation_id", "usd", "credits", "reserved_usd", "source", "reason",
        "labels", "from_project", "from_labels", "moved_usd", "moved_credits", "moved_reserved_usd",
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
            labels(submission.filing),
        ] + moved(change.refiling)
    }

    /// Where an edit of the filing moved what from; empty for every other change.
    private func moved(_ refiling: Refiling?) -> [String] {
        guard let refiling else { return ["", "", "", "", ""] }
        return [
            form.text(refiling.from.project?.text ?? ""), labels(refiling.from),
            form.number("\(refiling.charged.usd)"), "\(refiling.charged.credits)",
            form.number("\(refiling.reserved)"),
        ]
    }

    /// As a JSON object; empty where there is none.
    private func labels(_ filing: Filing) -> String {
        filing.labels.isEmpty ? "" : form.text(SubmissionDocument.labels(filing.labels).compactText)
    }
}
