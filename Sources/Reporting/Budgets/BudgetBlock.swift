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
    private var words: BudgetWords {
        BudgetWords(outlook: outlook, asOf: asOf, calendar: calendar)
    }

    var lines: [String] {
        [title, bar] + indented(words.left, standing.isAboveLimit ? .alarm : .plain) + projection
    }

    /// Whether there is a mark in the bar that has to be explained.
    var hasMarks: Bool { budgetBar.hasMarks }

    /// The name and what it is for on the left, the reset on the right.
    private var title: String {
        let budget = standing.budget
        let width = room - TerminalText.width(words.reset) - 2
        let name = TerminalText.clipped(TerminalText.escaped(budget.name.text), to: width)
        let kind = budget.enforcement == .warn ? ", warns only" : ""
        let scope = TerminalText.escaped(budget.scope.phrase) + kind
        let free = width - TerminalText.width(name) - 2
        let about = free < 8 ? "" : "  " + TerminalText.clipped(scope, to: free)
        let gap = width + 2 - TerminalText.width(name + about)
        return style.paint(name, .bold) + style.paint(about, .dim)
            + String(repeating: " ", count: gap) + words.reset
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

    private var projection: [String] {
        words.projection.map {
            indented(
                $0,
                outlook.forecast == nil ? .dim : outlook.isHeadingOverLimit ? .caution : .plain)
        } ?? []
    }

    private func indented(_ text: String, _ tone: Tone) -> [String] {
        TerminalText.wrapped(text, to: room - 2).map { "  " + style.paint($0, tone) }
    }
}
