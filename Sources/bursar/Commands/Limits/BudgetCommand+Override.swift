import Accounting
import ArgumentParser
import LedgerStore
import Metering
import Reporting

extension BudgetCommand {
    /// `bursar budget override`: adds to a limit until a day.
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
            let meter = try await context.meter()
            let ledger = meter.ledger
            try context.require(budget: name, in: ledger)
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
