import Accounting
import ArgumentParser
import LedgerStore
import Reporting

extension BudgetCommand {
    /// `bursar budget list`: what the budgets are.
    struct List: ContextCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List what the budgets are.")

        @Flag(help: "Print a bursar.budgets/1 document.")
        var json = false

        func run(in context: CommandContext) async throws {
            let ledger = try await context.openLedger()
            guard json else {
                return try context.print(
                    BudgetText.list(
                        ledger.budgets().filter { context.viewer.maySee($0.scope) },
                        style: context.style))
            }
            try context.printBudgets(of: ledger)
        }
    }
}
