package import Accounting

/// What a budget counts, nano-dollars or submissions: how much of the whole is spent and reserved.
package struct BudgetShares: Hashable, Sendable {
    package let spent: Int64
    package let reserved: Int64
    package let whole: Int64

    package init(_ standing: BudgetStanding) {
        let holding = standing.holding
        if let limit = standing.limit {
            spent = holding.spent.nanos
            reserved = holding.reserved.nanos
            whole = limit.nanos
        } else {
            spent = Int64(holding.posted)
            reserved = Int64(holding.open)
            whole = Int64(standing.limitSubmissions ?? 0)
        }
    }

    /// The three parts of a bar that together fill the columns: `███`, `▒▒` and `░░░░░`.
    package func bar(columns: Int) -> (spent: String, reserved: String, free: String) {
        let shares = Bar.shares([spent, reserved], of: whole, columns: columns)
        return (
            String(repeating: "█", count: shares[0]), String(repeating: "▒", count: shares[1]),
            String(repeating: "░", count: columns - shares[0] - shares[1])
        )
    }
}
