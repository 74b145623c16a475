import Accounting
import ArgumentParser
import LedgerStore
import Reporting
import Text

/// `bursar restore`: a verified backup into place; the old ledger is kept beside it.
struct RestoreCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a verified backup into the ledger's place, and keep the old one beside it.",
        discussion: """
            Nothing is changed when the backup is not in order (exit code 5), or while another \
            process has the ledger open (75): end what watches or follows first. The ledger need \
            not be there, nor be readable.

            What was recorded after the backup is only in the old file. Of submissions, the \
            provider has its own books: bursar reconcile names what the ledger lacks.

            Example:
              bursar restore copy.sqlite
            """)

    /// By the clocks of the ledger that is in place now.
    private func time(of instant: Instant, in path: String) async -> String {
        guard let calendar = try? await Ledger.openReadOnly(path).calendar else {
            return "\(instant)"
        }
        return "\(calendar.local(instant).minutes) (\(calendar.identifier))"
    }

    @Argument(help: "What bursar backup has written.")
    var file: String

    func run(in context: CommandContext) async throws {
        let path = try context.settings().ledgerPath.value
        switch try await Ledger.restore(from: file, to: path, at: context.now) {
        case .refused(let verification):
            let problems = verification.problems.map { TerminalText.escaped($0) }
            context.note(problems.joined(separator: "\n"))
            throw Failure(
                .mismatch,
                "\(file) is not in order: \(Count.text(problems.count, "problem")); nothing was"
                    + " changed; take another backup")
        case .restored(let path, let verification, let newest, let kept):
            let name = TerminalText.escaped(path)
            var last = ""
            if let newest { last = " The newest is of \(await time(of: newest, in: path))." }
            context.note(
                "Restored \(Count.text(verification.entries, "entry", "entries")) from"
                    + " \(TerminalText.escaped(file)) to \(name), verified.\(last)")
            guard let kept else { return }
            context.note(
                "The old ledger is kept as \(TerminalText.escaped(kept)). What was recorded since the"
                    + " backup is only there; for what the provider charged since: bursar reconcile"
            )
        }
    }
}
