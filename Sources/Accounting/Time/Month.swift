/// A month of the Gregorian calendar, without a time zone.
///
///     Month("2026-11")?.last      // 2026-11-30
package struct Month: Hashable, Comparable, Sendable {
    /// Its first day.
    package let first: Day

    /// The month that has a day in it.
    package init(of day: Day) { first = day.startOfMonth }

    /// Its last day.
    package var last: Day { first.startOfNextMonth.advanced(by: -1) }

    package var next: Month { Month(of: first.startOfNextMonth) }

    /// The first instant that is no longer part of it.
    package func end(in calendar: LedgerCalendar) -> Instant {
        calendar.start(of: first.startOfNextMonth)
    }

    package static func < (left: Month, right: Month) -> Bool { left.first < right.first }
}

extension Month: CustomStringConvertible {
    /// `2026-11`.
    package var description: String { first.monthLabel }

    /// Reads `YYYY-MM`.
    package init?(_ text: String) {
        guard text.utf8.count == 7, let day = Day(text + "-01") else { return nil }
        self.init(of: day)
    }
}
