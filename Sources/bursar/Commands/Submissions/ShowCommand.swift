import Accounting
import ArgumentParser
import LedgerStore
import LosslessJSON
import Reporting

/// `bursar show`: one submission with everything that is known of it.
struct ShowCommand: ContextCommand, TakesSubmissions {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show everything that is known of one submission, and its history.",
        discussion: """
            The history has a line for each entry of the journal: what happened when, what was set \
            aside or charged, from which source, and why. A prompt is shown where it was kept \
            (bursar submit --keep-prompt) and not erased (bursar prompt erase).

            Example:
              bursar show 2db31994
            """)

    @Argument(help: "The submission's id, the beginning or the end of it, or the generation id.")
    var id: String

    @Flag(help: "Print a bursar.submission/1 document.")
    var json = false

    func run(in context: CommandContext) async throws {
        let ledger = try await context.openLedger()
        let submission = try ledger.find(id)
        let history = SubmissionHistory(try ledger.entries(of: submission.id))
        let prompt = try ledger.prompt(of: submission.id)
        guard !json else {
            let document = SubmissionDocument.json(submission, history: history, prompt: prompt)
            return try context.print(document.prettyText + "\n")
        }
        let detail = SubmissionText.detail(
            submission, prompt: prompt, style: context.style, calendar: ledger.calendar)
        try context.print(
            detail + "\n"
                + SubmissionText.history(
                    history, style: context.style, calendar: ledger.calendar))
    }
}
