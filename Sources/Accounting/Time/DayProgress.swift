/// A day, and how much of it is over.
///
/// Days last 23 to 25 hours where clocks are changed, so that both numbers are needed.
package struct DayProgress: Hashable, Sendable {
    package let day: Day
    /// From zero to ``seconds``.
    package let elapsedSeconds: Int
    /// How long the day lasts; zero for one that a zone left out.
    package let seconds: Int

    package init(day: Day, elapsedSeconds: Int, seconds: Int) {
        self.day = day
        self.seconds = max(0, seconds)
        self.elapsedSeconds = min(max(0, elapsedSeconds), self.seconds)
    }

    var remainingSeconds: Int { seconds - elapsedSeconds }
}

extension LedgerCalendar {
    /// The day that an instant belongs to, and how much of it is over then: in whole quarters of an
    /// hour, so that a figure does not change while it is looked at.
    package func progress(at instant: Instant) -> DayProgress {
        let day = day(of: instant)
        let start = start(of: day)
        let elapsed = Int(instant.seconds(since: start))
        return DayProgress(
            day: day, elapsedSeconds: elapsed - elapsed % 900,
            seconds: Int(self.start(of: day.advanced(by: 1)).seconds(since: start)))
    }
}
