package import Accounting

/// What a span of days came to: the rows of the ledger, and their sums by every dimension.
///
/// Every section is summed here from the same rows, and nowhere else, so that each of them adds up
/// to the totals exactly. Rendering is in ``rendered(as:by:details:style:csv:)``.
package struct SpendReport: Sendable {
    package let span: Span
    package let generatedAt: Instant
    /// Of the ledger's zone, for the dates that people read.
    package let calendar: LedgerCalendar
    package let filters: Filters
    /// One for each day, model, mode, orientation and project that has anything, in that order.
    package let rows: [SpendRow]
    /// The hash of the journal's last entry that the rows follow from.
    package let ledgerHead: String
    /// Where the period is heading; nil when it is not running, or not known.
    package let forecast: Forecast?

    package let totals: Spend
    package let byMode: [Part<Mode?>]
    package let byOrientation: [Part<Orientation?>]
    package let byDay: [Part<Day>]
    package let byModel: [Part<Name>]
    package let byProject: [Part<Name?>]

    /// - Parameter pace: what the filters let through of the days before today; nil for no forecast.
    package init(
        span: Span, generatedAt: Instant, calendar: LedgerCalendar, filters: Filters,
        rows: [SpendRow], ledgerHead: String, pace: Pace? = nil
    ) {
        self.span = span
        self.generatedAt = generatedAt
        self.calendar = calendar
        self.filters = filters
        self.ledgerHead = ledgerHead
        let rows = SpendReport.merged(rows)
        self.rows = rows
        let totals = rows.reduce(Spend.nothing) { $0 + $1.spend }
        self.totals = totals
        forecast = pace?.forecast(of: totals, in: span, filters: filters)
        byMode = SpendReport.parts(of: rows, by: \.mode) { SpendReport.rank($0) }
        byOrientation = SpendReport.parts(of: rows, by: \.orientation) { SpendReport.rank($0) }
        byDay = SpendReport.parts(of: rows, by: \.day) { $0 }
        byModel = SpendReport.parts(of: rows, by: \.model) { $0 }
        byProject = SpendReport.parts(of: rows, by: \.project) { OptionalLast($0) }
    }

    /// The spend of everything that shares one key.
    package struct Part<Key: Hashable & Sendable>: Hashable, Sendable {
        package let key: Key
        package let spend: Spend
    }
}

extension SpendReport {
    /// One row for each key, sorted; rows with nothing in them are left out.
    private static func merged(_ rows: [SpendRow]) -> [SpendRow] {
        sums(of: rows) { $0 }
            .map { SpendRow(key: $0.key, spend: $0.value) }
            .filter { $0.spend != .nothing }
            .sorted { order(of: $0.key) < order(of: $1.key) }
            .withCreditsOfTheirSum
    }

    private static func parts<Key: Hashable & Sendable>(
        of rows: [SpendRow], by key: (SpendRow.Key) -> Key, sortedBy order: (Key) -> some Comparable
    ) -> [Part<Key>] {
        sums(of: rows, by: key)
            .map { Part(key: $0.key, spend: $0.value) }
            .sorted { order($0.key) < order($1.key) }
    }

    static func sums<Key: Hashable>(
        of rows: [SpendRow], by key: (SpendRow.Key) -> Key
    ) -> [Key: Spend] {
        rows.reduce(into: [:]) { sums, row in
            let key = key(row.key)
            sums[key] = (sums[key] ?? .nothing) + row.spend
        }
    }

    private static func order(of key: SpendRow.Key) -> (Day, Name, Int, Int, OptionalLast) {
        (key.day, key.model, rank(key.mode), rank(key.orientation), OptionalLast(key.project))
    }

    /// In the order of the cases, and none at the end.
    private static func rank<Value: CaseIterable & Equatable>(_ value: Value?) -> Int {
        let cases = Array(Value.allCases)
        return value.flatMap { cases.firstIndex(of: $0) } ?? cases.count
    }
}

/// Names in order, and no name after every name.
private struct OptionalLast: Comparable {
    private let name: Name?

    init(_ name: Name?) { self.name = name }

    static func < (left: OptionalLast, right: OptionalLast) -> Bool {
        switch (left.name, right.name) {
        case (let left?, let right?): left < right
        case (_?, nil): true
        default: false
        }
    }
}
