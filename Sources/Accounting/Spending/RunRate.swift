/// What a day costs as a rule, and how far single days are from that.
///
/// Money is in nano-dollars throughout, and every division is rounded towards zero.
struct RunRate {
    let method: Forecast.Method
    /// How many days it is made of.
    let days: Int
    /// What a day is expected to cost, Monday first.
    private let rates: [Int128]
    /// What each day cost beyond that, the latest at the end.
    private let deviations: [Int128]

    static let fewestDays = 3
    static let fewestDaysForWeekdays = 14
    /// Each weekday is averaged with this many days that cost the mean of all.
    static let daysOfDoubt: Int128 = 2

    /// Nil for fewer than three days.
    init?(_ history: SpendHistory, before today: Day) {
        let days = history.completeDays(before: today).map(Day.init(ordinal:))
        guard days.count >= RunRate.fewestDays else { return nil }
        let charges = days.map { Int128(history[$0].nanos) }
        let count = Int128(days.count)
        let total = charges.reduce(0, +)
        var rates = Array(repeating: total / count, count: 7)
        let hasWeekdays = days.count >= RunRate.fewestDaysForWeekdays
        if hasWeekdays {
            for weekday in 0..<7 {
                let same = zip(days, charges).filter { $0.0.weekday == weekday }.map(\.1)
                rates[weekday] =
                    (same.reduce(0, +) * count + RunRate.daysOfDoubt * total)
                    / ((Int128(same.count) + RunRate.daysOfDoubt) * count)
            }
        }
        method = hasWeekdays ? .weekday : .linear
        self.days = days.count
        self.rates = rates
        deviations = zip(days, charges).map { $1 - rates[$0.weekday] }
    }

    func expected(on day: Day) -> Int128 { rates[day.weekday] }

    /// How far the sum of the days ahead is from what is expected, in eight cases of ten at most:
    /// z √(v (h + h²/n)). The first h is what the days ahead vary by, the second what the mean of
    /// the days behind may be wrong by.
    ///
    /// - Parameter ahead: how many days, in thousandths.
    func uncertainty(ahead: Int128) -> Int128 {
        let spread = squareRoot(1000 * ahead + ahead * ahead / Int128(days))
        return squareRoot(variance) * spread * RunRate.zThousandths / 1_000_000
    }

    /// What the sum of the days ahead comes to beyond what is expected if the trend goes on; less
    /// than zero when it falls: 2 d h (1 + min(h, n)/n).
    ///
    /// d is how much more a day cost in the newer half than in the older. The halves are n/2 days
    /// apart, the days ahead and those behind (n + h)/2: that gives d h (1 + h/n). Twice that, as
    /// growth compounds and d is a guess. No trend is followed further ahead than it was seen.
    func trend(ahead: Int128) -> Int128 {
        let half = days / 2
        let newer = deviations.suffix(half).reduce(0, +)
        let older = deviations.prefix(half).reduce(0, +)
        let behind = Int128(days) * 1000
        return 2 * (newer - older) / Int128(half) * ahead / 1000 * (behind + min(ahead, behind))
            / behind
    }

    /// How much one day varies, squared. Where days that follow each other vary together, as in
    /// bursts, sums of three vary more than three times as much as one; the larger of both counts.
    private var variance: Int128 {
        let single = deviations.map { $0 * $0 }.reduce(0, +)
        let threes = deviations.indices.dropLast(2).map { deviations[$0...($0 + 2)].reduce(0, +) }
        let together = threes.map { $0 * $0 }.reduce(0, +) / 3
        return max(single, together) / Int128(days - 2)
    }

    /// Four fifths of a normal distribution lie within 1.282 deviations of its mean.
    private static let zThousandths: Int128 = 1282
}

/// The square root, rounded down.
func squareRoot(_ number: Int128) -> Int128 {
    guard number > 0 else { return 0 }
    // Newton's steps fall from any start above the root, and stop falling at it.
    var root = Int128(1) << ((128 - number.leadingZeroBitCount + 1) / 2)
    while true {
        let next = (root + number / root) / 2
        if next >= root { return root }
        root = next
    }
}
