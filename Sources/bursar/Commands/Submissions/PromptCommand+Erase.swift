import Accounting
import ArgumentParser
import LedgerStore
import Reporting

extension PromptCommand {
    /// `bursar prompt erase`: removes kept prompts for good.
    struct Erase: ContextCommand, TakesSubmissions {
        static let configuration = CommandConfiguration(
            commandName: "erase",
            abstract: "Erase the prompts of some submissions, or of all before a day.",
            discussion: """
                Their text is overwritten in the ledger and removed from its log. The accounts stay as \
                they are. A backup that was made before still has them.

                Examples:
                  bursar prompt erase 2db31994
                  bursar prompt erase --before 2026-11-01
                """)

        @Argument(help: "Ids, beginnings or ends of them, or generation ids.")
        var ids: [String] = []

        @Option(
            help: ArgumentHelp("All of what was submitted before this day.", valueName: "day"),
            transform: ArgumentReader.day)
        var before: Day?

        func check() throws {
            guard ids.isEmpty != (before == nil) else {
                throw ValidationError("say either which submissions, or --before DAY")
            }
        }

        func run(in context: CommandContext) async throws {
            let ledger = try await context.openLedger()
            let erased =
                if let before {
                    try await ledger.erasePrompts(before: ledger.calendar.start(of: before))
                } else {
                    try await ledger.erasePrompts(of: ids.map { try ledger.find($0).id })
                }
            context.note("Erased \(Count.text(erased.count, "prompt")).")
            if !erased.isLogEmpty {
                context.note(
                    "warning: another program is reading the ledger, and its log may still hold erased text;"
                        + " when that has ended, run the same command again")
            }
        }
    }
}
