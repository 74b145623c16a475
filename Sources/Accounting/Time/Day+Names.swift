/// The English abbreviations of days and months, as dates for people, mail and HTTP have them.
extension Day {
    /// `Nov`.
    package var monthName: String { Day.monthNames[month - 1] }

    /// `Mon`.
    package var weekdayName: String { Day.weekdayNames[weekday] }

    /// As people say it, with the year where it is not the running one: `30 Nov`, `31 Jan 2027`.
    package func words(on today: Day) -> String {
        "\(dayOfMonth) \(monthName)" + (year == today.year ? "" : " \(year)")
    }

    /// Its month, as a report is asked for it: `2026-11`.
    package var monthLabel: String { String(description.prefix(7)) }

    /// Its ISO week, whose year is that of its Thursday: `2026-W53`.
    package var weekLabel: String {
        let thursday = startOfWeek.advanced(by: 3)
        let number = (thursday.ordinal - thursday.startOfYear.ordinal) / 7 + 1
        return "\(padded(thursday.year, 4))-W\(padded(number, 2))"
    }

    static let monthNames = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    static let weekdayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
}
