import Accounting

/// What tests of forecasts start from: noon of Saturday, the 21st of a month of thirty days.
extension Sample {
    static let november = Day("2026-11-01")!...Day("2026-11-30")!

    static func progress(elapsed hours: Int = 12) -> DayProgress {
        DayProgress(day: Sample.day, elapsedSeconds: hours * 3600, seconds: 86_400)
    }

    static func forecast(
        _ history: SpendHistory, spent: USD = "0", reserved: USD = "0", limit: USD? = nil,
        period: ClosedRange<Day> = november, now: DayProgress = progress()
    ) -> Forecast? {
        Forecast(
            history: history, spent: spent, reserved: reserved, limit: limit, period: period,
            now: now)
    }

    /// What each of the days before today cost, the latest at the end.
    static func history(_ charges: [USD]) -> SpendHistory {
        let first = Sample.day.advanced(by: -charges.count)
        return SpendHistory(
            charges.enumerated().map { row(first.advanced(by: $0.offset), $0.element) })
    }

    static func row(_ day: Day, _ charge: USD, refused: Bool = false) -> SpendRow {
        var spend = Spend()
        spend.usd = charge
        spend.settled = refused ? 0 : 1
        spend.refused = refused ? 1 : 0
        return SpendRow(
            key: SpendRow.Key(
                day: day, model: Sample.model, mode: .pro, orientation: nil, project: nil),
            spend: spend)
    }
}

extension SpendHistory {
    /// What the rows of a rollup add up to on each day.
    init(_ rows: some Sequence<SpendRow>, since firstDay: Day? = nil) {
        var sums: [Day: Int128] = [:]
        var earliest = firstDay
        for row in rows where row.spend.submissions > 0 || row.spend.usd != .zero {
            sums[row.key.day, default: 0] += Int128(row.spend.usd.nanos)
            earliest = min(earliest ?? row.key.day, row.key.day)
        }
        self.init(
            charges: sums.mapValues { USD(nanos: Int64(clamping: $0)) }, since: earliest)
    }
}
