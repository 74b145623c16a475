package import Accounting

extension SpendReport {
    /// What a forecast is made of beside the totals: what was charged before today, and how much of
    /// today is over.
    package struct Pace: Sendable {
        let history: SpendHistory
        let today: DayProgress

        /// - Parameter history: of the same model, mode, orientation and project as the report.
        package init(history: SpendHistory, today: DayProgress) {
            self.history = history
            self.today = today
        }

        /// Nil for what is not running, and for one state: what moves on to another is not in it.
        func forecast(of totals: Spend, in span: Span, filters: Filters) -> Forecast? {
            guard filters.isOfScope, let days = span.daysIfRunning(on: today.day) else {
                return nil
            }
            return Forecast(
                history: history, spent: totals.usd, reserved: totals.reserved, limit: nil,
                period: days, now: today)
        }
    }
}

extension SpendReport.Span {
    /// Its days, where it has an end and today is one of them. Without a beginning, those from today.
    package func daysIfRunning(on today: Day) -> ClosedRange<Day>? {
        guard let lastDay, today <= lastDay else { return nil }
        let first = firstDay ?? today
        return first <= today ? first...lastDay : nil
    }
}
