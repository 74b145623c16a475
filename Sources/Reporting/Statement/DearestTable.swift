import Accounting
import Text

/// The submissions that cost the most, for every format that people read.
struct DearestTable {
    let submissions: [Submission]

    /// `The 10 most expensive`.
    var title: String {
        submissions.count == 1
            ? "The most expensive" : "The \(submissions.count) most expensive"
    }

    static let titles = [
        "Charged, USD", "Day", "Submission", "Mode", "Orientation", "Project", "Model",
    ]

    /// The cells of a line, as they came from outside.
    static func cells(_ submission: Submission) -> [String] {
        let subject = submission.subject
        return [
            (submission.charge?.usd ?? .zero).description, submission.day.description,
            submission.id.description, subject.mode?.rawValue ?? "–",
            subject.orientation?.rawValue ?? "–", subject.project?.text ?? "(none)",
            subject.model.text,
        ]
    }

    var html: HTML {
        AmountTable(
            titles: DearestTable.titles, classes: ["n", "", "more", "more", "more", "", "more"],
            order: [1, 0, 3, 4, 5, 6, 2], rows: submissions.map(DearestTable.cells)
        ).html
    }

    /// As `list` shows them.
    func lines(style: TextStyle) -> [String] {
        var lines = [style.paint(title, .bold)]
        // Nothing in it throws.
        try? SubmissionText.list(
            { _, take in try submissions.forEach { try take(ListedSubmission($0)) } }, style: style
        ) {
            lines += $0.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
                .map(String.init)
        }
        return lines
    }
}
