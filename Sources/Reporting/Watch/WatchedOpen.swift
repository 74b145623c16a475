import Accounting

/// Submissions that still hold money, with how long they have been there.
struct WatchedOpen: WatchSection {
    let submissions: [Submission]
    let now: Instant

    var count: Int { submissions.count }
    let leastRows = 3

    func emptyLine(_ style: TextStyle) -> String? { "Nothing is open." }

    func remainder(after shown: Int) -> String? {
        let others = submissions.dropFirst(shown)
        let reserved = others.reduce(USD.zero) { $0 + $1.openReservation }
        return "+\(others.count) more, \(reserved.display) reserved"
    }

    func table(rows: Int, style: TextStyle) -> TextTable {
        let shown = submissions.prefix(rows)
        let cells = zip(shown, IDEndings.shortened(submissions.map(\.id))).map {
            submission, id in
            TextTable.Row.cells(
                [
                    .init(text: id),
                    .init(
                        text: submission.state.rawValue,
                        tone: submission.state == .unpriced || submission.state == .unknown
                            ? .caution : .plain),
                    .init(text: Elapsed.text(seconds: now.seconds(since: submission.reservedAt))),
                    .init(text: submission.openReservation.display),
                ] + SubmissionText.about(submission.subject))
        }
        let columns: [TextTable.Column] = [
            .init(title: "Open", kind: .left, least: 4, wanted: 36),
            .init(title: "State", kind: .left, least: 5, wanted: 10),
            .init(title: "Elapsed", kind: .right), .init(title: "Reserved", kind: .decimal),
        ]
        return TextTable(
            columns: columns + SubmissionText.aboutColumns, rows: [.titles()] + cells)
    }
}
