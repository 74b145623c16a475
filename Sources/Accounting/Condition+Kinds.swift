/// Which conditions there are. Pure functions of what is seen at an instant.
extension Condition {
    /// After this long without an outcome or a price a person should know.
    package static let unresolvedSeconds = 3600

    /// Submissions that have been without an outcome, or without a price, for over an hour. Several are
    /// one alert, which counts those that are new.
    ///
    /// - Parameter submissions: of any state.
    package static func unresolved(_ submissions: [Submission], at now: Instant) -> Condition? {
        let due = submissions.filter { submission in
            guard let since = submission.unresolvedSince else { return false }
            return now >= since.advanced(bySeconds: unresolvedSeconds)
        }
        guard let first = due.first else { return nil }
        let held = due.reduce(Int128(0)) { $0 + Int128($1.openReservation.nanos) }
        let money = USD(nanos: Int64(clamping: held)).display
        let what =
            due.count == 1
            ? "submission \(first.id) is \(first.state.rawValue)"
            : "\(due.count) submissions are unknown or unpriced"
        return Condition(
            names: due.map { "unresolved \($0.state.rawValue) \($0.id)" },
            Announcement(
                .unresolved, .warning,
                "\(what) for over an hour, with \(money) still held; see: bursar sync",
                submissionID: due.count == 1 ? first.id : nil))
    }

    /// A budget whose period is expected to end above its limit.
    package static func headingOverLimit(
        _ outlook: BudgetOutlook, calendar: LedgerCalendar
    ) -> Condition? {
        let standing = outlook.standing
        guard standing.budget.alertsOnForecast, outlook.isHeadingOverLimit,
            let limit = standing.limit, let forecast = outlook.forecast
        else { return nil }
        let name = standing.budget.name
        let start = standing.window.period.start
        let lastDay = calendar.day(of: standing.window.period.end).advanced(by: -1)
        let reached = forecast.limitReachedOn.map { "; it is reached on \($0)" } ?? ""
        return Condition(
            names: [projectedName(budget: name, windowStart: start)],
            Announcement(
                .projectedLimitExceeded, .warning,
                "budget '\(name)' is heading for \(forecast.projected.display) by \(lastDay)"
                    + " (from \(forecast.low.display) to \(forecast.high.display)), above its limit of"
                    + " \(limit.display)\(reached)",
                budget: name, windowStart: start))
    }

    package static func projectedName(budget: String, windowStart: Instant) -> String {
        "projected \(windowStart.microseconds) \(budget)"
    }

    /// A window that is over and had alerts: what showed them can take them back.
    package static func resolved(_ window: Window, calendar: LedgerCalendar) -> Condition {
        let name = window.budget
        let start = window.period.start
        return Condition(
            names: ["resolved \(start.microseconds) \(name)"],
            Announcement(
                .resolved, .info,
                "budget '\(name)' began a new \(window.period.unit.rawValue) on"
                    + " \(calendar.day(of: window.period.end)); its alerts of the last one are over",
                budget: name, windowStart: start))
    }

    /// The provider's balance is below what may still be charged.
    package static func balanceBelowOpen(_ balance: USD, open: USD) -> Condition {
        Condition(
            names: ["balance open"],
            Announcement(
                .balanceLow, .critical,
                "the provider's balance of \(balance.display) does not cover the \(open.display)"
                    + " that is still open; top it up at the provider"))
    }

    /// The provider's balance is below a line that a person drew.
    package static func balanceBelowLine(_ balance: USD, line: USD) -> Condition {
        Condition(
            names: ["balance line"],
            Announcement(
                .balanceLow, .warning,
                "the provider's balance of \(balance.display) is below your line of"
                    + " \(line.display); top it up at the provider"))
    }
}

extension Submission {
    /// Since when nobody has known what became of it, or what it cost; nil for one that is in order.
    fileprivate var unresolvedSince: Instant? {
        switch state {
        case .unknown: dispatchedAt ?? reservedAt
        case .unpriced: finishedAt ?? reservedAt
        case .refused, .reserved, .dispatched, .accepted, .settled, .voided: nil
        }
    }
}
