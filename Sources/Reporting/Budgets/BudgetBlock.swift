import Accounting
import Text

/// One budget of `bursar budget status`: its name and reset, a bar, what is left, and where it is
/// heading.
struct BudgetBlock {
    let outlook: BudgetOutlook
    let asOf: Instant
    let style: TextStyle
    let calendar: LedgerCalendar

    private static let percentageColumns = "99.99 % spent, 99.99 % reserved".count
    private var room: Int { min(style.columns, 80) }
    private var standing: BudgetStanding { outlook.standing }
    private var holding: Holding { standing.holding }

    var lines: [String] {
        [title, bar] + indented(left, standing.isAboveLimit ? .alarm : .plain) + projection
    }

    /// Whether there is a mark in the bar that has to be explained.
    var hasMarks: Bool { budgetBar.hasMarks }

    /// The name and what it is for on the left, the reset on the right.
    private var title: String {
        let budget = standing.budget
        let width = room - TerminalText.width(reset) - 2
        let name = TerminalText.clipped(TerminalText.escaped(budget.name.text), to: width)
        let kind = budget.enforcement == .warn ? ", warns only" : ""
        let scope = TerminalText.escaped(budget.scope.phrase) + kind
        let free = width - TerminalText.width(name) - 2
        let about = free < 8 ? "" : "  " + TerminalText.clipped(scope, to: free)
        let gap = width + 2 - TerminalText.width(name + about)
        return style.paint(name, .bold) + style.paint(about, .dim)
            + String(repeating: " ", count: gap) + reset
    }

    private var reset: String {
        guard standing.budget.unit != .total else { return "never resets" }
        let today = calendar.day(of: asOf)
        let end = calendar.local(standing.window.period.end)
        let days = calendar.day(of: standing.window.period.end).ordinal - today.ordinal
        return days <= 1
            ? "resets tomorrow, \(end.clock)"
            : "resets \(end.day.words(on: today)), in \(days) days"
    }

    private var bar: String {
        "  " + budgetBar.painted(style) + "  " + percentages
    }

    private var budgetBar: BudgetBar {
        // The same for every budget, so that the bars are comparable.
        let words = max(BudgetBlock.percentageColumns, percentages.count)
        return BudgetBar(standing: standing, columns: max(8, room - 4 - words))
    }

    /// Rounded down, and adding up to what is used.
    private var percentages: String {
        let shares = BudgetShares(standing)
        let used = standing.usedBasisPoints
        let spentPart =
            shares.whole > 0 ? Int(Int128(shares.spent) * 10_000 / Int128(shares.whole)) : 0
        let reservedPart = Percent.text(basisPoints: used - spentPart)
        return "\(Percent.text(basisPoints: spentPart)) % spent, \(reservedPart) % reserved"
    }

    /// `$13.75 left of $25.00; $9.00 spent, $2.25 reserved`.
    private var left: String {
        let money = "\(holding.spent.display) spent, \(holding.reserved.display) reserved"
        if let count = standing.limitSubmissions {
            return "\(standing.availableSubmissions ?? 0) of \(count) submissions left;"
                + " \(holding.posted) charged, \(holding.open) open; \(money)"
        }
        let limit = standing.limit ?? .zero
        let overrides =
            standing.overrides == .zero
            ? "" : " (\(standing.overrides.display) of it by override)"
        let over = holding.spent + holding.reserved - limit
        let state =
            over > .zero
            ? "\(over.display) over the limit of \(limit.display)"
            : "\((standing.available ?? .zero).display) left of \(limit.display)"
        return "\(state)\(overrides); \(money)"
    }

    /// `~$71.20 by 30 Nov (between $58 and $85); the limit is reached on 27 Nov`. No line for a
    /// budget without an end.
    private var projection: [String] {
        guard let last = calendar.lastDay(of: standing.window.period) else { return [] }
        guard let forecast = outlook.forecast else {
            return indented("no projection yet: it takes three days of history", .dim)
        }
        let today = calendar.day(of: asOf)
        var text = "\(forecast.amount) by \(last.words(on: today))"
        if let bounds = forecast.bounds { text += " (\(bounds))" }
        if let day = outlook.limitReachedOn {
            text +=
                "; the limit is reached \(day == today ? "today" : "on \(day.words(on: today))")"
        }
        return indented(text, outlook.isHeadingOverLimit ? .caution : .plain)
    }

    private func indented(_ text: String, _ tone: Tone) -> [String] {
        TerminalText.wrapped(text, to: room - 2).map { "  " + style.paint($0, tone) }
    }
}
