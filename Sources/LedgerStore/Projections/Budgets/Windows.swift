import Accounting
import GRDB

/// The rows of the `budget_window` table, within one transaction or one replay.
///
/// A window that was read is kept, as it changes only through this. Changed ones are held back until
/// ``flush()``.
final class Windows {
    /// What was read of windows, or follows from what was written.
    struct Contents: Sendable {
        /// The windows that were read or changed, by budget.
        fileprivate var byBudget: [Name: [Window]] = [:]
        /// Spans in which a budget has no window: an import reads them record after record.
        fileprivate var gaps: [Name: Range<Instant>] = [:]

        var count: Int { byBudget.values.reduce(0) { $0 + $1.count } }
    }

    private(set) var known: Contents
    let database: Database
    /// The known windows that differ from their row.
    private var dirty: Set<Key> = []

    private struct Key: Hashable {
        let budget: Name
        let start: Instant

        init(_ window: Window) {
            budget = window.budget
            start = window.period.start
        }
    }

    init(database: Database, known: Contents = Contents()) {
        self.database = database
        self.known = known
    }

    /// The window of a budget that has an instant in it; nil where no entry has opened one.
    func window(of budget: Budget, at instant: Instant) throws -> Window? {
        let name = budget.name
        if let window = known.byBudget[name]?.last(where: { $0.period.contains(instant) }) {
            return window
        }
        if known.gaps[name]?.contains(instant) == true { return nil }
        guard let found = try storedWindow(of: budget, at: instant) else {
            let around = try neighbours(of: budget.name, at: instant)
            let start = around.previousEnd ?? .distantPast
            let end = around.nextStart ?? .distantFuture
            known.gaps[name] = start < end ? start..<end : nil
            return nil
        }
        known.byBudget[name, default: []].append(found)
        return found
    }

    /// Changes a window that was read. Its row follows with ``flush()``.
    func change(_ window: Window) {
        let name = window.budget
        let key = Key(window)
        guard let index = known.byBudget[name]?.firstIndex(where: { Key($0) == key }) else {
            preconditionFailure("a window is changed that was not read")
        }
        known.byBudget[name]?[index] = window
        dirty.insert(key)
    }

    func flush() throws {
        for window in known.byBudget.values.joined() where dirty.contains(Key(window)) {
            try update(window)
        }
        dirty.removeAll()
    }

    /// Past windows keep the limit that held in them.
    func changeLimit(of budget: Budget, endingAfter instant: Instant) throws {
        try flush()
        forget(budget.name)
        try database.run(
            """
            UPDATE budget_window
            SET limit_nanos = ?, limit_submissions = ?, alerted_percent = 0
            WHERE budget = ? AND period_end > ?
            """,
            [
                budget.limit.nanos, budget.limit.count, budget.name, instant.microseconds,
            ])
    }

    func drop(_ name: Name) throws {
        forget(name)
        known.gaps[name] = nil
        dirty = dirty.filter { $0.budget != name }
        try database.run("DELETE FROM budget_window WHERE budget = ?", [name])
    }

    /// Its windows are to be read again.
    func forget(_ name: Name) { known.byBudget[name] = nil }

    /// Adds a window that no row has yet.
    func open(_ window: Window) throws {
        known.gaps[window.budget] = nil
        try insert(window)
    }
}

extension Window {
    func with(holding: Holding? = nil, alertedPercent: Int? = nil) -> Window {
        Window(
            budget: budget, period: period, limit: limit, holding: holding ?? self.holding,
            alertedPercent: alertedPercent ?? self.alertedPercent)
    }
}
