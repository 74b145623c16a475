import Accounting
import Foundation
import TestSupport
import Testing

@Suite struct LedgerCalendarTests {
    static let zones = [
        "UTC", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Africa/Cairo",
        "Pacific/Apia", "America/St_Johns", "Asia/Kathmandu",
    ]

    @Test(arguments: zones)
    func daysTileTimeAndTheirBoundsAgreeWithTheirInstants(zone: String) {
        let calendar = calendar(zone)
        let last = Day("2037-12-31")!
        var day = Day("2000-01-01")!
        var start = calendar.start(of: day)
        while day <= last {
            let end = calendar.start(of: day.advanced(by: 1))
            let length = end.seconds - start.seconds
            if "\(day)" == "2011-12-30", zone == "Pacific/Apia" {
                #expect(length == 0)
            } else {
                let isWhole =
                    (23 * 3600...25 * 3600).contains(length) && calendar.day(of: start) == day
                    && calendar.day(of: Instant(microseconds: end.microseconds - 1)) == day
                    && calendar.day(of: start.advanced(bySeconds: Int(length / 2))) == day
                #expect(isWhole, "\(zone) \(day)")
            }
            day = day.advanced(by: 1)
            start = end
        }
    }

    @Test(arguments: zones)
    func periodsTileTimeWithoutGapOrOverlap(zone: String) {
        let calendar = calendar(zone)
        for unit in [PeriodUnit.day, .week, .month, .year] {
            // One day a step would repeat the test above; a month has no shorter neighbour.
            let from = unit == .day ? Day("2011-01-01")! : Day("2000-01-01")!
            let until = calendar.start(of: unit == .day ? Day("2012-12-31")! : Day("2037-12-31")!)
            var period = calendar.period(unit, containing: calendar.start(of: from))
            while period.end < until {
                let next = calendar.period(unit, containing: period.end)
                let last = Instant(microseconds: period.end.microseconds - 1)
                let isTiled =
                    next.start == period.end && period.start < period.end
                    && period.contains(last) && !period.contains(period.end)
                    && calendar.period(unit, containing: last) == period
                #expect(isTiled, "\(zone) \(unit) \(period.start)")
                period = next
            }
        }
    }

    @Test(arguments: zones)
    func agreesWithFoundationInEveryMonth(zone: String) {
        let ours = calendar(zone)
        var theirs = Calendar(identifier: .iso8601)
        theirs.timeZone = ours.zone
        for year in 2000...2037 {
            for month in 1...12 {
                let day = Day(year: year, month: month, day: 15)!
                let noon = ours.start(of: day).advanced(bySeconds: 43_200)
                let date = Date(timeIntervalSince1970: Double(noon.seconds))
                for (unit, component) in [
                    (PeriodUnit.day, Calendar.Component.day), (.week, .weekOfYear),
                    (.month, .month),
                    (.year, .year),
                ] {
                    let period = ours.period(unit, containing: noon)
                    let interval = theirs.dateInterval(of: component, for: date)!
                    let isSame =
                        Double(period.start.seconds) == interval.start.timeIntervalSince1970
                        && Double(period.end.seconds) == interval.end.timeIntervalSince1970
                    #expect(isSame, "\(zone) \(unit) \(noon)")
                }
            }
        }
    }

    @Test func agreesWithFoundationOnTheLocalDateOfAnyInstant() {
        let seed = UInt64.random(in: .min ... .max)
        print("LedgerCalendar: seed \(seed)")
        var random = SplitMix64(seed: seed)
        for zone in LedgerCalendarTests.zones {
            let ours = calendar(zone)
            var theirs = Calendar(identifier: .gregorian)
            theirs.timeZone = ours.zone
            for _ in 0..<1000 {
                let seconds = Int64.random(in: 946_684_800..<2_145_916_800, using: &random)
                let day = localDay(at: seconds, theirs)
                let found = ours.day(of: Instant(seconds: seconds))
                // Until 2011 St John's set its clocks back from 00:01 to 23:01: the hour in which
                // the day before comes again belongs to the day that has begun.
                let comesAgain =
                    found > day
                    && stride(from: seconds - 3600, to: seconds, by: 20)
                        .contains { localDay(at: $0, theirs) == found }
                #expect(found == day || comesAgain, "\(zone) \(seconds) seed \(seed)")
            }
        }
    }

    private func localDay(at seconds: Int64, _ calendar: Calendar) -> Day {
        let parts = calendar.dateComponents(
            [.year, .month, .day], from: Date(timeIntervalSince1970: Double(seconds)))
        return Day(year: parts.year!, month: parts.month!, day: parts.day!)!
    }

    @Test func aDayThatComesAgainForAnHourHasEnded() {
        // 2004-10-31, 23:30 of the day before for the second time.
        let instant = Instant("2004-10-31T03:00:00Z")!
        let day = calendar("America/St_Johns").day(of: instant)
        #expect(day == Day("2004-10-31"))
    }

    @Test func aTotalNeverEnds() {
        let period = calendar("Europe/Berlin").period(.total, containing: Instant(seconds: 0))
        #expect(period.start == .distantPast && period.end == .distantFuture)
        #expect(period.contains(Instant("2999-01-01T00:00:00Z")!))
    }
}

func calendar(_ zone: String) -> LedgerCalendar {
    LedgerCalendar(zone: TimeZone(identifier: zone)!)
}
