import Accounting
import ArgumentParser
import LedgerStore
import Metering
import Reporting

extension BudgetCommand {
    /// `bursar budget set`: makes a budget, or changes what is named of one that exists.
    struct Set: ContextCommand {
        static let configuration = CommandConfiguration(
            commandName: "set",
            abstract: "Set or change a budget.",
            discussion: """
                A submission must fit every budget that counts it. What the running period has \
                already spent counts from the start. Without --per, a budget that exists keeps \
                everything that is not named.

                Examples:
                  bursar budget set pro-month --limit 50 --per month --mode pro
                  bursar budget set day --limit 10.50 --per day --alert-at 50,90
                  bursar budget set tests --limit "40 submissions" --per week --project tests
                  bursar budget set credits --limit 2000000cr --per total
                """)

        @Argument(help: "The budget's name.", transform: ArgumentReader.name)
        var name: String

        @Option(
            parsing: .unconditional, help: "25, 25.50, $25, 2000000cr or \"40 submissions\".",
            transform: ArgumentReader.limit)
        var limit: BudgetLimit

        @Option(help: "day, week, month, year or total.")
        var per: PeriodUnit?

        @Option(help: "Count only this mode.")
        var mode: Mode?

        @Option(help: "Count only this orientation.")
        var orientation: Accounting.Orientation?

        @Option(help: "Count only this model.", transform: ArgumentReader.name)
        var model: String?

        @Option(help: "Count only this project.", transform: ArgumentReader.name)
        var project: String?

        @Option(help: "Count only submissions of this gateway key.", transform: ArgumentReader.name)
        var key: String?

        @Option(
            parsing: .unconditional,
            help: "Percentages at which to warn (default 50,80,100).",
            transform: ArgumentReader.percentages)
        var alertAt: [Int]?

        @Flag(
            inversion: .prefixedNo,
            help: "Warn when the period is heading over the limit (default: yes).")
        var alertForecast: Bool?

        @Flag(help: "Only warn: refuse nothing.")
        var warnOnly = false

        func run(in context: CommandContext) async throws {
            let meter = try context.makingMeter()
            let ledger = meter.ledger
            let existing = try ledger.budgets().first { $0.name == name }
            let budget = try budget(changing: existing)
            try await context.deliveringAlerts(meter) { _ in
                try ledger.set(budget, at: context.now)
            }
            let standing = try ledger.standings(at: context.now).filter { $0.budget.name == name }
            if per != nil, let existing, let words = Set.lost(existing, budget) {
                context.note("note: --per set it anew; before it \(TerminalText.escaped(words))")
            }
            if let existing, existing.unit != budget.unit, let added = standing.first?.overrides,
                added > .zero
            {
                let raised =
                    budget.unit == .total
                    ? "its limit" : "the limit of every \(budget.unit.rawValue)"
                context.note(
                    "warning: overrides of \(added.display) stay in force, and raise \(raised) until"
                        + " they end")
            }
            try context.printStatus(of: name, in: ledger)
        }

        /// What a budget had that its successor has not; nil when nothing was lost.
        private static func lost(_ before: Budget, _ after: Budget) -> String? {
            var words: [String] = []
            if before.scope != after.scope { words.append("counted \(before.scope.phrase)") }
            if before.enforcement == .warn, after.enforcement == .block {
                words.append("only warned")
            }
            if before.alertAt != after.alertAt {
                let percents = before.alertAt.map(String.init).joined(separator: ",")
                words.append(percents.isEmpty ? "warned at nothing" : "warned at \(percents) %")
            }
            return words.isEmpty ? nil : words.joined(separator: ", ")
        }

        private func budget(changing existing: Budget?) throws -> Budget {
            if let per {
                let scope = Scope(
                    model: model, mode: mode, orientation: orientation, project: project, key: key)
                return Budget(
                    name: name, scope: scope, unit: per, limit: limit,
                    enforcement: warnOnly ? .warn : .block,
                    alertAt: alertAt ?? Budget.defaultAlertAt,
                    alertsOnForecast: alertForecast ?? true)
            }
            guard let existing else {
                throw Failure(
                    .usage,
                    "there is no budget '\(name)' yet; say what its period is: --per day, week,"
                        + " month, year or total")
            }
            let old = existing.scope
            let scope = Scope(
                model: model ?? old.model, mode: mode ?? old.mode,
                orientation: orientation ?? old.orientation, project: project ?? old.project,
                key: key ?? old.key)
            return Budget(
                name: name, scope: scope, unit: existing.unit, limit: limit,
                enforcement: warnOnly ? .warn : existing.enforcement,
                alertAt: alertAt ?? existing.alertAt,
                alertsOnForecast: alertForecast ?? existing.alertsOnForecast)
        }
    }
}
