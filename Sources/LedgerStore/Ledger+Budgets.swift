package import Accounting
import GRDB

extension Ledger {
    /// Sets or replaces a budget. What its period has already seen counts.
    package func set(_ budget: Budget, at instant: Instant) throws {
        try post(at: instant) { posting in
            if try posting.budgets.budget(named: budget.name) == budget { return }
            try posting.post(.budgetSet(budget))
        }
    }

    package func removeBudget(named name: String, at instant: Instant) throws {
        try post(at: instant) { posting in
            try requireBudget(name, posting)
            try posting.post(.budgetRemoved(name: name))
        }
    }

    /// Adds money to a budget's limit until an instant.
    package func override(_ change: BudgetOverride, at instant: Instant) throws {
        try post(at: instant) { posting in
            let budget = try requireBudget(change.budget, posting)
            guard case .usd = budget.limit else {
                throw LedgerError(
                    .invalid,
                    "budget '\(budget.name)' counts submissions; raise its limit instead:"
                        + " bursar budget set \(budget.name) --limit …")
            }
            guard change.added > .zero, change.added <= .largestReadable else {
                throw LedgerError(
                    .invalid,
                    "an override adds more than nothing, and at most"
                        + " \(USD.largestReadable.display)")
            }
            let inForce = try posting.budgets.overrides(of: budget.name, at: instant)
            _ = try inForce.adding(change.added)
            guard change.until > instant else {
                throw LedgerError(.invalid, "the override would end before it begins")
            }
            try posting.post(.budgetOverridden(change))
            try posting.raise(
                .override, .info,
                "budget '\(budget.name)' was raised by \(change.added.display): \(change.reason)",
                budget: budget.name)
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
    private func requireBudget(_ name: String, _ posting: Posting) throws -> Budget {
        guard let budget = try posting.budgets.budget(named: name) else {
            throw LedgerError(.notFound, "there is no budget '\(name)'; see: bursar budget list")
        }
        return budget
    }
}

// MARK: - Prices and alerts

extension Ledger {
    package func set(_ price: Price, at instant: Instant) throws {
        _ = try post(at: instant) { try $0.post(.priceSet(price)) }
    }

    /// The prices that ship with Bursar and those recorded since.
    package func priceBook() throws -> PriceBook {
        try file.read { database in
            let recorded = try database.rows(
                "SELECT model, mode, nanos, per, source, effective_from FROM price ORDER BY seq"
            ) {
                Price(
                    model: try $0.text(), mode: try $0.optionalValue(), usd: try $0.usd(),
                    unit: try $0.value(), source: try $0.value(), effectiveFrom: try $0.instant())
            }
            return PriceBook(PriceBook.builtin.prices + recorded)
        }
    }

    /// The latest alerts, latest first.
    package func alerts(limit: Int) throws -> [(alert: Alert, at: Instant)] {
        try file.read { database in
            let sql = """
                SELECT at, id, event, severity, message, budget, window_start, threshold,
                    submission_id FROM alert ORDER BY at DESC, id DESC LIMIT ?
                """
            return try database.rows(sql, [limit]) { reader in
                let at = try reader.instant()
                let alert = Alert(
                    id: try reader.text(), event: try reader.value(), severity: try reader.value(),
                    message: try reader.text(), budget: try reader.textOrNil(),
                    windowStart: try reader.instantOrNil(), threshold: try reader.intOrNil(),
                    submissionID: try reader.textOrNil().flatMap(SubmissionID.init))
                return (alert, at)
            }
        }
    }
}
