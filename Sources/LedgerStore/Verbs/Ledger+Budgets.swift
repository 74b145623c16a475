package import Accounting
import GRDB

extension Ledger {
    /// Sets a budget, or changes what is said of one that exists, in one transaction with reading it.
    /// What its period has already seen counts.
    ///
    /// - Returns: it as it was, nil when there was none, and as it is.
    /// - Throws: ``BudgetChange/Missing`` when a new one lacks what it needs; ``LedgerError``.
    package func set(_ change: BudgetChange, budget name: Name, at instant: Instant) async throws
        -> (before: Budget?, after: Budget)
    {
        try await post(at: instant) { posting in
            let before = try posting.budgets.budget(named: name)
            let after = try change.applied(to: before, named: name)
            if after != before { try posting.post(.budgetSet(after)) }
            return (before, after)
        }
    }

    package func removeBudget(named name: Name, at instant: Instant) async throws {
        try await post(at: instant) { posting in
            try requireBudget(name, posting)
            try posting.post(.budgetRemoved(name: name))
        }
    }

    /// Adds money to a budget's limit until an instant.
    package func override(_ change: BudgetOverride, at instant: Instant) async throws {
        try await post(at: instant) { posting in
            let budget = try requireBudget(change.budget, posting)
            guard case .usd = budget.limit else {
                throw LedgerError(
                    .invalid,
                    "budget '\(budget.name)' counts submissions, and an override adds money",
                    .raiseLimits([budget.name]))
            }
            guard change.added > .zero, change.added <= .largestReadable else {
                throw LedgerError(
                    .invalid,
                    "an override adds more than nothing, and at most"
                        + " \(USD.largestReadable.display)")
            }
            let inForce = try posting.budgets.overrides(of: budget.name, at: posting.instant)
            _ = try inForce.adding(change.added)
            guard change.until > posting.instant else {
                throw LedgerError(.invalid, "the override would end before it begins")
            }
            try posting.post(.budgetOverridden(change))
            try posting.raise(
                AlertDraft(
                    .override, .info,
                    "budget '\(budget.name)' was raised by \(change.added.display):"
                        + " \(change.reason)", budget: budget.name))
        }
    }

    package func budgets() throws -> [Budget] {
        try file.read { try Budgets(database: $0).all() }
    }

    /// Where every budget stands at an instant.
    package func standings(at instant: Instant) throws -> [BudgetStanding] {
        try file.read { database in
            let budgets = Budgets(database: database)
            let calendar = BudgetCalendar(budgets: budgets, calendar: calendar)
            return try budgets.all().map { try calendar.standing(of: $0, at: instant) }
        }
    }

    @discardableResult
    private func requireBudget(_ name: Name, _ posting: Posting) throws -> Budget {
        guard let budget = try posting.budgets.budget(named: name) else {
            throw LedgerError(.notFound, "there is no budget '\(name)'", .listBudgets)
        }
        return budget
    }
}
