import ArgumentParser
import LedgerStore
import LosslessJSON
import Reporting

extension KeysCommand {
    /// `bursar keys list`: the keys, and nothing of their tokens.
    struct List: ContextCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the keys. Their tokens are kept nowhere.")

        @Flag(help: "Print a bursar.keys/1 document.")
        var json = false

        func run(in context: CommandContext) async throws {
            let now = context.now
            let ledger = try await context.openLedger()
            let keys = try ledger.keys()
            guard !json else {
                return try context.print(KeysDocument.json(keys, asOf: now).prettyText + "\n")
            }
            try context.print(
                KeysText.list(
                    keys, asOf: now, style: context.tableStyle, calendar: ledger.calendar))
        }
    }
}
