import Accounting
import Text

/// Differences below each other: a line of amounts, and what they are about beneath it.
struct ReconciliationDifferences {
    let style: TextStyle

    func lines(of differences: [Difference]) -> [String] {
        let columns: [TextTable.Column] = [
            .init(title: "Day", kind: .left), .init(title: "Difference", kind: .left),
            .init(title: "Ledger", kind: .decimal),
            .init(title: "Log", kind: .decimal, dropRank: 1),
            .init(title: "Bill", kind: .decimal), .init(title: "", kind: .left, dropRank: 2),
        ]
        let rows = differences.map { TextTable.Row.cells(cells($0)) }
        let lines = TextTable(columns: columns, rows: [.titles()] + rows).lines(style: style)
        return lines.prefix(1)
            + zip(differences, lines.dropFirst()).flatMap { difference, line in
                [line] + about(difference)
            }
    }

    private func cells(_ difference: Difference) -> [TextTable.Cell] {
        [
            .init(text: difference.day.description),
            .init(
                text: difference.kind.words, tone: difference.isApplied ? .plain : .caution),
            amount(difference.ledger), amount(difference.logged), amount(difference.billed),
            .init(text: difference.isApplied ? "put right" : "", tone: .dim),
        ]
    }

    private func amount(_ usd: USD?) -> TextTable.Cell {
        usd.map { .init(text: $0.display) } ?? .init(text: "–", tone: .dim)
    }

    /// Its message, then its ids and its model: as many on a line as fit, each in one piece.
    private func about(_ difference: Difference) -> [String] {
        let indent = "            "
        let room = max(16, style.columns - indent.count)
        let names = [
            difference.submissionID.map { "submission \($0)" },
            difference.generationID.map { "generation \(TerminalText.escaped($0))" },
            TerminalText.escaped(difference.model.text),
        ].compactMap(\.self)
        let message = style.text(difference.message, difference.isApplied ? nil : difference.advice)
        var lines = TerminalText.wrapped(TerminalText.escaped(message), to: room)
        lines.append(names[0])
        for name in names.dropFirst() {
            let joined = "\(lines[lines.count - 1]), \(name)"
            if TerminalText.width(joined) <= room {
                lines[lines.count - 1] = joined
            } else {
                lines.append(name)
            }
        }
        return lines.map { indent + style.paint($0, .dim) }
    }
}

extension Difference.Kind {
    /// As the heading of a line.
    fileprivate var words: String {
        switch self {
        case .amount: "other amount"
        case .doubleCharge: "double charge"
        case .refund: "refunded"
        case .provisional: "provisional"
        case .unpriced: "unpriced"
        case .voided: "charged, void"
        case .open: "still open"
        case .notBilled: "not billed"
        case .ungoverned: "not in ledger"
        }
    }
}
