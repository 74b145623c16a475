import Accounting

/// The last charges, with how long ago they were made.
struct WatchedCharges: WatchSection {
    let submissions: [Submission]
    let now: Instant

    var count: Int { submissions.count }
    let leastRows = 3

    func table(rows: Int, style: TextStyle) -> TextTable {
        let shown = submissions.prefix(rows)
        let cells = zip(shown, SubmissionText.shortened(submissions.map(\.id))).map {
            submission, id in
            let at = submission.finishedAt ?? submission.reservedAt
            return TextTable.Row.cells(
                [
                    .init(text: id), SubmissionText.cost(of: submission),
                    .init(text: Elapsed.ago(seconds: now.seconds(since: at))),
                ] + SubmissionText.about(submission.subject))
        }
        let columns: [TextTable.Column] = [
            .init(title: "Last charges", kind: .left), .init(title: "Charged", kind: .decimal),
            .init(title: "When", kind: .right),
        ]
        return TextTable(
            columns: columns + SubmissionText.aboutColumns, rows: [.titles()] + cells)
    }
}
