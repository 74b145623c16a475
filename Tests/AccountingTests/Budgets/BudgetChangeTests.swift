import Accounting
import Testing

/// What is not said of a budget stays as it is.
@Suite struct BudgetChangeTests {
    private static let existing = Budget(
        name: "b",
        scope: Scope(model: "m", mode: .pro, orientation: .image, project: "spring", key: "ci"),
        unit: .week, limit: .usd("5"), enforcement: .warn, alertAt: [10, 20],
        alertsOnForecast: false)

    private static func change(_ edit: (inout BudgetChange) -> Void) -> BudgetChange {
        var change = BudgetChange()
        edit(&change)
        return change
    }

    @Test func nothingSaidChangesNothing() throws {
        #expect(
            try BudgetChange().applied(to: Self.existing, named: "b") == Self.existing)
    }

    /// Each part alone, and every other as it was.
    @Test func onlyWhatIsSaidChanges() throws {
        let rows: [(BudgetChange, Budget)] = [
            (Self.change { $0.limit = .usd("9") }, budget(limit: .usd("9"))),
            (Self.change { $0.limit = .submissions(40) }, budget(limit: .submissions(40))),
            (Self.change { $0.unit = .day }, budget(unit: .day)),
            (Self.change { $0.mode = .only(.std) }, budget { $0.with(mode: .std) }),
            (Self.change { $0.mode = .any }, budget { $0.with(mode: .some(nil)) }),
            (Self.change { $0.model = .any }, budget { $0.with(model: .some(nil)) }),
            (Self.change { $0.orientation = .any }, budget { $0.with(orientation: .some(nil)) }),
            (Self.change { $0.project = .only("fall") }, budget { $0.with(project: "fall") }),
            (Self.change { $0.project = .any }, budget { $0.with(project: .some(nil)) }),
            (Self.change { $0.key = .any }, budget { $0.with(key: .some(nil)) }),
            (Self.change { $0.enforcement = .block }, budget(enforcement: .block)),
            (Self.change { $0.alertAt = [90] }, budget(alertAt: [90])),
            (Self.change { $0.alertsOnForecast = true }, budget(alertsOnForecast: true)),
        ]
        for (change, expected) in rows {
            #expect(try change.applied(to: Self.existing, named: "b") == expected, "\(change)")
        }
    }

    @Test func aNewBudgetNeedsALimitAndAPeriodAndHasDefaults() throws {
        #expect(throws: BudgetChange.Missing.limit) {
            try BudgetChange().applied(to: nil, named: "b")
        }
        #expect(throws: BudgetChange.Missing.unit) {
            try Self.change { $0.limit = .usd("1") }.applied(to: nil, named: "b")
        }
        let new = try Self.change {
            $0.limit = .usd("1")
            $0.unit = .day
        }.applied(to: nil, named: "b")
        #expect(
            new == Budget(name: "b", scope: .everything, unit: .day, limit: .usd("1")))
        #expect(new.enforcement == .block && new.alertsOnForecast)
    }

    private func budget(
        limit: BudgetLimit? = nil, unit: PeriodUnit? = nil,
        enforcement: Budget.Enforcement? = nil, alertAt: [Int]? = nil,
        alertsOnForecast: Bool? = nil, scope: (Scope) -> Scope = { $0 }
    ) -> Budget {
        let old = Self.existing
        return Budget(
            name: "b", scope: scope(old.scope), unit: unit ?? old.unit, limit: limit ?? old.limit,
            enforcement: enforcement ?? old.enforcement, alertAt: alertAt ?? old.alertAt,
            alertsOnForecast: alertsOnForecast ?? old.alertsOnForecast)
    }
}

extension Scope {
    fileprivate func with(
        model: Name?? = .none, mode: Mode?? = .none, orientation: Orientation?? = .none,
        project: Name?? = .none, key: Name?? = .none
    ) -> Scope {
        Scope(
            model: model ?? self.model, mode: mode ?? self.mode,
            orientation: orientation ?? self.orientation, project: project ?? self.project,
            key: key ?? self.key)
    }
}
