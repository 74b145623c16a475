import Accounting
import ArgumentParser
import LedgerStore
import LosslessJSON
import Metering
import Reporting
import Text

/// `bursar budget`: limits over a scope and a period.
struct BudgetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "budget",
        abstract: "Set limits, and see what is left of them.",
        subcommands: [Set.self, List.self, Status.self, Remove.self, Override.self],
        defaultSubcommand: Status.self)

    struct List: ContextCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List what the budgets are.")

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
            commandName: "status",
            abstract:
                "Show what is spent, reserved and left of every budget, and where it is heading.",
            discussion: """
                A bar shows what is spent, reserved and free; a mark in the free part is a threshold \
                that alerts. Below it stands what will be spent by the end of the period at the \
                pace of the last days, with bounds that hold four times in five.

                In one line, for a prompt: bursar statusline. On a live screen: bursar watch.
                """)

        @Flag(help: "Print a bursar.budgets/1 document.")
        var json = false

        func run(in context: CommandContext) async throws {
            try Status.show(in: context, asJSON: json)
        }

        static func show(in context: CommandContext, asJSON: Bool) throws {
            let ledger = try context.openLedger()
            if asJSON { return try context.printBudgets(of: ledger) }
            try context.print(
                BudgetText.status(
                    ledger.outlooks(at: context.now), asOf: context.now, style: context.style,
                    calendar: ledger.calendar))
            for mute in try ledger.mutes(at: context.now) {
                let day = ledger.calendar.day(of: mute.until).advanced(by: -1)
                context.note(
                    TerminalText.escaped(
                        "note: alerts of budget '\(mute.budget)' are muted up to and including \(day):"
                            + " \(mute.reason)"))
            }
            let words = AlertsText.undelivered(
                try ledger.undelivered(at: context.now),
                configured: try context.settings().channelNames)
            if let words {
                context.note("warning: \(AdviceText.joined(words, Advice.listAlerts.words))")
            }
        }
    }

    struct Remove: ContextCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove",
            abstract: "Remove a budget. What was spent stays in the reports.")

        @Argument(help: "The budget's name.")
        var name: Name

        func run(in context: CommandContext) async throws {
            try await context.openLedger().removeBudget(named: name, at: context.now)
            context.note("Removed budget '\(TerminalText.escaped(name.text))'.")
        }
    }

    struct Override: ContextCommand {
        static let configuration = CommandConfiguration(
            commandName: "override",
            abstract: "Add to a budget's limit until a day, with a reason.",
            discussion: """
                Example:
                  bursar budget override pro-month --add 20 --until 2026-11-30 --reason "reshoot"
                """)

        @Argument(help: "The budget's name.")
        var name: Name

        @Option(
            parsing: .unconditional, help: "How much to add.", transform: ArgumentReader.usd)
        var add: USD

        @Option(help: "Until and including this day.", transform: ArgumentReader.day)
        var until: Day

        @Option(parsing: .unconditional, help: "Why.", transform: ArgumentReader.reason)
        var reason: String

        func run(in context: CommandContext) async throws {
            let meter = try context.meter()
            let ledger = meter.ledger
            let end = ledger.calendar.start(of: until.advanced(by: 1))
            try await context.deliveringAlerts(meter) { _ in
                try await ledger.override(
                    BudgetOverride(budget: name, added: add, until: end, reason: reason),
                    at: context.now)
            }
            try context.printStatus(of: name, in: ledger)
        }
    }
}

extension CommandContext {
    fileprivate func printBudgets(of ledger: Ledger) throws {
        let now = now
        let document = BudgetsDocument.json(asOf: now, outlooks: try ledger.outlooks(at: now))
        try print(document.prettyText + "\n")
    }

    /// What `set` and `override` show at the end: where that one budget stands now.
    func printStatus(of name: Name, in ledger: Ledger) throws {
        let now = now
        let outlooks = try ledger.outlooks(at: now).filter { $0.standing.budget.name == name }
        try print(
            BudgetText.status(outlooks, asOf: now, style: style, calendar: ledger.calendar))
    }
}
