package import Accounting
import Text

/// The accounts in one short line, for a prompt or the status bar of a terminal.
///
///     pro-month 62% · $18.90 left · ~$71 by 30 Nov
///
/// What is left is rounded down and what is over is rounded up, to whole cents. What is not known is
/// left out. Without budgets it says what was spent.
package enum StatusLine {
    /// Names are cut to this many columns.
    package static let nameColumns = 24
    package static let noLedger = "no ledger\n"

    /// The budget to show when none is named: the most used one. Of equals one that blocks, then the
    /// first by name.
    package static func choice(of standings: [BudgetStanding]) -> BudgetStanding? {
        standings.enumerated().max { left, right in
            rank(left.element, -left.offset) < rank(right.element, -right.offset)
        }?.element
    }

    private static func rank(_ standing: BudgetStanding, _ position: Int) -> (Int, Int, Int) {
        (standing.usedBasisPoints, standing.budget.enforcement == .block ? 1 : 0, position)
    }

    /// One budget, ending with one newline.
    package static func budget(
        _ outlook: BudgetOutlook, at instant: Instant, calendar: LedgerCalendar, style: TextStyle
    ) -> String {
        let standing = outlook.standing
        let used = standing.usedBasisPoints
        let name = TerminalText.clipped(
            TerminalText.escaped(standing.budget.name.text), to: nameColumns)
        let isNear = standing.budget.alertAt.contains { $0 * 100 <= used }
        var parts = [
            style.paint(name, .bold) + " "
                + style.paint(
                    "\(used / 100)%",
                    standing.isAboveLimit ? .alarm : isNear ? .caution : .plain),
            left(of: standing),
        ]
        if standing.limit != nil, let forecast = outlook.forecast,
            let last = calendar.lastDay(of: standing.window.period)
        {
            let day = last.words(on: calendar.day(of: instant))
            parts.append(
                style.paint(
                    "~\(forecast.projected.rough(.nearest)) by \(day)",
                    outlook.isHeadingOverLimit ? .caution : .plain))
        }
        return line(parts)
    }

    /// What was spent today and this month, where there are no budgets.
    package static func spent(today: USD, month: USD, on day: Day) -> String {
        line(["today \(today.cents(.nearest))", "\(day.monthName) \(month.cents(.nearest))"])
    }

    /// `$18.90 left`, `over by $1.20`, `12 of 40 left`.
    private static func left(of standing: BudgetStanding) -> String {
        let holding = standing.holding
        if let limit = standing.limitSubmissions {
            let over = holding.submissions - limit
            return over > 0 ? "over by \(over)" : "\(-over) of \(limit) left"
        }
        let left = (standing.limit ?? .zero) - holding.spent - holding.reserved
        return left < .zero
            ? "over by \((.zero - left).cents(.up))" : "\(left.cents(.down)) left"
    }

    private static func line(_ parts: [String]) -> String {
        parts.joined(separator: " · ") + "\n"
    }
}
