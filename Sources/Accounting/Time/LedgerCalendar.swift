package import FoundationEssentials

/// Which instants belong to which day, week, month and year of one time zone.
///
/// A day begins at the first instant whose local date is that day or a later one, and ends where the
/// next begins. So the days of any zone tile time without gap or overlap through every change of
/// its offset: a day lasts 23, 24, 24.5 or 25 hours, begins at 01:00 where midnight is
/// skipped, and lasts no time at all where the day itself was (Apia, 2011-12-30).
package struct LedgerCalendar: Sendable {
    package let zone: TimeZone
    /// The IANA name, such as `Europe/Berlin` or `UTC`, as it was chosen.
    package let identifier: String

    /// - Parameter name: the name to show, where the zone calls itself something else: Foundation
    ///   turns `UTC` into `GMT`.
    package init(zone: TimeZone, name: String? = nil) {
        self.zone = zone
        identifier = name ?? zone.identifier
    }

    /// The day that an instant belongs to.
    package func day(of instant: Instant) -> Day {
        let local = localDay(at: instant.seconds)
        // Where a clock is set back across midnight a local date comes twice. The bounds decide:
        // the second time, the earlier date counts as the later one.
        let next = local.advanced(by: 1)
        return instant < start(of: next) ? local : next
    }

    /// The first instant of a day.
    package func start(of day: Day) -> Instant {
        let midnightUTC = Int64(day.ordinal) * 86_400
        // Zones lie within 15 hours of UTC, and change their offset at most once in 30 hours.
        let early = midnightUTC - 15 * 3600
        let late = midnightUTC + 15 * 3600
        let before = offset(at: early)
        let after = offset(at: late)
        if before == after { return Instant(seconds: midnightUTC - before) }
        // The date itself can go back at a change, so it is the change that is searched for.
        let change = firstSecond(after: early, until: late) { offset(at: $0) != before }
        let midnight = midnightUTC - before
        return Instant(seconds: midnight < change ? midnight : max(change, midnightUTC - after))
    }

    /// Where a condition that is false at `early` and true from some second to `late` begins.
    private func firstSecond(
        after early: Int64, until late: Int64, holds: (Int64) -> Bool
    ) -> Int64 {
        var early = early
        var late = late
        while early + 1 < late {
            let middle = (early + late) / 2
            if holds(middle) { late = middle } else { early = middle }
        }
        return late
    }

    private func localDay(at seconds: Int64) -> Day {
        Day(ordinal: Int(floorDivide(seconds + offset(at: seconds), by: 86_400)))
    }

    func offset(at seconds: Int64) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
    }
}
