import Accounting
import ArgumentParser
import LedgerStore
import Text

extension KeysCommand {
    /// `bursar keys revoke`: ends a key.
    struct Revoke: ContextCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke",
            abstract: "End a key, from the next request on.",
            discussion: """
                What it submitted stays filed under its name, and is followed to its end. Another key \
                may have the name then.
                """)

        @Argument(help: "The key's name.")
        var name: Name

        func run(in context: CommandContext) async throws {
            let ledger = try await context.openLedger()
            try context.require(key: name, in: ledger)
            try await ledger.revokeKey(name, at: context.now)
            context.note("Revoked key '\(TerminalText.escaped(name.text))'.")
        }
    }
}
