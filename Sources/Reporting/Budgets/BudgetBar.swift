import Accounting

/// A budget's bar with the thresholds that are still ahead: `█████▒▒░░░│░░░░░│░░`.
///
/// A mark stands in the column whose end is the threshold, and only in the free part: what is spent
/// and reserved is drawn whole. One at 100 % is the end of the bar itself.
struct BudgetBar {
    let standing: BudgetStanding
    let columns: Int

    static let mark: Character = "│"
    static let legend = "█ spent  ▒ reserved  ░ free  │ alert"

    var hasMarks: Bool { free.contains(BudgetBar.mark) }

    var plain: String {
        let bar = shares
        return bar.spent + bar.reserved + free
    }

    /// The same in colour: what is reserved and what is free in tones of their own, all of it in red above
    /// the limit.
    func painted(_ style: TextStyle) -> String {
        let bar = shares
        let parts = free.split(separator: BudgetBar.mark, omittingEmptySubsequences: false)
            .map { style.paint(String($0), .dim) }
        let spent = standing.isAboveLimit ? style.paint(bar.spent, .alarm) : bar.spent
        return spent + style.paint(bar.reserved, standing.isAboveLimit ? .alarm : .caution)
            + parts.joined(separator: String(BudgetBar.mark))
    }

    private var shares: (spent: String, reserved: String, free: String) {
        BudgetShares(standing).bar(columns: columns)
    }

    private var free: String {
        let bar = shares
        let start = columns - bar.free.count
        var free = Array(bar.free)
        let used = standing.usedBasisPoints
        for percent in standing.budget.alertAt where percent < 100 && percent * 100 > used {
            let column = (percent * columns + 99) / 100 - 1 - start
            if free.indices.contains(column) { free[column] = BudgetBar.mark }
        }
        return String(free)
    }
}
