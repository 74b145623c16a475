package import Accounting

/// Budgets for people.
package enum BudgetText {
    /// Where every budget stands, three lines each and an empty one between, ending with one newline.
    package static func status(
        _ standings: [BudgetStanding], asOf instant: Instant, style: TextStyle,
        calendar: LedgerCalendar
    ) -> String {
        guard !standings.isEmpty else { return nothing }
        let blocks = standings.map { standing in
            BudgetBlock(standing: standing, asOf: instant, style: style, calendar: calendar).lines
                .joined(separator: "\n")
        }
        return blocks.joined(separator: "\n\n") + "\n"
    }

    /// A table of what the budgets are, ending with one newline.
    package static func list(_ budgets: [Budget], style: TextStyle) -> String {
        guard !budgets.isEmpty else { return nothing }
        let columns: [TextTable.Column] = [
            .init(title: "Budget", kind: .left, least: 8), .init(title: "Limit", kind: .right),
            .init(title: "Per", kind: .left), .init(title: "For", kind: .left, least: 8),
            .init(title: "Over it", kind: .left, dropRank: 1),
            .init(title: "Alerts at", kind: .left, dropRank: 2),
        ]
        let rows = budgets.map { budget in
            TextTable.Row.cells([
                .init(text: TerminalText.escaped(budget.name)),
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

    private static let nothing =
        "No budgets. Set one with: bursar budget set NAME --limit AMOUNT --per month\n"
}
