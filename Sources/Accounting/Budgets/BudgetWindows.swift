/// A budget with the windows that it had in some days, the earliest first; at least one.
package struct BudgetWindows: Hashable, Sendable {
    package let budget: Budget
    /// Each as it stands or as it ended, with the overrides in force now or at its end.
    package let standings: [BudgetStanding]

    package init(budget: Budget, standings: [BudgetStanding]) {
        self.budget = budget
        self.standings = standings
    }
}
