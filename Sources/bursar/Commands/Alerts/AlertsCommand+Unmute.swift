import Accounting
import ArgumentParser
import LedgerStore
import Text

extension AlertsCommand {
    /// `bursar alerts unmute`: lets a budget's alerts leave again.
    struct Unmute: ContextCommand {
        static let configuration = CommandConfiguration(
            commandName: "unmute", abstract: "Send alerts of a budget again.")

        @Argument(help: "The budget's name.")
        var budget: Name

        func run(in context: CommandContext) async throws {
            let name = TerminalText.escaped(budget.text)
            let ledger = try await context.openLedger()
            try context.require(budget: budget, in: ledger)
            guard try await ledger.unmute(budget, at: context.now) else {
                throw Failure(.failed, "budget '\(name)' is not muted")
            }
            context.note(
                "Alerts of budget '\(name)' are sent again from now on. Those that were muted are"
                    + " not; see: bursar alerts list")
        }
    }
}
