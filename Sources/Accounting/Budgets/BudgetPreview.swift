/// A budget that counts a submission, and what the submission would leave of it.
package struct BudgetPreview: Hashable, Sendable {
    package let standing: BudgetStanding
    /// What would be reserved; nil where its cost is not known.
    package let cost: USD?

    package init(standing: BudgetStanding, cost: USD?) {
        self.standing = standing
        self.cost = cost
    }

    /// What could still be reserved afterwards, below zero by as much as it does not fit. Nil for a budget
    /// that counts submissions, and where the cost is not known.
    package var left: USD? {
        guard let limit = standing.limit, let cost else { return nil }
        return limit - standing.holding.spent - standing.holding.reserved - cost
    }

    /// How many more submissions there could be afterwards, below zero where this one is too many. Nil
    /// for a budget in money.
    package var leftSubmissions: Int? {
        standing.limitSubmissions.map { $0 - standing.holding.submissions - 1 }
    }

    /// Why it does not fit, whether the budget refuses or only warns; nil when it does.
    package var obstacle: Refusal.Reason? {
        guard cost != nil || standing.limit == nil else { return nil }
        return standing.reasonToRefuse(cost ?? .zero)
    }
}

extension Admission {
    /// The least that a budget which refuses would have left afterwards; nil where none limits money.
    package var left: USD? {
        previews.filter { $0.standing.budget.enforcement == .block }.compactMap(\.left).min()
    }

    /// Every budget that counts the submission, whether it refuses or only warns.
    package var previews: [BudgetPreview] {
        let estimate = proposal.estimate
        return standings.filter {
            $0.budget.scope.matches(proposal.subject, names: names)
        }.map {
            BudgetPreview(standing: $0, cost: estimate.isPriced ? estimate.usd : nil)
        }
    }
}
