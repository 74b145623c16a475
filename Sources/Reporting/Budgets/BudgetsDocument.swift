package import Accounting
package import LosslessJSON

/// `bursar.budgets/1`: where every budget stands, and where its period is heading.
package enum BudgetsDocument {
    package static let schema = "bursar.budgets/1"

    package static func json(asOf instant: Instant, outlooks: [BudgetOutlook]) -> JSON {
        [
            "schema": .string(schema),
            "as_of": .instant(instant),
            "budgets": .array(outlooks.map(budget)),
        ]
    }

    /// One budget, as in this document and in `bursar.alert/1`.
    static func budget(_ outlook: BudgetOutlook) -> JSON {
        let standing = outlook.standing
        let budget = standing.budget
        let period = standing.window.period
        return [
            "name": .name(budget.name),
            "scope": scope(budget.scope),
            "period": [
                "unit": .name(budget.unit),
                "start": .instant(budget.unit == .total ? nil : period.start),
                "end": .instant(budget.unit == .total ? nil : period.end),
            ],
            "limit_usd": .usd(standing.window.limit.usd),
            "limit_submissions": .integer(orNull: standing.limitSubmissions),
            "spent_usd": .usd(standing.holding.spent),
            "reserved_usd": .usd(standing.holding.reserved),
            "available_usd": .usd(standing.available),
            "used_percent": .number(Percent.text(basisPoints: standing.usedBasisPoints)),
            "submissions": .integer(standing.holding.submissions),
            "enforcement": .name(budget.enforcement),
            "alert_at": .array(budget.alertAt.map { .integer($0) }),
            "projected_usd": .usd(outlook.forecast?.projected),
            "overrides_usd": .usd(standing.overrides),
            "alert_forecast": .bool(budget.alertsOnForecast),
            "forecast": .forecast(outlook.forecast),
        ]
    }

    private static func scope(_ scope: Scope) -> JSON {
        [
            "model": .name(scope.model),
            "mode": .name(scope.mode),
            "orientation": .name(scope.orientation),
            "project": .name(scope.project),
            "key": .name(scope.key),
        ]
    }
}

/// Percentages that are counted in hundredths.
package enum Percent {
    /// A difference with its sign, to a tenth of a percent, cut: `+3.2 %`, `-41.0 %`, `0.0 %`.
    static func difference(basisPoints: Int) -> String {
        let tenths = (basisPoints / 10).magnitude
        let sign = tenths == 0 ? "" : basisPoints > 0 ? "+" : "-"
        return "\(sign)\(tenths / 10).\(tenths % 10) %"
    }

    /// At most two decimals, and none that are zeros at the end: `45`, `45.2`, `45.25`.
    package static func text(basisPoints: Int) -> String {
        let magnitude = basisPoints.magnitude
        let sign = basisPoints < 0 ? "-" : ""
        let hundredths = magnitude % 100
        if hundredths == 0 { return "\(sign)\(magnitude / 100)" }
        if hundredths % 10 == 0 { return "\(sign)\(magnitude / 100).\(hundredths / 10)" }
        return "\(sign)\(magnitude / 100).\(hundredths < 10 ? "0" : "")\(hundredths)"
    }
}
