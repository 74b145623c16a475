/// A budget with the windows that it had in some days, the earliest first; at least one.
package struct BudgetWindows: Hashable, Sendable {
    package let budget: Budget
    package let windows: [Window]
    /// What overrides added to the limit of the last window, at its end or now.
    package let overrides: USD

    package init(budget: Budget, windows: [Window], overrides: USD) {
        self.budget = budget
        self.windows = windows
        self.overrides = overrides
    }

    /// The last window, as it stands or as it ended.
    package var last: BudgetStanding? {
        windows.last.map { BudgetStanding(budget: budget, window: $0, overrides: overrides) }
    }
}
