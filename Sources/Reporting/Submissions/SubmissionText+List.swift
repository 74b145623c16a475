package import Accounting
import Text

extension SubmissionText {
    /// A table, one line for each submission, ending with one newline.
    ///
    /// The cost is the charge; `≤` stands before one that is only reserved, `*` behind one
    /// that is provisional. Where the table is too wide the ids lose their beginning, which only says
    /// when they were made; then the model goes, then the project, and a last line says so.
    package static func list(_ submissions: [Submission], style: TextStyle) -> String {
        guard !submissions.isEmpty else { return "No submissions.\n" }
        let whole = table(submissions, ids: submissions.map(\.id.description), title: "Submission")
        guard !whole.leftOut(style: style).isEmpty else {
            return text(whole.lines(style: style))
        }
        let short = table(submissions, ids: shortened(submissions.map(\.id)), title: "ID")
        let missing = short.leftOut(style: style).map { $0.lowercased() }
        let note = style.text(
            "Not shown for want of room: \(missing.joined(separator: ", "))", .listInFull)
        return text(short.lines(style: style) + (missing.isEmpty ? [] : ["", note]))
    }

    private static func text(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }

    /// The ends of ids, long enough to tell these apart and to be typed in place of the whole.
    static func shortened(_ ids: [SubmissionID]) -> [String] {
        let texts = ids.map(\.description)
        let count = Set(texts).count
        let length = (8..<36).first { length in Set(texts.map { $0.suffix(length) }).count == count
        }
        return texts.map { String($0.suffix(length ?? 36)) }
    }

    private static func table(_ submissions: [Submission], ids: [String], title: String)
        -> TextTable
    {
        let hasProjects = submissions.contains { $0.subject.project != nil }
        var columns: [TextTable.Column] = [
            .init(title: title, kind: .left),
            .init(title: "State", kind: .left, dropRank: 1),
            .init(title: "Made as", kind: .left, dropRank: 3),
            .init(title: "Day", kind: .left, dropRank: 2), .init(title: "Cost", kind: .decimal),
        ]
        if hasProjects {
            columns.append(.init(title: "Project", kind: .left, least: 10, dropRank: 5))
        }
        columns.append(.init(title: "Model", kind: .left, least: 20, dropRank: 6))
        let rows = zip(submissions, ids).map {
            TextTable.Row.cells(cells($0, id: $1, hasProjects: hasProjects))
        }
        return TextTable(columns: columns, rows: [.titles()] + rows)
    }

    private static func cells(_ submission: Submission, id: String, hasProjects: Bool)
        -> [TextTable.Cell]
    {
        let subject = submission.subject
        var cells: [TextTable.Cell] = [
            .init(text: id),
            .init(
                text: submission.state.rawValue,
                tone: submission.state == .unpriced || submission.state == .unknown
                    ? .caution : .plain),
            .init(text: variant(of: subject)),
            .init(text: submission.day.description),
            cost(of: submission),
        ]
        if hasProjects {
            cells.append(.init(text: TerminalText.escaped(subject.project?.text ?? "")))
        }
        return cells + [.init(text: TerminalText.escaped(subject.model.text), tone: .dim)]
    }

    /// What a submission asked for, as the last columns of a table; the model is the first to go.
    static let aboutColumns: [TextTable.Column] = [
        .init(title: "Made as", kind: .left, dropRank: 1),
        .init(title: "Project", kind: .left, least: 10, wanted: 16, dropRank: 2),
        .init(title: "Model", kind: .left, least: 20, wanted: 32, dropRank: 3),
    ]

    static func about(_ subject: Subject) -> [TextTable.Cell] {
        [
            .init(text: variant(of: subject)),
            .init(text: TerminalText.escaped(subject.project?.text ?? "")),
            .init(text: TerminalText.escaped(subject.model.text), tone: .dim),
        ]
    }

    /// Mode and orientation in one word, so that both have room beside a whole id.
    private static func variant(of subject: Subject) -> String {
        if subject.mode == nil, subject.orientation == nil { return "–" }
        return "\(subject.mode?.rawValue ?? "–")/\(subject.orientation?.rawValue ?? "–")"
    }

    static func cost(of submission: Submission) -> TextTable.Cell {
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
