import Accounting

/// What is said of a budget wherever people read it: what is left, when it resets, where it is heading.
struct BudgetWords {
    let outlook: BudgetOutlook
    let asOf: Instant
    let calendar: LedgerCalendar

    private var standing: BudgetStanding { outlook.standing }
    private var holding: Holding { standing.holding }

    /// `resets tomorrow, 00:00`, `resets 30 Nov, in 9 days`.
    var reset: String {
        guard standing.budget.unit != .total else { return "never resets" }
        let today = calendar.day(of: asOf)
        let end = calendar.local(standing.window.period.end)
        let days = calendar.day(of: standing.window.period.end).ordinal - today.ordinal
        return days <= 1
            ? "resets tomorrow, \(end.clock)"
            : "resets \(end.day.words(on: today)), in \(days) days"
    }

    /// `$13.75 left of $25.00; $9.00 spent, $2.25 reserved`.
    var left: String {
        let money = "\(holding.spent.display) spent, \(holding.reserved.display) reserved"
        if let count = standing.limitSubmissions {
            return "\(standing.availableSubmissions ?? 0) of \(count) submissions left;"
                + " \(holding.posted) charged, \(holding.open) open; \(money)"
        }
        let limit = standing.limit ?? .zero
        let overrides =
            standing.overrides == .zero
            ? "" : " (\(standing.overrides.display) of it by override)"
        let over = holding.spent + holding.reserved - limit
        let state =
            over > .zero
            ? "\(over.display) over the limit of \(limit.display)"
            : "\((standing.available ?? .zero).display) left of \(limit.display)"
        return "\(state)\(overrides); \(money)"
    }

    /// `~$71.20 by 30 Nov (between $58 and $85); the limit is reached on 27 Nov`. Nil for a budget without an
    /// end.
    var projection: String? {
        guard let last = calendar.lastDay(of: standing.window.period) else { return nil }
        guard let forecast = outlook.forecast else {
            return "no projection yet: it takes three days of history"
        }
        let today = calendar.day(of: asOf)
        var text = "\(forecast.amount) by \(last.words(on: today))"
        if let bounds = forecast.bounds { text += " (\(bounds))" }
        if let day = outlook.limitReachedOn {
            text +=
                "; the limit is reached \(day == today ? "today" : "on \(day.words(on: today))")"
        }
        return text
    }
}
