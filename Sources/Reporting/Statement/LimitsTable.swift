import Accounting

/// Budgets against what was spent and held in their windows.
struct LimitsTable {
    let budgets: [BudgetWindows]
    let calendar: LedgerCalendar

    var table: HTML {
        let titles = [
            ("Limit", ""), ("For", "more"), ("Allowed", "n"), ("Charged", "n"),
            ("Reserved", "n more"),
            ("Used", "n"),
        ]
        var headings = titles.map { HTML("th", ["scope": "col", "class": $0.1], HTML($0.0)) }
        headings.append(HTML("th", ["class": "bars", "aria-hidden": "true"], []))
        return HTML(
            "table", ["class": "limits"], HTML("thead", [:], HTML("tr", [:], headings)),
            HTML("tbody", [:], budgets.compactMap(row)))
    }

    private func row(_ entry: BudgetWindows) -> HTML? {
        guard let standing = entry.fullest else { return nil }
        let holding = standing.holding
        let isOver = standing.isAboveLimit
        return HTML(
            "tr", ["class": isOver ? "over" : ""],
            HTML(
                "th", ["scope": "row"], .name(entry.budget.name.text),
                HTML("small", [:], HTML(period(of: entry, standing)))),
            HTML("td", ["class": "more"], .name(entry.budget.scope.phrase)),
            HTML("td", ["class": "n"], HTML(allowed(standing))),
            HTML("td", ["class": "n"], HTML(holding.spent.display)),
            HTML("td", ["class": "n more"], HTML(holding.reserved.display)),
            HTML(
                "td", ["class": "n"],
                HTML(Percent.text(basisPoints: standing.usedBasisPoints / 100 * 100) + " %")),
            HTML("td", ["class": "bars"], bar(standing)))
    }

    private func allowed(_ standing: BudgetStanding) -> String {
        if let count = standing.limitSubmissions {
            return BudgetLimit.submissions(count).description
        }
        return (standing.limit ?? .zero).display
    }

    /// ` a month`, or of which of several windows the line is.
    private func period(of entry: BudgetWindows, _ standing: BudgetStanding) -> String {
        let unit = entry.budget.unit
        let kind = entry.budget.enforcement == .warn ? ", warns only" : ""
        guard unit != .total else { return " in all\(kind)" }
        let isShort = unit == .day || unit == .week
        guard isShort || entry.standings.count > 1 else { return " a \(unit.rawValue)\(kind)" }
        let first = calendar.day(of: standing.window.period.start)
        let which = entry.standings.count > 1 ? "the fullest of \(entry.standings.count), " : ""
        return " a \(unit.rawValue)\(kind); \(which)from \(first)"
    }

    private func bar(_ standing: BudgetStanding) -> HTML {
        let shares = BudgetShares(standing)
        return ShareBar.svg(
            [
                (shares.spent, standing.isAboveLimit ? "alarm" : "charged"),
                (shares.reserved, "provisional"),
            ], of: shares.whole)
    }
}

extension BudgetWindows {
    /// The window that was used the most; of several that were used alike, the latest.
    var fullest: BudgetStanding? {
        standings.max { $0.usedBasisPoints < $1.usedBasisPoints }
    }
}

extension SpendReport {
    /// The budgets that a reader of the report may see: of a filtered one those of what it is filtered by.
    var budgetsOfFilters: [BudgetWindows] {
        budgets.filter { entry in
            let scope = entry.budget.scope
            return filters.isOfScope
                && (filters.model == nil || scope.model == filters.model)
                && (filters.mode == nil || scope.mode == filters.mode)
                && (filters.orientation == nil || scope.orientation == filters.orientation)
                && (filters.project == nil || scope.project == filters.project)
        }
    }
}

extension SpendReport.Filters {
    /// Whether a scope lets through just what they do.
    func equal(_ scope: Scope) -> Bool {
        isOfScope && scope.key == nil && scope.model == model && scope.mode == mode
            && scope.orientation == orientation && scope.project == project
    }
}
