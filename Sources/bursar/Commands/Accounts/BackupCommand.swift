import ArgumentParser
import LedgerStore
import Reporting
import Text

/// `bursar backup`: a verified copy in one file.
struct BackupCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the ledger into a new file, while it is in use, and verify the copy.",
        discussion: """
            The copy gets its name when it is whole and on the disk. A ledger that is not in order \
            is copied too, with exit code 5: the copy has the same faults. bursar restore puts a \
            copy that is in order into the ledger's place.

            Example:
              bursar backup copy.sqlite
            """)

    @Argument(help: "A file that does not exist yet.")
    var path: String

    func run(in context: CommandContext) async throws {
        let verification = try await context.openLedger().backup(to: path)
        let what =
            "\(Count.text(verification.entries, "entry", "entries")) to"
            + " \(TerminalText.escaped(path))"
        guard verification.isInOrder else {
            let problems = verification.problems
            context.note(problems.map { TerminalText.escaped($0) }.joined(separator: "\n"))
            throw Failure(
                .mismatch,
                "copied \(Count.text(verification.entries, "entry", "entries")) to \(path), but the"
                    + " copy is not in order, because the ledger is not: "
                    + "\(Count.text(problems.count, "problem")); see: bursar verify")
        }
        context.note("Backed up \(what), verified.")
    }
}
