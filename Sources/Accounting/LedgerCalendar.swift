package import FoundationEssentials

/// Which instants belong to which day, week, month and year of one time zone.
///
/// A day begins at the first instant whose local date is that day or a later one, and ends where the
/// next begins. So the days of any zone tile time without gap or overlap, whatever its
/// government did: a day lasts 23, 24, 24.5 or 25 hours, begins at 01:00 where midnight is
/// skipped, and lasts no time at all where the day itself was (Apia, 2011-12-30).
package struct LedgerCalendar: Sendable {
    package let zone: TimeZone

    package init(zone: TimeZone) { self.zone = zone }

    /// The IANA name, such as `Europe/Berlin`.
    package var identifier: String { zone.identifier }

    /// The day that an instant belongs to.
    package func day(of instant: Instant) -> Day {
        let local = localDay(at: instant.seconds)
        // Where a clock is set back across midnight a local date comes twice. The bounds decide.
        if instant < start(of: local) { return local.advanced(by: -1) }
        let next = local.advanced(by: 1)
        return instant < start(of: next) ? local : next
    }

    /// The first instant of a day.
    package func start(of day: Day) -> Instant {
        let midnightUTC = Int64(day.ordinal) * 86_400
        // Zones lie within 15 hours of UTC; a constant offset in between needs no search.
        var early = midnightUTC - 15 * 3600
        var late = midnightUTC + 15 * 3600
        let offset = self.offset(at: early)
        if offset == self.offset(at: late), offset == self.offset(at: midnightUTC - offset) {
            return Instant(seconds: midnightUTC - offset)
        }
        // Skipped days need the search to begin where the date is still an earlier one.
        while localDay(at: early) >= day { early -= 86_400 }
        while early + 1 < late {
            let middle = (early + late) / 2
            if localDay(at: middle) >= day { late = middle } else { early = middle }
        }
        return Instant(seconds: late)
    }

    private func localDay(at seconds: Int64) -> Day {
        Day(ordinal: Int(floorDivide(seconds + offset(at: seconds), by: 86_400)))
    }

    private func offset(at seconds: Int64) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
    }
}
