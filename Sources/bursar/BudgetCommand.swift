import Accounting
import ArgumentParser
import LedgerStore
import LosslessJSON
import Reporting

/// `bursar budget`: limits over a scope and a period.
struct BudgetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "budget",
        abstract: "Set limits, and see what is left of them.",
        subcommands: [Set.self, List.self, Status.self, Remove.self, Override.self],
        defaultSubcommand: Status.self)

    struct Set: ContextCommand {
        static let configuration = CommandConfiguration(
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
            help: "25, 25.50, $25, 2000000cr or \"40 submissions\".",
            transform: ArgumentReader.limit)
        var limit: BudgetLimit

        @Option(help: "day, week, month, year or total.")
        var per: PeriodUnit?

        @Option(help: "Count only this mode.")
        var mode: Mode?

        @Option(help: "Count only this orientation.")
        var orientation: Accounting.Orientation?

        @Option(help: "Count only this model.")
        var model: String?

        @Option(help: "Count only this project.", transform: ArgumentReader.name)
        var project: String?

        @Option(help: "Count only submissions of this gateway key.", transform: ArgumentReader.name)
        var key: String?

        @Option(
            help: "Percentages at which to warn (default 50,80,100).",
            transform: ArgumentReader.percentages)
        var alertAt: [Int]?

        @Flag(help: "Only warn: refuse nothing.")
        var warnOnly = false

        func run(in context: CommandContext) async throws {
            let ledger = try context.openLedger()
            let existing = try ledger.budgets().first { $0.name == name }
            let budget = try budget(changing: existing)
            try ledger.set(budget, at: context.now)
            let standing = try ledger.standings(at: context.now).filter { $0.budget.name == name }
            try context.print(
                BudgetText.status(
                    standing, asOf: context.now, style: context.style, calendar: ledger.calendar))
        }

        private func budget(changing existing: Budget?) throws -> Budget {
            if let per {
                let scope = Scope(
                    model: model, mode: mode, orientation: orientation, project: project, key: key)
                return Budget(
                    name: name, scope: scope, unit: per, limit: limit,
                    enforcement: warnOnly ? .warn : .block,
                    alertAt: alertAt ?? Budget.defaultAlertAt)
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
                alertAt: alertAt ?? existing.alertAt)
        }
    }

    struct List: ContextCommand {
        static let configuration = CommandConfiguration(abstract: "List what the budgets are.")

        @Flag(help: "Print a bursar.budgets/1 document.")
        var json = false

        func run(in context: CommandContext) async throws {
            let ledger = try context.openLedger()
            guard json else {
                return try context.print(
                    BudgetText.list(ledger.budgets(), style: context.style))
            }
            try context.printBudgets(of: ledger)
        }
    }

    struct Status: ContextCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what is spent, reserved and left of every budget.")

        @Flag(help: "Print a bursar.budgets/1 document.")
        var json = false

        func run(in context: CommandContext) async throws {
            let ledger = try context.openLedger()
            guard json else {
                return try context.print(
                    BudgetText.status(
                        ledger.standings(at: context.now), asOf: context.now, style: context.style,
                        calendar: ledger.calendar))
            }
            try context.printBudgets(of: ledger)
        }
    }

    struct Remove: ContextCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove a budget. What was spent stays in the reports.")

        @Argument(help: "The budget's name.")
        var name: String

        func run(in context: CommandContext) async throws {
            try context.openLedger().removeBudget(named: name, at: context.now)
            context.note("Removed budget '\(TerminalText.escaped(name))'.")
        }
    }

    struct Override: ContextCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add to a budget's limit until a day, with a reason.",
            discussion: """
                Example:
                  bursar budget override pro-month --add 20 --until 2026-11-30 --reason "reshoot"
                """)

        @Argument(help: "The budget's name.")
        var name: String

        @Option(help: "How much to add.", transform: ArgumentReader.usd)
        var add: USD

        @Option(help: "Until and including this day.", transform: ArgumentReader.day)
        var until: Day

        @Option(help: "Why.", transform: ArgumentReader.reason)
        var reason: String

        func run(in context: CommandContext) async throws {
            let ledger = try context.openLedger()
            let end = ledger.calendar.start(of: until.advanced(by: 1))
            try ledger.override(
                BudgetOverride(budget: name, added: add, until: end, reason: reason),
                at: context.now)
            let standing = try ledger.standings(at: context.now).filter { $0.budget.name == name }
            try context.print(
                BudgetText.status(
                    standing, asOf: context.now, style: context.style, calendar: ledger.calendar))
        }
    }
}

extension CommandContext {
    fileprivate func printBudgets(of ledger: Ledger) throws {
        let now = now
        let document = BudgetsDocument.json(asOf: now, standings: try ledger.standings(at: now))
        try print(document.prettyText + "\n")
    }
}
