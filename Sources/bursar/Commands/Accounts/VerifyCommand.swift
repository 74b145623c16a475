import Accounting
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

            With --statement it checks the folder of a closed month instead: the files by their \
            SHA-256, the closing in the journal, and what the journal came to then.

            Example:
              bursar verify --statement reports/2026-11
            """)

    @Option(help: "Check a statement that bursar close has written, by its folder.")
    var statement: String?

    @Flag(help: "Print a bursar.verify/1 document.")
    var json = false

    func run(in context: CommandContext) async throws {
        if let statement { return try await verify(statement, in: context) }
        do {
            try await verifyLedger(in: context)
        } catch let error as LedgerError where [.verify, .restoreBackup].contains(error.advice) {
            throw Failure(
                .ledger,
                "\(error.description), so there is nothing to compare; restore a backup:"
                    + " bursar restore FILE")
        }
    }

    private func verifyLedger(in context: CommandContext) async throws {
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

extension VerifyCommand {
    private func verify(_ folder: String, in context: CommandContext) async throws {
        let ledger = try await context.openLedger()
        let check = try await StatementCheck.run(folder, against: ledger)
        let closing = check.closed?.closing
        if json {
            let document = VerifyDocument.json(
                ok: check.problems.isEmpty, entries: Int(closing?.entries ?? 0),
                head: closing?.head, problems: check.problems, notes: check.notes,
                statement: closing?.month.description)
            try context.print(document.prettyText + "\n")
        } else if let closed = check.closed, check.problems.isEmpty {
            try context.print(
                "The statement of \(closed.month) is in order:"
                    + " \(Count.text(check.files, "file")), closed"
                    + " \(ledger.calendar.local(closed.at).minutes) at"
                    + " \(Count.text(closed.closing.entries, "entry", "entries")), head"
                    + " \(closed.closing.head).\n")
            context.note(check.notes)
        } else {
            try context.print(check.problems.map { TerminalText.escaped($0) + "\n" }.joined())
        }
        guard check.problems.isEmpty else {
            throw Failure(
                .mismatch,
                "the statement in '\(folder)' is not in order:"
                    + " \(Count.text(check.problems.count, "problem"))")
        }
    }
}

extension CommandContext {
    /// What a verification found odd, and not wrong.
    fileprivate func note(_ notes: [String]) {
        notes.forEach { note("note: \(TerminalText.escaped($0))") }
    }
}
