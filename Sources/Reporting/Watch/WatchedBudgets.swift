import Accounting
import Text

/// Every budget in one row: a bar, how much is used, what is left, and where it is heading.
struct WatchedBudgets: WatchSection {
    let outlooks: [BudgetOutlook]
    let calendar: LedgerCalendar
    let now: Instant

    var count: Int { outlooks.count }
    let leastRows = 4

    func emptyLine(_ style: TextStyle) -> String? { BudgetText.nothing(style) }

    private static let fewestBarColumns = 10
    private static let mostBarColumns = 60

    func remainder(after shown: Int) -> String? { "+\(count - shown) more" }

    func table(rows: Int, style: TextStyle) -> TextTable {
        let shown = mostUsed(rows)
        var cells = shown.map(self.cells)
        // A column that would be empty everywhere is not there.
        let filled = WatchedBudgets.columns.indices.filter { index in
            cells.isEmpty || cells.contains { !$0[index].text.isEmpty }
        }
        var columns = filled.map { WatchedBudgets.columns[$0] }
        cells = cells.map { row in filled.map { row[$0] } }
        let widths = columns.indices.map { index in
            ([columns[index].title] + cells.map { $0[index].text }).map(TerminalText.width).max()!
        }
        let room = style.columns - widths.reduce(0, +) - 2 * columns.count
        let bar = min(max(room, WatchedBudgets.fewestBarColumns), WatchedBudgets.mostBarColumns)
        columns.insert(.init(title: "", kind: .left, dropRank: 1), at: 1)
        for (index, outlook) in shown.enumerated() {
            let bar = BudgetBar(standing: outlook.standing, columns: bar)
            cells[index].insert(.init(text: bar.plain, painted: bar.painted(style)), at: 1)
        }
        return TextTable(columns: columns, rows: [.titles()] + cells.map(TextTable.Row.cells))
    }

    /// The most used ones, in the order in which all of them would stand.
    private func mostUsed(_ rows: Int) -> [BudgetOutlook] {
        let order = outlooks.indices.sorted { left, right in
            let (a, b) = (outlooks[left], outlooks[right])
            return (b.standing.usedBasisPoints, left) < (a.standing.usedBasisPoints, right)
        }
        return order.prefix(rows).sorted().map { outlooks[$0] }
    }

    private static let columns: [TextTable.Column] = [
        .init(title: "Budgets", kind: .left, least: 8, wanted: 12),
        .init(title: "Used", kind: .right), .init(title: "Left", kind: .right),
        .init(title: "Projected", kind: .right, dropRank: 3),
        .init(title: "Over on", kind: .right, dropRank: 2),
        .init(title: "Resets", kind: .right, dropRank: 4),
    ]

    private func cells(of outlook: BudgetOutlook) -> [TextTable.Cell] {
        let standing = outlook.standing
        let today = calendar.day(of: now)
        let used = standing.usedBasisPoints
        let isNear = standing.budget.alertAt.contains { $0 * 100 <= used }
        let end = calendar.lastDay(of: standing.window.period)?.advanced(by: 1)
        return [
            .init(
                text: TerminalText.clipped(TerminalText.escaped(standing.budget.name.text), to: 24),
                tone: .bold),
            .init(
                text: "\(used / 100) %",
                tone: standing.isAboveLimit ? .alarm : isNear ? .caution : .plain),
            left(of: standing),
            .init(
                text: outlook.forecast?.amount ?? "",
                tone: outlook.isHeadingOverLimit ? .caution : .plain),
            .init(text: outlook.limitReachedOn?.words(on: today) ?? "", tone: .caution),
            .init(text: end?.words(on: today) ?? "never", tone: .dim),
        ]
    }

    /// `$18.90`, `12 of 40`, and `-$1.20` for what is over.
    private func left(of standing: BudgetStanding) -> TextTable.Cell {
        if let limit = standing.limitSubmissions {
            let left = limit - standing.holding.submissions
            return .init(text: "\(left) of \(limit)", tone: left < 0 ? .alarm : .plain)
        }
        let holding = standing.holding
        let left = (standing.limit ?? .zero) - holding.spent - holding.reserved
        return .init(text: left.cents(.down), tone: left < .zero ? .alarm : .plain)
    }
}
