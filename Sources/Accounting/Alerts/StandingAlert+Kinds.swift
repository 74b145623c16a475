/// Which conditions there are. Pure functions of what is seen at an instant.
extension StandingAlert {
    /// A budget whose period is expected to end above its limit.
    package static func headingOverLimit(
        _ outlook: BudgetOutlook, calendar: LedgerCalendar
    ) -> StandingAlert? {
        let standing = outlook.standing
        guard standing.budget.alertsOnForecast, outlook.isHeadingOverLimit,
            let limit = standing.limit, let forecast = outlook.forecast
        else { return nil }
        let name = standing.budget.name
        let start = standing.window.period.start
        let end = calendar.lastDay(of: standing.window.period).map { "by \($0)" } ?? ""
        let bounds = forecast.bounds.map { " (\($0))" } ?? ""
        let reached = outlook.limitReachedOn.map { "; it is reached on \($0)" } ?? ""
        return StandingAlert(
            // At another limit it is another line.
            names: ["projected \(start.microseconds) \(limit) \(name)"],
            AlertDraft(
                .projectedLimitExceeded, .warning,
                "budget '\(name)' is heading for \(forecast.amount) \(end)\(bounds), above its limit"
                    + " of \(limit.display)\(reached)",
                budget: name, windowStart: start))
    }

    /// A threshold that is reached although nothing was submitted since: a limit was lowered, or an
    /// override has ended.
    package static func thresholdReached(_ standing: BudgetStanding) -> StandingAlert? {
        guard let threshold = standing.crossedThreshold else { return nil }
        let alert = standing.alert(id: "", crossing: threshold, submissionID: nil)
        let limit = standing.limit?.description ?? "\(standing.window.limit)"
        return StandingAlert(
            names: [
                "threshold \(threshold) \(standing.window.period.start.microseconds) \(limit)"
                    + " \(standing.budget.name)"
            ],
            AlertDraft(
                alert.event, alert.severity, alert.message, budget: alert.budget,
                windowStart: alert.windowStart, threshold: alert.threshold))
    }

    /// A window that is over, or gone with its budget, and had alerts: what shows them can take them
    /// back.
    ///
    /// - Parameter alertID: the last of them.
    package static func resolved(budget name: Name, start: Instant, after alertID: String)
        -> StandingAlert
    {
        StandingAlert(
            names: ["resolved \(alertID)"],
            AlertDraft(
                .resolved, .info,
                "the alerts of budget '\(name)' are over: their period has ended, or it was changed or"
                    + " removed",
                budget: name, windowStart: start))
    }

    /// The provider's balance is below what may still be charged.
    package static func balanceBelowOpen(_ balance: USD, open: USD) -> StandingAlert {
        StandingAlert(
            names: ["balance open"],
            AlertDraft(
                .balanceLow, .critical,
                "the provider's balance of \(balance.display) does not cover the \(open.display)"
                    + " that is still open; top it up at the provider"))
    }

    /// The provider's balance is below `balance_below` of the settings.
    package static func balanceBelowLine(_ balance: USD, line: USD) -> StandingAlert {
        StandingAlert(
            names: ["balance line"],
            AlertDraft(
                .balanceLow, .warning,
                "the provider's balance of \(balance.display) is below your line of"
                    + " \(line.display); top it up at the provider"))
    }
}
