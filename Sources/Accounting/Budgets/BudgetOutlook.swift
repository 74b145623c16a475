/// Where a budget stands, and where its period is heading.
package struct BudgetOutlook: Hashable, Sendable {
    package let standing: BudgetStanding
    /// Nil when it is not known, and for a budget whose period has no end.
    package let forecast: Forecast?

    package init(standing: BudgetStanding, forecast: Forecast?) {
        self.standing = standing
        self.forecast = forecast
    }

    /// - Parameter history: what was charged within the budget's scope.
    package init(
        _ standing: BudgetStanding, history: SpendHistory, calendar: LedgerCalendar,
        at instant: Instant
    ) {
        let period = standing.window.period
        guard period.unit != .total else {
            self.init(standing: standing, forecast: nil)
            return
        }
        let first = calendar.day(of: period.start)
        let last = max(first, calendar.day(of: period.end).advanced(by: -1))
        self.init(
            standing: standing,
            forecast: Forecast(
                history: history, spent: standing.holding.spent,
                reserved: standing.holding.reserved, limit: standing.limit, period: first...last,
                now: calendar.progress(at: instant)))
    }

    /// The day on which the limit is expected to be used up; nil when it is not before the period
    /// ends, or already is.
    package var limitReachedOn: Day? {
        standing.usedBasisPoints < 10_000 ? forecast?.limitReachedOn : nil
    }

    /// Whether more than the limit is expected to be spent by the end of the period, while it is not
    /// used up yet: alerts about thresholds cover that.
    package var isHeadingOverLimit: Bool {
        guard let limit = standing.limit, let forecast else { return false }
        return forecast.projected > limit && standing.usedBasisPoints < 10_000
    }
}
