/// When something is recorded, by this machine's clock and by the newest entry of the journal.
///
/// A journal does not go back in time: what is recorded later is dated no earlier. Where the newest entry
/// lies further ahead than ``toleranceSeconds``, either this clock is behind, or the one that dated that
/// entry was ahead: the day in which a new submission would count is not known.
package struct RecordingTime: Hashable, Sendable {
    package let now: Instant
    /// When the last entry was made; nil for a journal without any.
    package let newest: Instant?

    package init(now: Instant, newest: Instant?) {
        self.now = now
        self.newest = newest
    }

    /// Clocks that are set by NTP differ by less, and are set back by less.
    package static let toleranceSeconds = 600

    /// The date of what is recorded now.
    package var instant: Instant { max(now, newest ?? now) }

    /// The newest entry, where it lies too far ahead of the clock; else nil.
    ///
    /// - Parameter calendar: of the zone that both times are shown in.
    package func entryAhead(in calendar: LedgerCalendar) -> EntryAhead? {
        guard let newest,
            newest > now.advanced(bySeconds: RecordingTime.toleranceSeconds)
        else { return nil }
        return EntryAhead(
            newest: calendar.local(newest), now: calendar.local(now), zone: calendar.identifier)
    }
}

/// A newest entry of the journal that is dated later than this machine's clock can be behind.
package struct EntryAhead: Hashable, Sendable, CustomStringConvertible {
    let newest: LocalTime
    let now: LocalTime
    /// The IANA name of the zone of both.
    let zone: String

    package var description: String {
        "the ledger's newest entry is from \(newest.seconds), and this machine's clock says"
            + " \(now.seconds) (\(zone))"
    }
}
