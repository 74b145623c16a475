package import Accounting

extension SpendReport {
    /// The period before, day by day beside the one of the report.
    ///
    /// Its days are those of the report with the same number, so that every section can be compared:
    /// the third day with the third, the second ISO week with the second. What an earlier month has more
    /// days than the later one counts on the last of these, and nothing is left out.
    package struct Comparison: Sendable {
        package let span: Span
        package let totals: Spend
        /// What was charged by the day that the report has come to; nil where it is over.
        let upToNow: USD?
        /// On the days of the report.
        let parts: [SpendRow]

        /// Nil where the report has no first or no last day.
        ///
        /// - Parameter today: the ledger's day at which the report is made.
        init?(_ span: Span, rows: [SpendRow], besides report: Span, today: Day) {
            guard let first = report.firstDay, let last = report.lastDay,
                let start = span.firstDay
            else { return nil }
            let merged = MergedRows(rows)
            self.span = span
            totals = merged.totals
            let shift = first.ordinal - start.ordinal
            parts = merged.parts.map { row in
                let day = min(last, row.key.day.advanced(by: shift))
                return SpendRow(key: row.key.on(day), spend: row.spend)
            }
            upToNow =
                today < last
                ? parts.filter { $0.key.day <= today }.reduce(USD.zero) { $0 + $1.spend.usd } : nil
        }
    }

    /// Holds it against the rows of the period before; nil for no comparison.
    package mutating func compare(with rows: [SpendRow]?) {
        guard let rows, let before = span.before(in: calendar) else { return }
        previous = Comparison(
            before, rows: rows, besides: span, today: calendar.day(of: generatedAt))
    }
}

/// How an amount changed.
enum Change {
    /// With its sign: `+$1.20`, `-$0.50`, `$0.00`.
    static func amount(from before: USD, to now: USD) -> String {
        let change = now - before
        return (change > .zero ? "+" : "") + change.display
    }

    /// In percent of what it was; nil where it was nothing.
    static func percent(from before: USD, to now: USD) -> String? {
        guard before > .zero else { return nil }
        let points = Int128((now - before).nanos) * 10_000 / Int128(before.nanos)
        return Percent.difference(basisPoints: Int(clamping: points))
    }
}
