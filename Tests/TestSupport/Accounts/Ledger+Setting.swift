package import Accounting
package import LedgerStore

extension Ledger {
    /// Sets a budget as it is given, in the place of one of its name.
    package func set(_ budget: Budget, at instant: Instant) async throws {
        var change = BudgetChange()
        (change.limit, change.unit) = (budget.limit, budget.unit)
        change.model = budget.scope.model.map { .only($0) } ?? .any
        change.mode = budget.scope.mode.map { .only($0) } ?? .any
        change.orientation = budget.scope.orientation.map { .only($0) } ?? .any
        change.project = budget.scope.project.map { .only($0) } ?? .any
        change.key = budget.scope.key.map { .only($0) } ?? .any
        change.enforcement = budget.enforcement
        change.alertAt = budget.alertAt
        change.alertsOnForecast = budget.alertsOnForecast
        _ = try await set(change, budget: budget.name, at: instant)
    }

    /// The submissions that a filter lets through, the latest first.
    package func submissions(matching filter: SubmissionFilter) async throws -> [Submission] {
        try await readSubmissions(matching: filter, newestFirst: true) { reading in
            var submissions: [Submission] = []
            try reading.forEach { submissions.append($0) }
            return submissions
        }
    }
}
