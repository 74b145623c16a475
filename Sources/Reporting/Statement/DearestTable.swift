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

    /// In a page: the amounts below each other, and the less telling columns only where there is room.
    var html: HTML {
        let order = [1, 0, 3, 4, 5, 6, 2]
        let classes = ["n", "", "more", "more", "more", "", "more"]
        let amounts = AlignedAmount(of: submissions.map { DearestTable.cells($0)[0] })
        let headings = order.map {
            HTML("th", ["scope": "col", "class": classes[$0]], HTML(DearestTable.titles[$0]))
        }
        let rows = submissions.map { submission -> HTML in
            let cells = DearestTable.cells(submission)
            return HTML(
                "tr", [:],
                order.map { index in
                    index == 0
                        ? amounts.cell(cells[0])
                        : HTML("td", ["class": classes[index]], .name(cells[index]))
                })
        }
        return HTML(
            "table", ["class": "dearest"], HTML("thead", [:], HTML("tr", [:], headings)),
            HTML("tbody", [:], rows))
    }

    /// As `list` shows them.
    func lines(style: TextStyle) -> [String] {
        var lines = [style.paint(title, .bold)]
        // Nothing in it throws.
        try? SubmissionText.list({ take in try submissions.forEach(take) }, style: style) {
            lines += $0.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
                .map(String.init)
        }
        return lines
    }
}
