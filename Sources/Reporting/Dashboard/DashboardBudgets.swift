import Accounting

/// Every budget with its bar: what is spent, held and expected, and where alerts are raised.
struct DashboardBudgets {
    let outlooks: [BudgetOutlook]
    let asOf: Instant
    let calendar: LedgerCalendar

    var section: HTML {
        DashboardPage.section(
            "budgets", "Budgets",
            outlooks.isEmpty
                ? [DashboardPage.nothing("No budgets.")]
                : [HTML("ul", ["class": "budgets"], outlooks.map(item)), legend])
    }

    private func item(_ outlook: BudgetOutlook) -> HTML {
        let standing = outlook.standing
        let words = BudgetWords(outlook: outlook, asOf: asOf, calendar: calendar)
        var lines = [
            HTML(
                "h3", [:], .name(standing.budget.name.text),
                HTML("span", ["class": "used"], HTML("\(standing.usedBasisPoints / 100) %"))),
            bar(outlook), HTML("p", ["class": "left"], HTML(words.left)),
        ]
        if let projection = words.projection {
            lines.append(
                HTML(
                    "p", ["class": outlook.isHeadingOverLimit ? "note warning" : "note"],
                    HTML(projection)))
        }
        lines.append(
            HTML(
                "p", ["class": "note"],
                .name(standing.budget.scope.phrase),
                HTML(
                    (standing.budget.enforcement == .warn ? ", warns only" : "")
                        + "; \(words.reset)")))
        return HTML("li", ["class": tone(standing)], lines)
    }

    private func tone(_ standing: BudgetStanding) -> String {
        let used = standing.usedBasisPoints
        if used >= 10_000 { return "full" }
        return standing.budget.alertAt.contains { $0 * 100 <= used } ? "near" : ""
    }

    private func bar(_ outlook: BudgetOutlook) -> HTML {
        let standing = outlook.standing
        let shares = BudgetShares(standing)
        let used = shares.spent + shares.reserved
        let expected = standing.limit == nil ? nil : outlook.forecast?.projected.nanos
        return ShareBar.svg(
            [
                (shares.spent, standing.isAboveLimit ? "alarm" : "charged"),
                (shares.reserved, "provisional"), (max(0, (expected ?? 0) - used), "expected"),
            ], of: shares.whole, marks: standing.budget.alertAt.filter { $0 < 100 })
    }

    private var legend: HTML {
        let names = [
            ("k-charged", "spent"), ("k-reserved", "reserved"), ("k-expected", "projected"),
            ("k-mark", "alert"),
        ]
        return HTML(
            "ul", ["class": "legend"],
            names.map { HTML("li", [:], HTML("i", ["class": $0.0], []), HTML($0.1)) })
    }
}
