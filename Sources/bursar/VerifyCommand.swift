import ArgumentParser
import LedgerStore
import LosslessJSON
import Reporting

/// `bursar verify`: replays the journal, and compares everything that follows from it.
struct VerifyCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Replay the journal and compare everything that follows from it.",
        discussion: """
            Exit code 0 when the ledger is in order, 5 when something was changed behind its back. \
            The head is the hash of the last entry: keep it elsewhere, and nobody can rewrite what \
            came before.
            """)

    @Flag(help: "Print a bursar.verify/1 document.")
    var json = false

    func run(in context: CommandContext) async throws {
        let result = try context.openLedger().verify()
        if json {
            let document = VerifyDocument.json(
                ok: result.isInOrder, entries: result.entries, head: result.head,
                problems: result.problems)
            try context.print(document.prettyText + "\n")
        } else if result.isInOrder {
            try context.print(
                "The ledger is in order: \(Count.text(result.entries, "entry", "entries")),"
                    + " head \(result.head).\n")
        } else {
            try context.print(
                result.problems.map { TerminalText.escaped($0) + "\n" }.joined())
        }
        guard result.isInOrder else {
            throw Failure(
                .mismatch,
                "the ledger is not in order: \(Count.text(result.problems.count, "problem")); keep the"
                    + " file as it is, and compare it with a backup")
        }
    }
}

/// `bursar backup`: a verified copy in one file.
struct BackupCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the ledger into a new file, while it is in use, and verify the copy.",
        discussion: """
            To restore a copy, let nothing use the ledger meanwhile, and remove what belongs to the \
            old one: a -wal that is left over would be played into the copy.

            Example:
              bursar backup copy.sqlite
              rm -f "$BURSAR_LEDGER" "$BURSAR_LEDGER-wal" "$BURSAR_LEDGER-shm"
              cp copy.sqlite "$BURSAR_LEDGER"
              bursar verify
            """)

    @Argument(help: "A file that does not exist yet.")
    var path: String

    func run(in context: CommandContext) async throws {
        let verification = try context.openLedger().backup(to: path)
        context.note(
            "Backed up \(Count.text(verification.entries, "entry", "entries")) to"
                + " \(TerminalText.escaped(path)), verified.")
    }
}
