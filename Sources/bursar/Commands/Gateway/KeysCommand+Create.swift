import Accounting
import ArgumentParser
import LedgerStore
import Reporting
import Text

extension KeysCommand {
    /// `bursar keys create`: makes a key, and prints its token.
    struct Create: ContextCommand {
        static let configuration = CommandConfiguration(
            commandName: "create",
            abstract: "Make a key, and print its token, once.",
            discussion: """
                The token goes to standard output, alone. It is not kept: the ledger has a hash of it. \
                A name is in use until its key is revoked, also when it has expired.

                Examples:
                  bursar keys create studio --project spring --expires 2026-12-31
                  (umask 077; bursar keys create ci > ci.token)
                """)

        @Argument(help: "The key's name.", transform: ArgumentReader.name)
        var name: Name

        @Option(
            help: "The project of all that it submits (default: any).",
            transform: ArgumentReader.name)
        var project: Name?

        @Flag(help: "Let it see and change what belongs to others.")
        var admin = false

        @Option(
            help: "Until and including this day (default: for ever).",
            transform: ArgumentReader.day)
        var expires: Day?

        func run(in context: CommandContext) async throws {
            let now = context.now
            let there = try await context.openLedger(saysMissing: false)
            let end = expires.map { there.calendar.start(of: $0.advanced(by: 1)) }
            if let expires, let end, end <= now {
                throw Failure(
                    .usage,
                    "--expires \(expires) is over: it is \(there.calendar.local(now).minutes)"
                        + " (\(there.calendar.identifier))")
            }
            try context.warnOfSlip(project: project, in: there)
            let ledger = there.isKept ? there : try await context.makeLedger(warnsOfClock: false)
            let grant = KeyGrant(name: name, project: project, isAdmin: admin, expiresAt: end)
            let (key, token) = try await ledger.createKey(grant, at: now)
            do {
                try context.print(token.text + "\n")
            } catch {
                // Nobody has it: its name is free again.
                try? await ledger.revokeKey(name, at: context.now)
                throw error
            }
            context.note(Create.words(about: key, ledger.calendar))
        }

        private static func words(about key: GatewayKey, _ calendar: LedgerCalendar) -> String {
            let parts = [
                key.isAdmin ? "sees and changes everything" : nil,
                key.project.map { "project \($0)" },
                KeysText.end(of: key, calendar).map { "until \($0)" },
            ].compactMap(\.self)
            let facts = parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
            return TerminalText.escaped(
                "Made key '\(key.name)'\(facts). The token is shown this once: give it to the client as"
                    + " its API key, with the gateway as its base URL, and to bursar elsewhere as"
                    + " BURSAR_GATEWAY_KEY; to end it: bursar keys revoke"
                    + " \(ShellWord.quoted(key.name.text))")
        }
    }
}
