package import Accounting

extension SubmissionText {
    /// A table, one line for each submission, ending with one newline.
    ///
    /// The cost is the charge; `≤` stands before one that is only reserved, `*` behind one
    /// that is provisional. Where the table is too wide the model goes first, then the project.
    package static func list(_ submissions: [Submission], style: TextStyle) -> String {
        guard !submissions.isEmpty else { return "No submissions.\n" }
        let hasProjects = submissions.contains { $0.subject.project != nil }
        var columns: [TextTable.Column] = [
            .init(title: "Submission", kind: .left),
            .init(title: "State", kind: .left, dropRank: 1),
            .init(title: "Made as", kind: .left, dropRank: 3),
            .init(title: "Day", kind: .left, dropRank: 2), .init(title: "Cost", kind: .decimal),
        ]
        if hasProjects {
            columns.append(.init(title: "Project", kind: .left, least: 10, dropRank: 5))
        }
        columns.append(.init(title: "Model", kind: .left, least: 20, dropRank: 6))
        let rows = submissions.map { TextTable.Row.cells(cells($0, hasProjects: hasProjects)) }
        return TextTable(columns: columns, rows: [.titles()] + rows)
            .lines(style: style).joined(separator: "\n") + "\n"
    }

    private static func cells(_ submission: Submission, hasProjects: Bool) -> [TextTable.Cell] {
        let subject = submission.subject
        var cells: [TextTable.Cell] = [
            .init(text: submission.id.description),
            .init(
                text: submission.state.rawValue,
                tone: submission.state == .unpriced || submission.state == .unknown
                    ? .caution : .plain),
            .init(text: variant(of: subject)),
            .init(text: submission.day.description),
            cost(of: submission),
        ]
        if hasProjects { cells.append(.init(text: TerminalText.escaped(subject.project ?? ""))) }
        return cells + [.init(text: TerminalText.escaped(subject.model), tone: .dim)]
    }

    /// Mode and orientation in one word, so that both have room beside a whole id.
    private static func variant(of subject: Subject) -> String {
        if subject.mode == nil, subject.orientation == nil { return "–" }
        return "\(subject.mode?.rawValue ?? "–")/\(subject.orientation?.rawValue ?? "–")"
    }

    private static func cost(of submission: Submission) -> TextTable.Cell {
        if submission.state.holdsMoney {
            return .init(text: "≤\(submission.openReservation.display)", tone: .dim)
        }
        guard let charge = submission.charge else {
            return .init(text: submission.state == .refused ? "–" : USD.zero.display)
        }
        return charge.isProvisional
            ? .init(text: charge.usd.display + "*", tone: .caution)
            : .init(text: charge.usd.display)
    }
}
