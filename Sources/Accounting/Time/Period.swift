/// How often a budget starts afresh.
package enum PeriodUnit: String, CaseIterable, Sendable {
    case day, week, month, year, total
}

/// One day, ISO week, month, year, or all of time, as the instants `[start, end)`.
package struct Period: Hashable, Sendable {
    package let unit: PeriodUnit
    package let start: Instant
    package let end: Instant

    package init(unit: PeriodUnit, start: Instant, end: Instant) {
        self.unit = unit
        self.start = start
        self.end = end
    }

    package func contains(_ instant: Instant) -> Bool { start <= instant && instant < end }
}

extension LedgerCalendar {
    /// The period of a unit that an instant lies in.
    package func period(_ unit: PeriodUnit, containing instant: Instant) -> Period {
        guard unit != .total else {
            return Period(unit: .total, start: .distantPast, end: .distantFuture)
        }
        let days = days(of: unit, containing: day(of: instant))
        return Period(unit: unit, start: start(of: days.first), end: start(of: days.next))
    }

    /// The first day of the period, and the first of the one after it.
    private func days(of unit: PeriodUnit, containing day: Day) -> (first: Day, next: Day) {
        switch unit {
        case .day, .total: (day, day.advanced(by: 1))
        case .week: (day.startOfWeek, day.startOfWeek.advanced(by: 7))
        case .month: (day.startOfMonth, day.startOfNextMonth)
        case .year: (day.startOfYear, day.startOfNextYear)
        }
    }
}
