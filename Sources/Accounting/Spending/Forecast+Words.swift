extension Forecast {
    /// `~$71.20`: no amount that anybody owes.
    package var amount: String { "~\(projected.cents(.nearest))" }

    /// `between $58 and $85`, rounded outwards; nil where all days cost the same.
    package var bounds: String? {
        low == high ? nil : "between \(low.rough(.down)) and \(high.rough(.up))"
    }

    /// `by 2026-11-30, between $58 and $85`.
    package func phrase(by day: String) -> String {
        "by \(day)" + (bounds.map { ", \($0)" } ?? "")
    }
}

extension Day {
    /// As people say it, with the year where it is not the running one: `30 Nov`, `31 Jan 2027`.
    package func words(on today: Day) -> String {
        "\(dayOfMonth) \(monthName)" + (year == today.year ? "" : " \(year)")
    }

    /// `Nov`.
    package var monthName: String {
        let names = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(separator: " ")
        return String(names[month - 1])
    }
}

extension LedgerCalendar {
    /// The last day of a budget's period, by which its forecast is made; nil without an end.
    package func lastDay(of period: Period) -> Day? {
        period.unit == .total ? nil : day(of: period.end).advanced(by: -1)
    }
}
