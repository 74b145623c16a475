/// An instant as the clocks of a time zone show it, for people.
///
///     calendar.local(instant).minutes     // 29 Nov 2026, 06:16
package struct LocalTime: Hashable, Sendable {
    package let day: Day
    /// Since midnight on the clock: 0 to 86,399.
    let secondOfDay: Int

    /// `06:16`.
    package var clock: String { String(clockWithSeconds.prefix(5)) }

    /// `29 Nov 2026, 06:16`.
    package var minutes: String { "\(date), \(clock)" }

    /// `29 Nov 2026, 06:16:05`.
    package var seconds: String { "\(date), \(clockWithSeconds)" }

    private var date: String { "\(day.dayOfMonth) \(day.monthName) \(day.year)" }

    private var clockWithSeconds: String {
        [secondOfDay / 3600, secondOfDay / 60 % 60, secondOfDay % 60]
            .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}

extension LedgerCalendar {
    /// By the clocks of the zone, whatever day it counts in.
    package func local(_ instant: Instant) -> LocalTime {
        let seconds = instant.seconds + offset(at: instant.seconds)
        let day = floorDivide(seconds, by: 86_400)
        return LocalTime(
            day: Day(ordinal: Int(day)), secondOfDay: Int(seconds - day * 86_400))
    }

    /// The instant at which the clocks of the zone show a time. Of two, where a clock is set back, the
    /// first; where it is set ahead over the time, the one that would have been.
    ///
    /// - Parameter wall: the time that they show, as if it were UTC.
    package func instant(showing wall: Instant) -> Instant {
        // Zones lie within 15 hours of UTC, and change their offset at most once in 30 hours.
        let before = offset(at: wall.seconds - 15 * 3600)
        let after = offset(at: wall.seconds + 15 * 3600)
        for candidate in [before, after]
        where offset(at: wall.seconds - candidate) == candidate {
            return wall.advanced(bySeconds: Int(-candidate))
        }
        return wall.advanced(bySeconds: Int(-before))
    }
}
