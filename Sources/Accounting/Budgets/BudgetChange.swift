/// What is said of a budget when it is set: what is not said stays as it is.
package struct BudgetChange: Hashable, Sendable {
    /// What becomes of one part of the scope.
    package enum Part<Value: Hashable & Sendable>: Hashable, Sendable {
        case unchanged
        /// The budget counts whatever the part is.
        case any
        case only(Value)

        func applied(to value: Value?) -> Value? {
            switch self {
            case .unchanged: value
            case .any: nil
            case .only(let new): new
            }
        }
    }

    package var limit: BudgetLimit?
    package var unit: PeriodUnit?
    package var model = Part<Name>.unchanged
    package var mode = Part<Mode>.unchanged
    package var orientation = Part<Orientation>.unchanged
    package var project = Part<Name>.unchanged
    package var key = Part<Name>.unchanged
    package var enforcement: Budget.Enforcement?
    package var alertAt: [Int]?
    package var alertsOnForecast: Bool?

    package init() {}

    /// What a budget cannot begin without, in the order in which it is asked for.
    package enum Missing: Error, Hashable, Sendable {
        case limit, unit
    }

    /// The budget as it is from now on.
    ///
    /// - Parameter existing: nil for one that does not exist yet, which needs a limit and a period.
    package func applied(to existing: Budget?, named name: Name) throws(Missing) -> Budget {
        guard let limit = limit ?? existing?.limit else { throw .limit }
        guard let unit = unit ?? existing?.unit else { throw .unit }
        let scope = existing?.scope ?? .everything
        return Budget(
            name: name,
            scope: Scope(
                model: model.applied(to: scope.model), mode: mode.applied(to: scope.mode),
                orientation: orientation.applied(to: scope.orientation),
                project: project.applied(to: scope.project), key: key.applied(to: scope.key)),
            unit: unit, limit: limit, enforcement: enforcement ?? existing?.enforcement ?? .block,
            alertAt: alertAt ?? existing?.alertAt ?? Budget.defaultAlertAt,
            alertsOnForecast: alertsOnForecast ?? existing?.alertsOnForecast ?? true)
    }
}
