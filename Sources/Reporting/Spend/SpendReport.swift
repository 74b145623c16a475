package import Accounting

/// What a span of days came to: the rows of the ledger, and their sums by every dimension.
///
/// Every section is summed here from the same rows, and nowhere else, so that each of them adds up
/// to the totals exactly. Rendering is in ``rendered(as:_:)``.
package struct SpendReport: Sendable {
    package let span: Span
    package let generatedAt: Instant
    /// Of the ledger's zone, for the dates that people read.
    package let calendar: LedgerCalendar
    package let filters: Filters
    /// One for each day, model, mode, orientation and project that has anything, in that order.
    package let rows: [SpendRow]
    /// The same told apart by what was asked for beyond that; else the rows.
    let parts: [SpendRow]
    /// The hash of the journal's last entry that the rows follow from.
    package let ledgerHead: String
    /// Where the period is heading; nil when it is not running, or not known.
    package let forecast: Forecast?
    package let totals: Spend
    /// What it is compared with; nil where that was not asked for.
    package var previous: Comparison?
    /// The submissions that cost the most; nil where they were not asked for.
    package var dearest: [Submission]?
    /// The budgets whose windows lie in the span.
    package var budgets: [BudgetWindows] = []
    /// What came to closed months since the statement before; nil where that is of no concern.
    package var late: LateAdjustments?
    /// The closing of the month that it is of; nil for one that is open, and for other spans.
    package var closed: ClosedSpan?
    /// How much of the provider's bill went through here; nil where that was not read, or is not asked of a
    /// part of the accounts.
    package var captured: CapturedShare?
    /// How the groups of a section stand.
    package var order = GroupOrder.name

    /// - Parameters:
    ///   - rows: those of one key become one. They may be told apart by a ``SpendDetail``.
    ///   - pace: what the filters let through of the days before today; nil for no forecast.
    package init(
        span: Span, generatedAt: Instant, calendar: LedgerCalendar, filters: Filters,
        rows: [SpendRow], ledgerHead: String, pace: Pace? = nil
    ) {
        self.span = span
        self.generatedAt = generatedAt
        self.calendar = calendar
        self.filters = filters
        self.ledgerHead = ledgerHead
        let merged = MergedRows(rows)
        self.rows = merged.rows
        parts = merged.parts
        totals = merged.totals
        forecast = pace?.forecast(of: totals, in: span, filters: filters)
    }

    /// Whether the rows were counted from submissions, and not read from the rollup.
    var isCounted: Bool { !filters.isOfScope || parts.contains { $0.key.detail != nil } }

    /// The spend of everything that shares one key.
    package struct Part<Key: Hashable & Sendable>: Hashable, Sendable {
        package let key: Key
        package let spend: Spend
    }
}

extension SpendReport {
    package var byMode: [Part<Mode?>] {
        section(.mode).map {
            Part(key: $0.key.flatMap { Mode(rawValue: $0.text) }, spend: $0.spend)
        }
    }

    package var byOrientation: [Part<Orientation?>] {
        section(.orientation).map {
            Part(key: $0.key.flatMap { Orientation(rawValue: $0.text) }, spend: $0.spend)
        }
    }

    package var byDay: [Part<Day>] {
        section(.day).compactMap { part in
            part.key.flatMap { Day($0.text) }.map { Part(key: $0, spend: part.spend) }
        }
    }

    package var byModel: [Part<Name>] {
        section(.model).compactMap { part in part.key.map { Part(key: $0, spend: part.spend) } }
    }

    package var byProject: [Part<Name?>] { section(.project) }

    /// A section as names and spends, for any dimension.
    func section(_ dimension: ReportDimension) -> [Part<Name?>] {
        groups(by: [dimension]).filter { $0.spend != .nothing }
            .map { Part(key: $0.values[0], spend: $0.spend) }
    }
}
