package import Accounting
import Text

extension SubmissionText {
    /// Writes a table, one line for each submission, ending with one newline.
    ///
    /// The cost is the charge; `≤` stands before one that is only reserved, `*` behind one
    /// that is provisional. Where the table is too wide the ids lose their beginning, which only says
    /// when they were made; then the model goes, then the project, and a last line says so.
    ///
    /// Memory does not grow with the number of submissions, but for 16 bytes of each where ids are cut.
    ///
    /// - Parameters:
    ///   - forEach: gives the same submissions each time: they are gone through two or three times, the last
    ///     time in their order; where it is given true, any order will do.
    ///   - write: takes the lines.
    package static func list(
        _ forEach: (Bool, (ListedSubmission) throws -> Void) throws -> Void, style: TextStyle,
        to write: @escaping (String) throws -> Void
    ) throws {
        var table = SubmissionTable()
        try forEach(true) { table.measure($0) }
        guard !table.isEmpty else { return try write("No submissions.\n") }
        var layout = table.layout(columns: style.columns)
        if !layout.leftOut.isEmpty {
            var endings = IDEndings()
            try forEach(true) { endings.take($0.id) }
            table.shortenIDs(to: endings.length)
            layout = table.layout(columns: style.columns)
        }
        try write(layout.line(of: .titles(), style: style) + "\n")
        try forEach(false) { try write(layout.line(of: table.row($0), style: style) + "\n") }
        guard !layout.leftOut.isEmpty else { return }
        let missing = layout.leftOut.map { $0.lowercased() }.joined(separator: ", ")
        try write("\n" + style.text("Not shown for want of room: \(missing)", .listInFull) + "\n")
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
    static func variant(of subject: Subject) -> String {
        if subject.mode == nil, subject.orientation == nil { return "–" }
        return "\(subject.mode?.rawValue ?? "–")/\(subject.orientation?.rawValue ?? "–")"
    }

    static func cost(of submission: ListedSubmission) -> TextTable.Cell {
        if submission.state.holdsMoney {
            return .init(text: "≤\(submission.openReservation.display)", tone: .dim)
        }
        guard let charged = submission.charged else {
            return .init(text: submission.state == .refused ? "–" : USD.zero.display)
        }
        return submission.isProvisional
            ? .init(text: charged.display + "*", tone: .caution) : .init(text: charged.display)
    }
}
