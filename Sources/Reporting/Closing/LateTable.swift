import Accounting
import Text

/// The adjustments of closed months, for every format that people read.
struct LateTable {
    let late: LateAdjustments

    static let title = "Adjustments of closed months"
    /// How many are shown; the JSON document and the CSV have all.
    static let limit = 200

    static let titles = ["Change, USD", "Day", "Submission", "What", "Project"]

    private var shown: ArraySlice<LateChange> { late.changes.prefix(LateTable.limit) }

    /// What is not shown; nil where all is.
    var rest: String? {
        let left = late.changes.dropFirst(LateTable.limit)
        guard !left.isEmpty else { return nil }
        let sum = Change.amount(from: .zero, to: Array(left).sum.amount.usd)
        return "\(Count.text(left.count, "more", "more")) of \(sum) in all are not shown here"
    }

    /// The cells of the lines, as they came from outside.
    var rows: [[String]] {
        shown.map { change in
            [
                change.amount.usd.description, change.submission.day.description,
                change.submission.id.description, change.words,
                change.submission.subject.project?.text ?? "(none)",
            ]
        }
    }

    var html: HTML {
        AmountTable(
            titles: LateTable.titles, classes: ["n", "", "more", "", "more"],
            order: [1, 0, 3, 4, 2], rows: rows
        ).html
    }

    func lines(style: TextStyle) -> [String] {
        let columns: [TextTable.Column] = [
            .init(title: LateTable.title, kind: .left), .init(title: "Change", kind: .decimal),
            .init(title: "What", kind: .left, least: 16, wanted: 24),
        ]
        let ids = IDEndings.shortened(shown.map(\.submission.id))
        let cells = zip(shown, ids).map { change, id -> TextTable.Row in
            .cells([
                .init(text: "\(change.submission.day)  \(id)"),
                .init(text: Change.amount(from: .zero, to: change.amount.usd)),
                .init(text: TerminalText.escaped(change.words), tone: .dim),
            ])
        }
        return TextTable(columns: columns, rows: [.titles()] + cells).lines(style: style)
            + [rest].compactMap(\.self)
    }

    var markdown: String {
        let header = "| " + LateTable.titles.joined(separator: " | ") + " |"
        let rule = "| --: |" + String(repeating: " :-- |", count: LateTable.titles.count - 1)
        let lines = rows.map { cells in
            "| " + cells.map(MarkdownText.escaped).joined(separator: " | ") + " |"
        }
        return ([header, rule] + lines).joined(separator: "\n") + (rest.map { "\n\n\($0)." } ?? "")
    }
}
