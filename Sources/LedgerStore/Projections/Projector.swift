import Accounting
import GRDB

/// Makes submissions, windows, the rollup and the other tables follow from one journal entry.
///
/// The same code runs when an entry is written and when the journal is replayed to verify it, so
/// there is one statement of what an entry means. It reads nothing but these tables, and no
/// calendar.
///
/// What it changes most often is held back, and written by ``flush()``: before the transaction ends,
/// and before anything is counted with SQL.
struct Projector {
    let database: Database
    let budgets: Budgets
    let submissions: Submissions
    let rollup: Rollup

    init(_ budgets: Budgets) {
        database = budgets.database
        self.budgets = budgets
        submissions = Submissions(database: database)
        rollup = Rollup(database: database)
    }

    func flush() throws {
        try submissions.flush()
        try rollup.flush()
        try budgets.windows.flush()
    }

    /// What an entry changed.
    struct Effect {
        /// The submission that it is about, as it stands now.
        var submission: Submission?
        /// The windows that hold more or less than before.
        var touched: [BudgetStanding] = []
    }

    /// Applies an entry.
    ///
    /// - Parameter before: the submission as it stands, when the caller has just read it.
    /// - Throws: ``LedgerError`` when the entry cannot follow from what is there.
    @discardableResult
    func apply(
        _ entry: Entry, _ calendarFacts: CalendarFacts, seq: Int64, at instant: Instant,
        before: Submission? = nil
    ) throws -> Effect {
        switch entry {
        case .opened(let timeZone, let salt):
            try set("time_zone", timeZone)
            try set("salt", salt)
        case .proposed(let proposal, let event):
            guard let day = calendarFacts.day,
                let submission = Submission(proposal, event: event, day: day, at: instant)
            else { throw contradiction(entry, seq) }
            try open(calendarFacts.openings)
            return try begin(submission, seq: seq, at: instant)
        case .imported(let record, let id):
            guard let day = calendarFacts.day else { throw contradiction(entry, seq) }
            return try begin(record.submission(id: id, day: day), seq: seq, at: instant)
        case .happened(let id, let event):
            guard let before = try before ?? submissions.fetch(id),
                let after = before.applying(event, at: instant)
            else { throw contradiction(entry, seq) }
            try submissions.update(after, from: before)
            try noteLateChange(from: before, to: after, seq: seq)
            if let correction = Spend(correcting: before, by: event) {
                try rollup.add(correction, to: SpendRow.Key(after))
            }
            return try follow(from: before, to: after, at: instant)
        case .refiled(let id, let refiling):
            guard let before = try before ?? submissions.fetch(id),
                let after = before.refiled(refiling)
            else { throw contradiction(entry, seq) }
            try noteLateRefiling(of: after, seq: seq)
            return try refile(refiling, from: before, to: after, at: instant)
        case .overrun: break
        case .budgetSet(let budget):
            try set(budget, at: instant)
            try open(calendarFacts.openings)
        case .budgetRemoved(let name): try budgets.remove(name)
        case .budgetOverridden(let change): try add(change, seq: seq, at: instant)
        case .budgetMuted(let mute): try set(mute)
        case .priceSet(let price): try add(price, seq: seq)
        case .priceUnset(let model, let mode): try unsetPrice(of: model, in: mode)
        case .priceForgotten(let model, let mode): try forgetCharges(of: model, in: mode)
        case .pricesListed(let listing): try PriceListingRow.insert(listing, seq: seq, in: database)
        case .aliasesListed(let changes): try name(changes, at: instant)
        case .keyCreated(let grant, let fingerprint):
            try KeyRow.insert(grant, fingerprint, seq: seq, at: instant, in: database)
        case .keyRevoked(let name):
            guard try KeyRow.revoke(name, at: instant, in: database) else {
                throw contradiction(entry, seq)
            }
        case .alertRaised(let alert): try add(alert, at: instant)
        case .monthClosed(let closing): try close(closing, seq: seq, at: instant)
        }
        return Effect()
    }

    private func begin(_ submission: Submission, seq: Int64, at instant: Instant) throws -> Effect {
        try submissions.insert(submission)
        try noteLateChange(from: nil, to: submission, seq: seq)
        return try follow(from: nil, to: submission, at: instant)
    }

    private func open(_ openings: [CalendarFacts.WindowOpening]) throws {
        if openings.isEmpty { return }
        try submissions.flush()
        try openings.forEach(budgets.open)
    }

    /// The rollup and the windows move by what the submission comes to now, less what it did.
    private func follow(from before: Submission?, to after: Submission, at instant: Instant) throws
        -> Effect
    {
        let spend = Spend(after) - (before.map(Spend.init) ?? .nothing)
        if spend != .nothing {
            try rollup.add(spend, to: SpendRow.Key(after))
        }
        if let before, before.charge != after.charge {
            let earlier = ChargeStatistics.sample(of: before)
            if let sample = ChargeStatistics.sample(of: after), sample != earlier {
                try learn(sample, insteadOf: earlier)
            }
        }
        let holding = Holding(after) - (before.map { Holding($0) } ?? .nothing)
        if holding == .nothing { return Effect(submission: after) }
        return Effect(
            submission: after, touched: try budgets.add(holding, of: after, at: instant))
    }

    func contradiction(_ entry: Entry, _ seq: Int64) -> LedgerError {
        LedgerError(
            .unreadable,
            "journal entry \(seq) (\(entry.kind.rawValue)) does not follow from those before it")
    }
}

// MARK: - Settings, budgets and alerts

extension Projector {
    private func set(_ name: String, _ value: String) throws {
        try database.run(
            "INSERT INTO setting (name, value) VALUES (?, ?)", [name, value])
    }

    /// A new limit holds from now on; a new scope or period means other windows, counted afresh.
    private func set(_ budget: Budget, at instant: Instant) throws {
        let before = try budgets.budget(named: budget.name)
        try budgets.save(budget)
        if let before, !before.countsLike(budget) {
            try budgets.windows.drop(budget.name)
        } else if let before, before.limit != budget.limit {
            try budgets.windows.changeLimit(of: budget, endingAfter: instant)
        }
    }

    private func add(_ change: BudgetOverride, seq: Int64, at instant: Instant) throws {
        budgets.forgetOverrides()
        try database.run(
            """
            INSERT INTO budget_override (seq, budget, at, until, added_nanos, reason)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                seq, change.budget, instant.microseconds, change.until.microseconds,
                change.added.nanos, change.reason,
            ])
    }

    private func set(_ mute: BudgetMute) throws {
        try database.run(
            """
            INSERT INTO budget_mute (budget, until, reason) VALUES (?, ?, ?)
            ON CONFLICT (budget) DO UPDATE SET until = excluded.until, reason = excluded.reason
            """, [mute.budget, mute.until.microseconds, mute.reason])
    }

    private func add(_ alert: Alert, at instant: Instant) throws {
        try database.run(
            """
            INSERT INTO alert (id, at, event, severity, message, budget, window_start,
                threshold, submission_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                alert.id, instant.microseconds, alert.event.rawValue, alert.severity.rawValue,
                alert.message, alert.budget, alert.windowStart?.microseconds, alert.threshold,
                alert.submissionID?.description,
            ])
        guard let budget = alert.budget, let start = alert.windowStart,
            let threshold = alert.threshold
        else { return }
        try budgets.noteAlert(of: threshold, budget: budget, windowStart: start)
    }
}
