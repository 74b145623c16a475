/// Why a submission was refused, with every budget in the way and what would fit instead.
package struct Refusal: Hashable, Sendable {
    /// In order of precedence: the first that applies is given.
    package enum Reason: String, CaseIterable, Comparable, Sendable {
        /// It may cost more than a whole limit.
        case requestExceedsBudget = "request_exceeds_budget"
        /// What is spent leaves too little.
        case budgetExhausted = "budget_exhausted"
        /// It would fit once open reservations are released.
        case inFlightBudgetExhausted = "in_flight_budget_exhausted"
        /// It may cost more than was stated as its maximum.
        case maxCostExceeded = "max_cost_exceeded"
        /// Its cost is not known, and no maximum was stated.
        case priceUnknown = "price_unknown"
        /// The same request is still open or unknown.
        case duplicate

        package static func < (left: Reason, right: Reason) -> Bool {
            allCases.firstIndex(of: left)! < allCases.firstIndex(of: right)!
        }
    }

    /// A budget in the way, as it stood.
    package struct Obstacle: Hashable, Sendable {
        package let budget: Name
        package let limit: BudgetLimit
        package let overrides: USD
        package let holding: Holding
        package let requested: USD
        package let available: USD?
        /// When the period ends; nil for a budget over all of time.
        package let resetsAt: Instant?

        package init(
            budget: Name, limit: BudgetLimit, overrides: USD, holding: Holding, requested: USD,
            available: USD?, resetsAt: Instant?
        ) {
            self.budget = budget
            self.limit = limit
            self.overrides = overrides
            self.holding = holding
            self.requested = requested
            self.available = available
            self.resetsAt = resetsAt
        }
    }

    /// A variant of the request that would be admitted now.
    package struct Fit: Hashable, Sendable {
        package let mode: Mode?
        /// The longest reference, in seconds, up to what was asked for; nil for a price per video.
        package let seconds: Int?

        package init(mode: Mode?, seconds: Int?) {
            self.mode = mode
            self.seconds = seconds
        }
    }

    package let reason: Reason
    /// One sentence of facts: what, which value, which limit, what would fit.
    package let message: String
    package let obstacles: [Obstacle]
    package let fits: [Fit]
    /// The submission that makes the same; nil where that is not the reason, or was not recorded.
    package let duplicate: SubmissionID?

    package init(
        reason: Reason, message: String, obstacles: [Obstacle], fits: [Fit],
        duplicate: SubmissionID? = nil
    ) {
        self.reason = reason
        self.message = message
        self.obstacles = obstacles
        self.fits = fits
        self.duplicate = duplicate
    }
}
