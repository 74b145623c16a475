/// A limit over a scope and a period, under a name.
package struct Budget: Hashable, Sendable {
    /// What happens to a submission that does not fit.
    package enum Enforcement: String, Sendable {
        /// It is refused.
        case block
        /// It is recorded, and raises an alert.
        case warn
    }

    package let name: Name
    package let scope: Scope
    package let unit: PeriodUnit
    package let limit: BudgetLimit
    package let enforcement: Enforcement
    /// Percentages of the limit, spent and reserved together, at which to warn. Ascending.
    package let alertAt: [Int]
    /// Whether to warn when its period is expected to end above the limit.
    package let alertsOnForecast: Bool

    package static let defaultAlertAt = [50, 80, 100]

    package init(
        name: Name, scope: Scope, unit: PeriodUnit, limit: BudgetLimit,
        enforcement: Enforcement = .block, alertAt: [Int] = Budget.defaultAlertAt,
        alertsOnForecast: Bool = true
    ) {
        self.name = name
        self.scope = scope
        self.unit = unit
        self.limit = limit
        self.enforcement = enforcement
        self.alertAt = Array(Set(alertAt)).sorted()
        self.alertsOnForecast = alertsOnForecast
    }
}

/// Money added to a budget's limit until an instant, with the reason.
package struct BudgetOverride: Hashable, Sendable {
    package let budget: Name
    package let added: USD
    package let until: Instant
    package let reason: String

    package init(budget: Name, added: USD, until: Instant, reason: String) {
        self.budget = budget
        self.added = added
        self.until = until
        self.reason = reason
    }
}

/// No alert about a budget leaves until an instant, with the reason. They are still recorded.
package struct BudgetMute: Hashable, Sendable {
    package let budget: Name
    package let until: Instant
    package let reason: String

    package init(budget: Name, until: Instant, reason: String) {
        self.budget = budget
        self.until = until
        self.reason = reason
    }
}
