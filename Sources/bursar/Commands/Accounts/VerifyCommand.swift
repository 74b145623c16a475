import ArgumentParser
import LedgerStore
import LosslessJSON
import Reporting
import Text

/// `bursar verify`: replays the journal, and compares everything that follows from it.
struct VerifyCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Replay the journal and compare everything that follows from it.",
        discussion: """
            Exit code 0 when the ledger is in order, 5 when an entry or a table was changed by \
            other means. The head is the hash of the last entry: with a copy of it elsewhere, no \
            change of what came before stays unnoticed.
            """)

    @Flag(help: "Print a bursar.verify/1 document.")
    var json = false

    func run(in context: CommandContext) async throws {
        let result = try await context.openLedger().verify()
        if json {
            let document = VerifyDocument.json(
                ok: result.isInOrder, entries: result.entries, head: result.head,
                problems: result.problems, notes: result.notes)
            try context.print(document.prettyText + "\n")
        } else if result.isInOrder {
            try context.print(
                "The ledger is in order: \(Count.text(result.entries, "entry", "entries")),"
                    + " head \(result.head).\n")
            context.note(result.notes)
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

extension CommandContext {
    /// What a verification found odd, and not wrong.
    fileprivate func note(_ notes: [String]) {
        notes.forEach { note("note: \(TerminalText.escaped($0))") }
    }
}
