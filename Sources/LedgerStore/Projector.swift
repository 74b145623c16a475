import Accounting
import GRDB

/// Makes submissions, windows, the rollup and the other tables follow from one journal entry.
///
/// The same code runs when an entry is written and when the journal is replayed to verify it, so
/// there is one statement of what an entry means. It reads nothing but these tables.
struct Projector {
    let database: Database
    let calendar: LedgerCalendar

    /// Applies an entry.
    ///
    /// - Parameter before: the submission as it stands, when the caller has just read it.
    /// - Returns: the windows that hold more or less than before.
    /// - Throws: ``LedgerError`` when the entry cannot follow from what is there.
    @discardableResult
    func apply(_ entry: Entry, seq: Int64, at instant: Instant, before: Submission? = nil) throws
        -> [BudgetStanding]
    {
        switch entry {
        case .opened(let timeZone, let salt):
            try set("time_zone", timeZone)
            try set("salt", salt)
        case .proposed(let proposal, let event):
            guard
                let submission = Submission(
                    proposal, event: event, day: calendar.day(of: instant), at: instant)
            else { throw contradiction(entry, seq) }
            return try begin(submission, at: instant)
        case .imported(let record, let id):
            let day = calendar.day(of: record.reservedAt)
            return try begin(record.submission(id: id, day: day), at: instant)
        case .happened(let id, let event):
            guard let before = try before ?? SubmissionRow.fetch(id, from: database),
                let after = before.applying(event, at: instant)
            else { throw contradiction(entry, seq) }
            try SubmissionRow.update(after, in: database)
            return try follow(from: before, to: after, at: instant)
        case .overrun: break
        case .budgetSet(let budget): try set(budget, at: instant)
        case .budgetRemoved(let name): try removeBudget(name)
        case .budgetOverridden(let change): try add(change, seq: seq, at: instant)
        case .priceSet(let price): try add(price, seq: seq)
        case .alertRaised(let alert): try add(alert, at: instant)
        }
        return []
    }

    private func begin(_ submission: Submission, at instant: Instant) throws -> [BudgetStanding] {
        try SubmissionRow.insert(submission, into: database)
        return try follow(from: nil, to: submission, at: instant)
    }

    /// The rollup and the windows move by what the submission comes to now, less what it did.
    private func follow(from before: Submission?, to after: Submission, at instant: Instant) throws
        -> [BudgetStanding]
    {
        let spend = Spend(after) - (before.map(Spend.init) ?? .nothing)
        if spend != .nothing {
            try RollupRow.add(SpendRow(key: SpendRow.Key(after), spend: spend), in: database)
        }
        let holding = Holding(after) - (before.map { Holding($0) } ?? .nothing)
        if holding == .nothing { return [] }
        return try Budgets(database: database, calendar: calendar)
            .add(holding, of: after, at: instant)
    }

    private func contradiction(_ entry: Entry, _ seq: Int64) -> LedgerError {
        LedgerError(
            .unreadable,
            "journal entry \(seq) (\(entry.kind)) does not follow from those before it")
    }

    private func set(_ name: String, _ value: String) throws {
        try database.execute(
            sql: "INSERT INTO setting (name, value) VALUES (?, ?)", arguments: [name, value])
    }

    private func add(_ price: Price, seq: Int64) throws {
        try database.execute(
            sql: """
                INSERT INTO price (seq, model, mode, nanos, per, source, effective_from)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                seq, price.model, price.mode?.rawValue, price.usd.nanos, price.unit.rawValue,
                price.source.rawValue, price.effectiveFrom.microseconds,
            ])
    }

    private func add(_ alert: Alert, at instant: Instant) throws {
        try database.execute(
            sql: """
                INSERT INTO alert (id, at, event, severity, message, budget, window_start,
                    threshold, submission_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                alert.id, instant.microseconds, alert.event.rawValue, alert.severity.rawValue,
                alert.message, alert.budget, alert.windowStart?.microseconds, alert.threshold,
                alert.submissionID?.description,
            ])
        guard let budget = alert.budget, let start = alert.windowStart,
            let threshold = alert.threshold
        else { return }
        try database.execute(
            sql: """
                UPDATE budget_window SET alerted_percent = max(alerted_percent, ?)
                WHERE budget = ? AND period_start = ?
                """,
            arguments: [threshold, budget, start.microseconds])
    }
}

// MARK: - Budgets

extension Projector {
    /// A new limit holds from now on; a new scope or period means other windows, counted afresh.
    private func set(_ budget: Budget, at instant: Instant) throws {
        let budgets = Budgets(database: database, calendar: calendar)
        let before = try budgets.budget(named: budget.name)
        try budgets.save(budget)
        if let before, before.scope != budget.scope || before.unit != budget.unit {
            try budgets.dropWindows(of: budget.name)
        } else if let before, before.limit != budget.limit {
            try budgets.changeLimit(of: budget, endingAfter: instant)
        }
        try budgets.materializeWindow(of: budget, at: instant)
    }

    private func removeBudget(_ name: String) throws {
        try Budgets(database: database, calendar: calendar).remove(name)
    }

    private func add(_ change: BudgetOverride, seq: Int64, at instant: Instant) throws {
        try database.execute(
            sql: """
                INSERT INTO budget_override (seq, budget, at, until, added_nanos, reason)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                seq, change.budget, instant.microseconds, change.until.microseconds,
                change.added.nanos, change.reason,
            ])
    }
}
