import Accounting
import GRDB

/// Budgets at an instant: where they stand, and which windows would begin.
///
/// The only place where windows are computed from a calendar. The result is kept in the journal.
struct BudgetCalendar {
    let budgets: Budgets
    let calendar: LedgerCalendar

    /// Every budget that could matter to the subject, in any mode, as it stands at an instant.
    func standings(for subject: Subject, at instant: Instant) throws -> [BudgetStanding] {
        let names = try budgets.names()
        return try budgets.all()
            .filter { budget in
                let subject = subject.with(mode: budget.scope.mode ?? subject.mode)
                return budget.scope.matches(subject, at: instant, names: names)
            }
            .map { try standing(of: $0, at: instant) }
    }

    func standing(of budget: Budget, at instant: Instant) throws -> BudgetStanding {
        BudgetStanding(
            budget: budget,
            window: try budgets.windows.window(of: budget, at: instant)
                ?? newWindow(of: budget, at: instant),
            overrides: try budgets.overrides(of: budget.name, at: instant))
    }

    /// Where an entry belongs that is posted at an instant.
    func calendarFacts(of entry: Entry, at instant: Instant) throws -> CalendarFacts {
        switch entry {
        case .proposed(let proposal, let event):
            let openings =
                event == .reserved ? try openings(for: proposal.subject, at: instant) : []
            return CalendarFacts(day: calendar.day(of: instant), openings: openings)
        case .imported(let record, _):
            // Its windows begin with the next reservation, which counts it.
            return CalendarFacts(day: calendar.day(of: record.reservedAt))
        case .budgetSet(let budget):
            return CalendarFacts(openings: try opening(of: budget, at: instant).map { [$0] } ?? [])
        // A window that is not open yet will count what is filed there.
        case .opened, .happened, .refiled, .overrun, .budgetRemoved, .budgetOverridden,
            .budgetMuted, .priceSet, .priceUnset, .priceForgotten, .pricesListed, .aliasesListed,
            .keyCreated, .keyRevoked, .alertRaised, .monthClosed:
            return .none
        }
    }

    private func openings(for subject: Subject, at instant: Instant) throws
        -> [CalendarFacts.WindowOpening]
    {
        let names = try budgets.names()
        return try budgets.all().filter { $0.scope.matches(subject, at: instant, names: names) }
            .filter { try budgets.windows.window(of: $0, at: instant) == nil }
            .map { CalendarFacts.WindowOpening($0, try period(of: $0, at: instant)) }
    }

    /// The window that a budget begins with, unless it replaces one that counted the same.
    private func opening(of budget: Budget, at instant: Instant) throws -> CalendarFacts
        .WindowOpening?
    {
        if let before = try budgets.budget(named: budget.name), before.countsLike(budget) {
            if try budgets.windows.window(of: before, at: instant) != nil { return nil }
            return CalendarFacts.WindowOpening(budget, try period(of: budget, at: instant))
        }
        return CalendarFacts.WindowOpening(
            budget, calendar.period(budget.unit, containing: instant))
    }

    private func newWindow(of budget: Budget, at instant: Instant) throws -> Window {
        let period = try period(of: budget, at: instant)
        return Window(
            budget: budget.name, period: period, limit: budget.limit,
            holding: try budgets.holding(of: budget.scope, in: period), alertedPercent: 0)
    }

    /// The period that the calendar gives, less what the windows before and after it have: where a
    /// zone changed its rules they would overlap, and count a submission twice.
    private func period(of budget: Budget, at instant: Instant) throws -> Period {
        let period = calendar.period(budget.unit, containing: instant)
        let neighbours = try budgets.windows.neighbours(of: budget.name, at: instant)
        return Period(
            unit: period.unit, start: max(period.start, neighbours.previousEnd ?? period.start),
            end: min(period.end, neighbours.nextStart ?? period.end))
    }
}

extension CalendarFacts.WindowOpening {
    fileprivate init(_ budget: Budget, _ period: Period) {
        self.init(budget: budget.name, start: period.start, end: period.end)
    }
}

extension Budget {
    /// Whether the windows of one hold what those of the other do.
    func countsLike(_ other: Budget) -> Bool { scope == other.scope && unit == other.unit }
}
