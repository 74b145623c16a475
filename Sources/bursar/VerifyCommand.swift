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
                "The ledger is in order: \(result.entries) entries, head \(result.head).\n")
        } else {
            try context.print(
                result.problems.map { TerminalText.escaped($0) + "\n" }.joined())
        }
        guard result.isInOrder else {
            let count = result.problems.count
            throw Failure(
                .mismatch,
                "the ledger is not in order: \(count) problem\(count == 1 ? "" : "s"); keep the file"
                    + " as it is, and compare it with a backup")
        }
    }
}

/// `bursar backup`: a verified copy in one file.
struct BackupCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the ledger into a new file, while it is in use, and verify the copy.")

    @Argument(help: "A file that does not exist yet.")
    var path: String

    func run(in context: CommandContext) async throws {
        let verification = try context.openLedger().backup(to: path)
        context.note(
            "Backed up \(verification.entries) entries to \(TerminalText.escaped(path)), verified.")
    }
}
