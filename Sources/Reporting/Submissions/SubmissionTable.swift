import Accounting
import Text

/// The table of `bursar list`, measured submission by submission before its first line is written.
struct SubmissionTable {
    private static let ids = TextTable.Column(title: "Submission", kind: .left)
    private var widths = TableWidths([
        SubmissionTable.ids,
        .init(title: "State", kind: .left, dropRank: 1),
        .init(title: "Made as", kind: .left, dropRank: 3),
        .init(title: "Day", kind: .left, dropRank: 2), .init(title: "Cost", kind: .decimal),
        .init(title: "Project", kind: .left, least: 10, dropRank: 5),
        .init(title: "Model", kind: .left, least: 20, dropRank: 6),
    ])
    private static let projectColumn = 5
    private(set) var isEmpty = true
    private var hasProjects = false
    /// How many characters of an id are shown, counted from its end.
    private var idLength = SubmissionID.length

    init() {
        widths.take(.titles())
        widths.replace(0, with: SubmissionTable.ids, width: idLength)
    }

    mutating func measure(_ submission: ListedSubmission) {
        isEmpty = false
        hasProjects = hasProjects || submission.subject.project != nil
        // How wide an id is, is known.
        widths.take(.cells(cells(submission, id: "")))
    }

    mutating func shortenIDs(to length: Int) {
        idLength = length
        widths.replace(0, with: .init(title: "ID", kind: .left), width: length)
    }

    /// How the table fits into so many columns of a terminal.
    func layout(columns: Int) -> TableLayout {
        var widths = widths
        if !hasProjects { widths.remove(SubmissionTable.projectColumn) }
        return TableLayout(widths, columns: columns)
    }

    func row(_ submission: ListedSubmission) -> TextTable.Row {
        let id = submission.id.description
        let isWhole = idLength == SubmissionID.length
        var cells = cells(submission, id: isWhole ? id : String(id.suffix(idLength)))
        if !hasProjects { cells.remove(at: SubmissionTable.projectColumn) }
        return .cells(cells)
    }

    private func cells(_ submission: ListedSubmission, id: String) -> [TextTable.Cell] {
        let subject = submission.subject
        return [
            .init(text: id),
            .init(
                text: submission.state.rawValue,
                tone: submission.state == .unpriced || submission.state == .unknown
                    ? .caution : .plain),
            .init(text: SubmissionText.variant(of: subject)),
            .init(text: submission.day.description),
            SubmissionText.cost(of: submission),
            .init(text: TerminalText.escaped(subject.project?.text ?? "")),
            .init(text: TerminalText.escaped(subject.model.text), tone: .dim),
        ]
    }
}
