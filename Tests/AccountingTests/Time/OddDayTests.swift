import Accounting
import Testing

@Suite struct OddDayTests {
    @Test(arguments: [
        ("UTC", "2026-11-21", "2026-11-21T00:00:00.000Z", 24 * 60),
        ("Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00.000Z", 23 * 60),
        ("Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00.000Z", 25 * 60),
        ("America/New_York", "2026-03-08", "2026-03-08T05:00:00.000Z", 23 * 60),
        ("America/New_York", "2026-11-01", "2026-11-01T04:00:00.000Z", 25 * 60),
        ("Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00:00.000Z", 24 * 60 + 30),
        ("Australia/Lord_Howe", "2026-10-04", "2026-10-03T13:30:00.000Z", 23 * 60 + 30),
        ("Asia/Kathmandu", "2026-11-21", "2026-11-20T18:15:00.000Z", 24 * 60),
        // Midnight does not exist: the day begins at 01:00.
        ("Africa/Cairo", "2024-04-26", "2024-04-25T22:00:00.000Z", 23 * 60),
        // Midnight is set back to 23:00: the day before has 25 hours.
        ("Africa/Cairo", "2024-10-31", "2024-10-30T21:00:00.000Z", 25 * 60),
        // The whole day was skipped.
        ("Pacific/Apia", "2011-12-29", "2011-12-29T10:00:00.000Z", 24 * 60),
        ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00.000Z", 0),
        ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00.000Z", 24 * 60),
        // 00:01 is set back to 23:01 of the day before: the first midnight counts.
        ("America/St_Johns", "2005-10-29", "2005-10-29T02:30:00.000Z", 24 * 60),
        ("America/St_Johns", "2005-10-30", "2005-10-30T02:30:00.000Z", 25 * 60),
        ("America/St_Johns", "2005-04-03", "2005-04-03T03:30:00.000Z", 23 * 60),
    ])
    func aDayLastsAsLongAsItsClockSays(zone: String, text: String, start: String, minutes: Int) {
        let calendar = calendar(zone)
        let day = Day(text)!
        let first = calendar.start(of: day)
        #expect("\(first)" == start)
        #expect(
            calendar.start(of: day.advanced(by: 1)).seconds(since: first) == Int64(minutes * 60))
    }

    @Test(arguments: [
        // 00:00:30 before the clock is set back, and 23:30 after it: both count as the 30th.
        ("2005-10-30T02:29:59.999Z", "2005-10-29"),
        ("2005-10-30T02:30:30Z", "2005-10-30"),
        ("2005-10-30T03:00:00Z", "2005-10-30"),
        ("2005-10-30T03:30:00Z", "2005-10-30"),
    ])
    func whenADateComesTwiceTheSecondTimeCountsAsTheNextDay(instant: String, day: String) {
        #expect(calendar("America/St_Johns").day(of: Instant(instant)!) == Day(day))
    }

    @Test(arguments: [
        ("UTC", "2026-11-21T23:59:30Z", "2026-11-21"),
        ("Europe/Berlin", "2026-11-21T23:59:30+01:00", "2026-11-21"),
        ("Europe/Berlin", "2026-07-31T23:59:30+02:00", "2026-07-31"),
        ("Europe/Berlin", "2026-10-25T23:59:30+01:00", "2026-10-25"),
        ("America/New_York", "2026-12-31T23:59:30-05:00", "2026-12-31"),
        ("Australia/Lord_Howe", "2026-04-05T23:59:30+10:30", "2026-04-05"),
        ("Africa/Cairo", "2024-04-25T23:59:30+02:00", "2024-04-25"),
        ("Pacific/Apia", "2011-12-29T23:59:30-10:00", "2011-12-29"),
        ("Pacific/Apia", "2026-11-21T23:59:30+13:00", "2026-11-21"),
        ("Asia/Kathmandu", "2026-11-21T23:59:30+05:45", "2026-11-21"),
    ])
    func halfAMinuteBeforeMidnightIsStillThatDay(zone: String, instant: String, day: String) {
        let calendar = calendar(zone)
        let instant = Instant(instant)!
        #expect(calendar.day(of: instant) == Day(day))
        #expect(calendar.day(of: instant.advanced(bySeconds: 30)) != Day(day))
        for unit in PeriodUnit.allCases {
            #expect(calendar.period(unit, containing: instant).contains(instant))
        }
    }

    @Test func noInstantFallsOnTheSkippedDay() {
        let calendar = calendar("Pacific/Apia")
        let change = Instant("2011-12-30T10:00:00Z")!
        #expect(
            calendar.day(of: Instant(microseconds: change.microseconds - 1)) == Day("2011-12-29"))
        #expect(calendar.day(of: change) == Day("2011-12-31"))
        let week = calendar.period(.week, containing: change)
        #expect(week.end.seconds - week.start.seconds == 6 * 86_400)
    }
}
