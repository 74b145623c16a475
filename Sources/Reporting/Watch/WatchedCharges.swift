import Accounting

/// The last charges, with how long ago they were made.
struct WatchedCharges: WatchSection {
    let submissions: [Submission]
    let now: Instant

    var count: Int { submissions.count }
    let leastRows = 3

    func table(rows: Int, style: TextStyle) -> TextTable {
        let shown = submissions.prefix(rows)
        let cells = zip(shown, IDEndings.shortened(submissions.map(\.id))).map {
            submission, id in
            TextTable.Row.cells(
                [
                    .init(text: id), SubmissionText.cost(of: ListedSubmission(submission)),
                    .init(text: Elapsed.ago(seconds: now.seconds(since: submission.chargedAt))),
                ] + SubmissionText.about(submission.subject))
        }
        let columns: [TextTable.Column] = [
            .init(title: "Last charges", kind: .left, least: 4, wanted: 36),
            .init(title: "Charged", kind: .decimal),
            .init(title: "When", kind: .right),
        ]
        return TextTable(
            columns: columns + SubmissionText.aboutColumns, rows: [.titles()] + cells)
    }
}
