import Accounting
import ArgumentParser
import LedgerStore
import Text

extension BudgetCommand {
    /// `bursar budget remove`: takes a budget away.
    struct Remove: ContextCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove",
            abstract: "Remove a budget. What was spent stays in the reports.")

        @Argument(help: "The budget's name.")
        var name: Name

        func run(in context: CommandContext) async throws {
            let ledger = try await context.openLedger()
            try context.require(budget: name, in: ledger)
            try await ledger.removeBudget(named: name, at: context.now)
            context.note("Removed budget '\(TerminalText.escaped(name.text))'.")
        }
    }
}
