package import Accounting
import Text

/// Budgets for people.
package enum BudgetText {
    /// Where every budget stands and is heading, a few lines each and an empty one between, with what
    /// the marks mean at the end; ending with one newline.
    package static func status(
        _ outlooks: [BudgetOutlook], asOf instant: Instant, style: TextStyle,
        calendar: LedgerCalendar
    ) -> String {
        guard !outlooks.isEmpty else { return nothing(style) + "\n" }
        let blocks = outlooks.map { outlook in
            BudgetBlock(outlook: outlook, asOf: instant, style: style, calendar: calendar)
        }
        var texts = blocks.map { $0.lines.joined(separator: "\n") }
        if blocks.contains(where: \.hasMarks) {
            texts.append(style.paint(BudgetBar.legend, .dim))
        }
        return texts.joined(separator: "\n\n") + "\n"
    }

    /// A table of what the budgets are, ending with one newline.
    package static func list(_ budgets: [Budget], style: TextStyle) -> String {
        guard !budgets.isEmpty else { return nothing(style) + "\n" }
        let columns: [TextTable.Column] = [
            .init(title: "Budget", kind: .left, least: 8), .init(title: "Limit", kind: .right),
            .init(title: "Per", kind: .left), .init(title: "For", kind: .left, least: 8),
            .init(title: "Over it", kind: .left, dropRank: 1),
            .init(title: "Alerts at", kind: .left, dropRank: 2),
        ]
        let rows = budgets.map { budget in
            TextTable.Row.cells([
                .init(text: TerminalText.escaped(budget.name.text)),
                .init(text: budget.limit.description),
                .init(text: budget.unit.rawValue),
                .init(text: TerminalText.escaped(budget.scope.phrase)),
                .init(text: budget.enforcement.rawValue),
                .init(
                    text: budget.alertAt.map(String.init).joined(separator: ", ")
                        + (budget.alertAt.isEmpty ? "–" : " %"), tone: .dim),
            ])
        }
        return TextTable(columns: columns, rows: [.titles()] + rows)
            .lines(style: style).joined(separator: "\n") + "\n"
    }

    static func nothing(_ style: TextStyle) -> String { style.text("No budgets.", .setBudget) }
}
