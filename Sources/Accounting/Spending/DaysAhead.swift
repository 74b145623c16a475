/// The days of a period that are left: the rest of today, and those after it.
struct DaysAhead {
    private let first: Day
    private let last: Day
    private let now: DayProgress

    init(in period: ClosedRange<Day>, from now: DayProgress) {
        first = max(period.lowerBound, now.day)
        last = period.upperBound
        self.now = now
    }

    /// How many they are, in thousandths.
    var thousandths: Int128 {
        days.reduce(0) { $0 + part(of: 1000, on: $1) }
    }

    /// What they are expected to cost.
    func expected(_ rate: RunRate) -> Int128 {
        days.reduce(0) { $0 + part(of: rate.expected(on: $1), on: $1) }
    }

    /// The day by whose end they are expected to cost more than what is left of a limit; the first
    /// of them when it is exceeded already.
    func firstDay(above left: Int128, _ rate: RunRate) -> Day? {
        if left < 0 { return days.first }
        var sum: Int128 = 0
        return days.first { day in
            sum += part(of: rate.expected(on: day), on: day)
            return sum > left
        }
    }

    private var days: some Collection<Day> {
        (first.ordinal..<max(first.ordinal, last.ordinal + 1)).lazy.map(Day.init(ordinal:))
    }

    /// Today pro rata, later days in full.
    private func part(of whole: Int128, on day: Day) -> Int128 {
        guard day == now.day else { return whole }
        return now.seconds > 0 ? whole * Int128(now.remainingSeconds) / Int128(now.seconds) : 0
    }
}
