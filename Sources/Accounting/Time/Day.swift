/// A day of the Gregorian calendar, without a time zone.
///
/// ``LedgerCalendar`` says which instants belong to it.
package struct Day: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    package let ordinal: Int

    package init(ordinal: Int) { self.ordinal = ordinal }

    /// Nil when there is no such day, such as 2026-02-29. Years 1 to 9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999) ~= year, (1...12) ~= month, (1...31) ~= day else { return nil }
        let ordinal = Day.ordinal(year: year, month: month, day: day)
        self.init(ordinal: ordinal)
        guard civil == (year, month, day) else { return nil }
    }

    package static func < (left: Day, right: Day) -> Bool { left.ordinal < right.ordinal }

    package func advanced(by days: Int) -> Day { Day(ordinal: ordinal + days) }

    package var year: Int { civil.year }
    package var month: Int { civil.month }
    package var dayOfMonth: Int { civil.day }

    /// Monday is 0, Sunday is 6, as in ISO weeks. 1970-01-01 was a Thursday.
    package var weekday: Int { ((ordinal + 3) % 7 + 7) % 7 }

    package var startOfWeek: Day { advanced(by: -weekday) }
    package var startOfMonth: Day { advanced(by: 1 - dayOfMonth) }
    package var startOfYear: Day { Day(ordinal: Day.ordinal(year: year, month: 1, day: 1)) }

    package var startOfNextMonth: Day { startOfMonth.advanced(by: 31).startOfMonth }
    package var startOfNextYear: Day { Day(ordinal: Day.ordinal(year: year + 1, month: 1, day: 1)) }
}

extension Day: CustomStringConvertible {
    /// `2026-11-21`.
    package var description: String {
        let civil = civil
        return "\(padded(civil.year, 4))-\(padded(civil.month, 2))-\(padded(civil.day, 2))"
    }

    /// Reads `YYYY-MM-DD` or `YYYYMMDD`.
    package init?(_ text: String) {
        var text = text
        guard let day = text.withUTF8(Day.init(utf8:)) else { return nil }
        self = day
    }

    /// The same from the bytes of a text.
    package init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        let hyphens = bytes.count == 10 ? 1 : 0
        guard bytes.count == 8 + 2 * hyphens,
            hyphens == 0 || (bytes[4] == UInt8(ascii: "-") && bytes[7] == UInt8(ascii: "-")),
            let year = decimal(bytes[0..<4]),
            let month = decimal(bytes[4 + hyphens..<6 + hyphens]),
            let day = decimal(bytes[6 + 2 * hyphens..<8 + 2 * hyphens])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }
}

extension Day {
    // The calendar is computed in eras of 400 years (146,097 days) whose years begin in March, so
    // that the leap day is the last of its year and month lengths follow (153 m + 2) / 5.
    private static let daysPerEra = 146_097
    private static let eraStartBefore1970 = 719_468

    private static func ordinal(year: Int, month: Int, day: Int) -> Int {
        let marchYear = month > 2 ? year : year - 1
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * daysPerEra + dayOfEra - eraStartBefore1970
    }

    private var civil: (year: Int, month: Int, day: Int) {
        let shifted = ordinal + Day.eraStartBefore1970
        let era = (shifted >= 0 ? shifted : shifted - Day.daysPerEra + 1) / Day.daysPerEra
        let dayOfEra = shifted - era * Day.daysPerEra
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
            dayOfYear - (153 * marchMonth + 2) / 5 + 1
        )
    }
}
