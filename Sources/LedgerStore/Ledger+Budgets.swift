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
        try file.read { try Budgets(database: $0, calendar: calendar).all() }
    }

    /// Where every budget stands at an instant.
    package func standings(at instant: Instant) throws -> [BudgetStanding] {
        try file.read { database in
            let budgets = Budgets(database: database, calendar: calendar)
            return try budgets.all().map { try budgets.standing(of: $0, at: instant) }
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
        try post(at: instant) { try $0.post(.priceSet(price)) }
    }

    /// The prices that ship with Bursar and those recorded since.
    package func priceBook() throws -> PriceBook {
        try file.read { database in
            let rows = try Row.fetchAll(
                database,
                sql:
                    "SELECT model, mode, nanos, per, source, effective_from FROM price ORDER BY seq"
            )
            let recorded = try rows.map { row in
                var reader = ColumnReader(row: row)
                return Price(
                    model: reader.text(), mode: try reader.optionalValue(),
                    usd: reader.usd(), unit: try reader.value(),
                    source: try reader.value(), effectiveFrom: reader.instant())
            }
            return PriceBook(PriceBook.builtin.prices + recorded)
        }
    }

    /// The latest alerts, latest first.
    package func alerts(limit: Int) throws -> [(alert: Alert, at: Instant)] {
        try file.read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT at, id, event, severity, message, budget, window_start, threshold,
                        submission_id FROM alert ORDER BY at DESC, id DESC LIMIT ?
                    """, arguments: [limit])
            return try rows.map { row in
                var reader = ColumnReader(row: row)
                let at = reader.instant()
                let alert = Alert(
                    id: reader.text(), event: try reader.value(), severity: try reader.value(),
                    message: reader.text(), budget: reader.textOrNil(),
                    windowStart: reader.instantOrNil(), threshold: reader.intOrNil(),
                    submissionID: reader.textOrNil().flatMap(SubmissionID.init))
                return (alert, at)
            }
        }
    }
}
