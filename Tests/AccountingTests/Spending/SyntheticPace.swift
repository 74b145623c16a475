import Accounting
import TestSupport

/// How many videos a day brings on average, in thousandths.
struct SyntheticPace {
    private let family: SyntheticHistory.Family
    private let weekdays: [Int]
    private let growth: Int
    private var perDay: Int
    private var burst = (days: 0, times: 1)

    init(_ family: SyntheticHistory.Family, using random: inout SplitMix64) {
        self.family = family
        perDay = [2000, 4000, 8000, 15_000, 30_000].randomElement(using: &random)!
        let hasWeekdays = family == .weekdays || family == .new && Bool.random(using: &random)
        let weekend = Int.random(in: 0...30, using: &random)
        let shapes = [
            [100, 100, 100, 100, 100, weekend, weekend], [120, 100, 90, 100, 80, weekend, weekend],
            [20, 20, 20, 20, 50, 100, 100],
        ]
        weekdays =
            hasWeekdays ? shapes.randomElement(using: &random)! : Array(repeating: 100, count: 7)
        growth = family == .growth ? .random(in: 5...20, using: &random) : 0
    }

    /// Days are 40 % better or worse by luck. Growth is 0.5 to 2 % a day. On one day in ten a burst
    /// begins: one to three days with three to eight times the usual.
    mutating func next(_ day: Day, using random: inout SplitMix64) -> Int {
        perDay += perDay * growth / 1000
        burst.days -= 1
        if family == .bursts, burst.days <= 0 {
            let begins = Int.random(in: 0..<10, using: &random) == 0
            burst =
                begins
                ? (.random(in: 1...3, using: &random), .random(in: 3...8, using: &random)) : (0, 1)
        }
        let luck = Int.random(in: 60...140, using: &random)
        return perDay * weekdays[day.weekday] / 100 * luck / 100 * burst.times
    }
}
