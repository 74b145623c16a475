import Accounting
import Testing

/// Where a period is heading. It is noon of Saturday, the 21st of a month of thirty days.
@Suite struct ForecastTests {
    @Test(arguments: [(0, nil), (1, nil), (2, nil), (3, 3), (13, 13), (14, 14), (56, 56), (90, 56)])
    func fewerThanThreeDaysSayNothing(behind: Int, days: Int?) {
        let forecast = Sample.forecast(Sample.history(Array(repeating: "10", count: behind)))
        #expect(forecast?.days == days)
        #expect(forecast?.method == days.map { $0 < 14 ? .linear : .weekday })
    }

    @Test func todayIsNoHistory() {
        let rows = (-2...9).map { Sample.row(Sample.day.advanced(by: $0), "10") }
        #expect(Sample.forecast(SpendHistory(rows)) == nil)
        #expect(Sample.forecast(SpendHistory([])) == nil)
    }

    @Test(arguments: [3, 20, 60])
    func whatIsTheSameEveryDayGoesOn(behind: Int) throws {
        // Half of the 21st and nine days more.
        let history = Sample.history(Array(repeating: "10", count: behind))
        let forecast = try #require(Sample.forecast(history, spent: "200", reserved: "3"))
        #expect(forecast.projected == "298")
        #expect(forecast.low == "295" && forecast.high == "298")
    }

    @Test func whatIsOpenIsAddedInAndMayComeToNothing() throws {
        let history = Sample.history(["8", "12", "9", "11", "10"])
        let none = try #require(Sample.forecast(history, spent: "200", limit: "297"))
        let open = try #require(Sample.forecast(history, spent: "200", reserved: "7", limit: "297"))
        #expect(open.projected == none.projected + "7" && open.high == none.high + "7")
        #expect(open.low == none.low)
        #expect(none.limitReachedOn == nil && open.limitReachedOn == Day("2026-11-30"))
    }

    @Test func weekendWorkersSpendOnWeekends() throws {
        let days = (-28..<0).map { Sample.day.advanced(by: $0) }
        let history = SpendHistory(days.map { Sample.row($0, $0.weekday >= 5 ? "35" : "0") })
        // Two days at the mean, $10, beside four of each weekday: $26.67 and $3.33.
        let friday = Day("2026-11-27")!
        let forecast = try #require(Sample.forecast(history, period: friday...friday))
        #expect(forecast.projected == USD(nanos: 3_333_333_333))
        let weekend = friday.advanced(by: 1)...friday.advanced(by: 2)
        #expect(Sample.forecast(history, period: weekend)?.projected == USD(nanos: 53_333_333_332))
        #expect(Sample.forecast(history, limit: "45")?.limitReachedOn == Day("2026-11-24"))
        #expect(Sample.forecast(history, limit: "58")?.limitReachedOn == Day("2026-11-28"))

        let young = SpendHistory(
            days.suffix(13).map { Sample.row($0, $0.weekday >= 5 ? "35" : "0") })
        #expect(Sample.forecast(young, period: friday...friday)?.method == .linear)
    }

    @Test(
        arguments: [
            // Ten dollars a day: five are left of the 21st.
            ("200", "0", "199.99", "2026-11-21"), ("200", "0.01", "200", "2026-11-21"),
            ("200", "0", "204.99", "2026-11-21"), ("200", "0", "205", "2026-11-22"),
            ("200", "0", "210", "2026-11-22"), ("200", "10", "225", "2026-11-23"),
            ("200", "0", "294.99", "2026-11-30"), ("200", "0", "295", nil),
            ("200", "0", nil, nil), ("0", "0", "0", "2026-11-21"),
        ] as [(USD, USD, USD?, String?)])
    func theDayOnWhichTheLimitIsReached(
        spent: USD, reserved: USD, limit: USD?, expected: String?
    ) {
        let history = Sample.history(Array(repeating: "10", count: 30))
        let forecast = Sample.forecast(history, spent: spent, reserved: reserved, limit: limit)
        #expect(forecast?.limitReachedOn == expected.flatMap { Day($0) })
    }

    @Test func aPeriodThatIsOverCameToWhatWasSpent() throws {
        let history = Sample.history(["8", "12", "9", "11", "10"])
        let october = Day("2026-10-01")!...Day("2026-10-31")!
        let forecast = try #require(
            Sample.forecast(history, spent: "99", reserved: "2", limit: "50", period: october))
        #expect(forecast.projected == "101" && forecast.high == "101" && forecast.low == "99")
        #expect(forecast.limitReachedOn == nil)
    }

    @Test func aPeriodThatHasNotBegunIsAllAhead() throws {
        let history = Sample.history(Array(repeating: "10", count: 30))
        let december = Day("2026-12-01")!...Day("2026-12-31")!
        let forecast = try #require(Sample.forecast(history, limit: "15", period: december))
        #expect(forecast.projected == "310" && forecast.limitReachedOn == Day("2026-12-02"))
    }

    @Test(
        arguments: [
            ("UTC", "2026-03-29T06:00:00Z", "18"), ("UTC", "2026-03-29T23:59:59Z", "0.25"),
            // Six o'clock in summer time: five of 23 hours are over, and seven of 25.
            ("Europe/Berlin", "2026-03-29T06:00:00+02:00", "18"),
            ("Europe/Berlin", "2026-10-25T06:00:00+01:00", "18"),
        ] as [(String, String, USD)])
    func ofADayTheRestIsExpected(zone: String, instant: String, expected: USD) throws {
        let now = calendar(zone).progress(at: Instant(instant)!)
        let cost = USD(nanos: Int64(now.seconds) * 1_000_000_000 / 3600)
        let days = (-20..<0).map { now.day.advanced(by: $0) }
        let forecast = try #require(
            Sample.forecast(
                SpendHistory(days.map { Sample.row($0, cost) }), period: now.day...now.day, now: now
            ))
        // A dollar an hour.
        #expect((forecast.projected - expected).magnitude < "0.001")
    }
}
