import Accounting
import ArgumentParser
import LedgerStore
import Reporting
import Text

extension AlertsCommand {
    /// `bursar alerts mute`: keeps a budget's alerts from leaving for a while.
    struct Mute: ContextCommand {
        static let configuration = CommandConfiguration(
            commandName: "mute",
            abstract: "Send no alerts of a budget until a day, with a reason.",
            discussion: """
                They are still recorded and listed, and the budget still refuses.

                Example:
                  bursar alerts mute pro-month --until 2026-11-30 --reason "a planned reshoot"
                """)

        @Argument(help: "The budget's name.")
        var budget: Name

        @Option(help: "Until and including this day.", transform: ArgumentReader.day)
        var until: Day

        @Option(parsing: .unconditional, help: "Why.", transform: ArgumentReader.reason)
        var reason: String

        func run(in context: CommandContext) async throws {
            let ledger = try await context.openLedger()
            try context.require(budget: budget, in: ledger)
            let end = ledger.calendar.start(of: until.advanced(by: 1))
            try await ledger.mute(
                BudgetMute(budget: budget, until: end, reason: reason), at: context.now)
            context.note(
                "Alerts of budget '\(TerminalText.escaped(budget.text))' are muted up to and including"
                    + " \(until).")
        }
    }
}
