import Accounting
import TestSupport

/// An account whose future is known: every submission of some weeks before a month, and of the month.
///
/// Videos are submitted between 8 and 22 o'clock; each hour has a random number of them, each day
/// luck of its own. A video costs what videos cost. More is set aside for it than it comes to, it
/// stays open for up to three hours, and one in twenty fails and costs nothing.
struct SyntheticHistory {
    enum Family: String, CaseIterable {
        case steady, weekdays, bursts, growth, new
    }

    private struct Event {
        let day: Day
        let hour: Int
        let charge: Int64
        let reserved: Int64
    }

    let firstDay: Day
    let month: ClosedRange<Day>
    /// The days of the month on which to ask where it is heading.
    let moments: [Day]
    private let events: [Event]

    init(_ family: Family, using random: inout SplitMix64) {
        let firstDay = Day("2026-01-01")!.advanced(by: .random(in: 0..<365, using: &random))
        let monthStart =
            family == .new
            ? firstDay.advanced(by: -.random(in: 0...10, using: &random))
            : firstDay.advanced(by: .random(in: 14...90, using: &random))
        self.firstDay = firstDay
        month = monthStart...monthStart.advanced(by: 29)
        moments =
            family == .new
            ? [3, 5, 7, 9, 12].map { firstDay.advanced(by: $0) }
            : [2, 7, 12, 18, 25].map { monthStart.advanced(by: $0) }
        var pace = SyntheticPace(family, using: &random)
        var events: [Event] = []
        for ordinal in firstDay.ordinal...month.upperBound.ordinal {
            let day = Day(ordinal: ordinal)
            let perHour = pace.next(day, using: &random) / 14
            for hour in 8..<22 {
                // A geometric number of videos with this mean.
                while Int.random(in: 0..<1000 + perHour, using: &random) < perHour {
                    events.append(SyntheticHistory.event(day, hour, using: &random))
                }
            }
        }
        self.events = events
    }

    /// What the month comes to in the end.
    func truth() -> Int64 {
        events.filter { month.contains($0.day) }.map(\.charge).reduce(0, +)
    }

    /// The forecast at the beginning of an hour.
    func forecast(on today: Day, hour: Int) -> Forecast? {
        let now = today.ordinal * 24 + hour
        var rows: [SpendRow] = []
        var spent: Int64 = 0
        var reserved: Int64 = 0
        for event in events {
            let age = now - (event.day.ordinal * 24 + event.hour)
            guard age > 0 else { break }
            let isOpen = age <= 3
            var spend = Spend()
            spend.usd = USD(nanos: isOpen ? 0 : event.charge)
            spend.open = isOpen ? 1 : 0
            spend.settled = isOpen ? 0 : 1
            rows.append(
                SpendRow(
                    key: SpendRow.Key(
                        day: event.day, model: Sample.model, mode: nil, orientation: nil,
                        project: nil), spend: spend))
            guard month.contains(event.day) else { continue }
            spent += isOpen ? 0 : event.charge
            reserved += isOpen ? event.reserved : 0
        }
        return Forecast(
            history: SpendHistory(rows, since: firstDay), spent: USD(nanos: spent),
            reserved: USD(nanos: reserved), limit: nil, period: month,
            now: DayProgress(day: today, elapsedSeconds: hour * 3600, seconds: 86_400))
    }

    private static func event(_ day: Day, _ hour: Int, using random: inout SplitMix64) -> Event {
        let costs: [Int64] = [420, 420, 420, 840, 840, 840, 1638, 1638, 2500, 6552]
        let cost = costs.randomElement(using: &random)! * 1_000_000
        let hasFailed = Int.random(in: 0..<20, using: &random) == 0
        return Event(
            day: day, hour: hour, charge: hasFailed ? 0 : cost,
            reserved: cost * Int64.random(in: 100...200, using: &random) / 100)
    }
}
