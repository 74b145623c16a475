import Accounting
import Foundation
import Testing

@Suite struct DayTests {
    @Test(arguments: [
        ("1970-01-01", 0), ("19700101", 0), ("1969-12-31", -1), ("2000-02-29", 11_016),
        ("2024-02-29", 19_782), ("2026-11-21", 20_778), ("20261121", 20_778),
        ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
    ])
    func readsBothForms(text: String, ordinal: Int) {
        #expect(Day(text) == Day(ordinal: ordinal))
    }

    @Test(arguments: [
        "", "2026-11-2", "2026-1-01", "26-11-21", "2026-11-211", "2026/11/21", "2026-1121",
        "202611-21",
        "2026-02-29", "1900-02-29", "2100-02-29", "2026-04-31", "2026-00-01", "2026-13-01",
        "2026-01-00", "2026-01-32", "0000-01-01", "2026-11-٢", "+2026-1-1", "-026-11-2", " 2026112",
        "2026112 ", "abcdefgh", "2026--1-1",
    ])
    func refusesEverythingElse(text: String) {
        #expect(Day(text) == nil)
    }

    @Test(arguments: [
        (1900, 28), (2000, 29), (2023, 28), (2024, 29), (2100, 28), (2400, 29), (1, 28), (4, 29),
    ])
    func leapYearsHaveTheirDay(year: Int, days: Int) {
        #expect(Day(year: year, month: 2, day: days) != nil)
        #expect(Day(year: year, month: 2, day: days + 1) == nil)
        #expect(
            Day(year: year, month: 2, day: 1)?.startOfNextMonth.ordinal
                == Day(year: year, month: 2, day: 1)!.ordinal + days)
    }

    /// A second algorithm: counting, with the lengths of months written out.
    @Test func ordinalsCountTheDaysOfTwoCenturies() {
        var ordinal = -25_567
        for year in 1900...2100 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let startOfYear = Day(ordinal: ordinal)
            for (index, length) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
                .enumerated()
            {
                let startOfMonth = Day(ordinal: ordinal)
                for number in 1...length {
                    let day = Day(ordinal: ordinal)
                    let isRight =
                        Day(year: year, month: index + 1, day: number) == day
                        && (day.year, day.month, day.dayOfMonth) == (year, index + 1, number)
                        && day.startOfMonth == startOfMonth && day.startOfYear == startOfYear
                        && day.startOfNextMonth == startOfMonth.advanced(by: length)
                        && day.startOfNextYear == startOfYear.advanced(by: isLeap ? 366 : 365)
                    #expect(isRight, "\(day)")
                    ordinal += 1
                }
            }
        }
    }

    @Test func agreesWithFoundationOverTwoCenturies() {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let range =
            Day(year: 1900, month: 1, day: 1)!
            .ordinal...Day(year: 2100, month: 12, day: 31)!.ordinal
        for ordinal in stride(from: range.lowerBound, through: range.upperBound, by: 7) {
            // A step of seven would see one weekday only.
            let day = Day(ordinal: ordinal + (ordinal / 7 % 7 + 7) % 7)
            let parts = calendar.dateComponents(
                [.year, .month, .day, .weekday],
                from: Date(timeIntervalSince1970: Double(day.ordinal) * 86_400))
            let isSame =
                (parts.year, parts.month, parts.day) == (day.year, day.month, day.dayOfMonth)
                && (parts.weekday! + 5) % 7 == day.weekday
            #expect(isSame, "\(day)")
        }
    }

    @Test func everyDayIsPrintedAndReadBack() {
        for ordinal in stride(from: -719_162, through: 2_932_896, by: 97) {
            let day = Day(ordinal: ordinal)
            let text = day.description
            #expect(Day(text) == day && text.utf8.count == 10)
        }
    }

    @Test func weeksBeginOnMonday() {
        let saturday = Day("2026-11-21")!
        #expect(saturday.weekday == 5)
        #expect(saturday.startOfWeek == Day("2026-11-16"))
        #expect(Day("2026-11-16")!.startOfWeek == Day("2026-11-16"))
        #expect(Day("2026-11-22")!.startOfWeek == Day("2026-11-16"))
        #expect(Day("1969-12-31")!.startOfWeek == Day("1969-12-29"))
    }
}
