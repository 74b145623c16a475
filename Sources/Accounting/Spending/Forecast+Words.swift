extension Forecast {
    /// `~$71.20`: no amount that is owed.
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

extension LedgerCalendar {
    /// The last day of a budget's period, by which its forecast is made; nil without an end.
    package func lastDay(of period: Period) -> Day? {
        period.unit == .total ? nil : day(of: period.end).advanced(by: -1)
    }
}
