/// Where a period is heading: what will be spent by its end, and when that passes the limit.
///
/// The spend of the h days that are left is the run rate of the n complete days before today, 56 at
/// most: the mean of each weekday when there are 14 days or more, else the mean of all. Today counts
/// by the part that is left of it.
///
///     projected = spent + reserved + expected
///     low       = spent + expected − uncertainty + trend    (trend: only if it falls)
///     high      = projected + uncertainty + trend           (trend: only if it rises)
///     uncertainty = 1.282 √(v (h + h²/n))
///     trend       = 2 d h (1 + min(h, n)/n)
///
/// v is the variance of a day, d how much more a day cost in the newer half of the history than in
/// the older. What is open may fail and cost nothing, so the low bound leaves it out; and it is
/// never below what is spent. Amounts that could not be true stop at the range of ``USD``.
/// `docs/forecast.md` has the reasons, and how far off it was.
package struct Forecast: Hashable, Sendable {
    package enum Method: String, Sendable { case linear, weekday }

    /// What will be spent by the end of the period, what is open now included.
    package let projected: USD
    /// What is spent in the end lies from `low` to `high` at least eight times in ten.
    package let low: USD
    package let high: USD
    /// The day on which more than the limit is expected to be spent or reserved; today when it already
    /// is. Nil without a limit, or when that is not expected before the period ends.
    package let limitReachedOn: Day?
    package let method: Method
    /// How many days of history it rests on.
    package let days: Int

    /// Nil when it is not known: fewer than three days are over since the first submission.
    ///
    /// - Parameters:
    ///   - history: what was charged on the days before today; other days do not matter.
    ///   - spent: what is posted in the period, today included.
    ///   - reserved: what is open in the period, whichever day it was reserved on.
    ///   - period: its first and its last day. One that is over is heading nowhere.
    package init?(
        history: SpendHistory, spent: USD, reserved: USD, limit: USD?, period: ClosedRange<Day>,
        now: DayProgress
    ) {
        guard let rate = RunRate(history, before: now.day) else { return nil }
        let ahead = DaysAhead(in: period, from: now)
        let used = Int128(spent.nanos) + Int128(reserved.nanos)
        let expected = ahead.expected(rate)
        let uncertainty = rate.uncertainty(ahead: ahead.thousandths)
        let trend = rate.trend(ahead: ahead.thousandths)

        let lowest = Int128(spent.nanos) + expected - uncertainty + min(trend, 0)
        projected = USD(nanos: Int64(clamping: used + expected))
        low = min(projected, max(spent, USD(nanos: Int64(clamping: lowest))))
        high = USD(nanos: Int64(clamping: used + expected + uncertainty + max(trend, 0)))
        limitReachedOn = limit.flatMap { ahead.firstDay(above: Int128($0.nanos) - used, rate) }
        method = rate.method
        days = rate.days
    }
}
