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

    @Flag(help: "Leave out what happened to it, and the prompt.")
    var brief = false

    @Flag(help: "Print a bursar.submission/1 document.")
    var json = false

    func run(in context: CommandContext) async throws {
        let ledger = try await context.openLedger()
        let viewer = context.viewer
        let submission = try ledger.find(id, for: viewer)
        let steps = try brief ? nil : steps(of: submission, in: ledger, for: viewer)
        let prompt = try brief ? nil : prompt(of: submission, in: ledger, for: viewer)
        let shown = viewer.shown(submission)
        guard !json else {
            let document = SubmissionDocument.json(shown, history: steps, prompt: prompt)
            return try context.print(document.prettyText + "\n")
        }
        let detail = SubmissionText.detail(
            shown, prompt: prompt, style: context.style, calendar: ledger.calendar)
        let more = steps.map {
            "\n" + SubmissionText.history($0, style: context.style, calendar: ledger.calendar)
        }
        try context.print(detail + (more ?? ""))
    }

    private func steps(of submission: Submission, in ledger: Ledger, for viewer: Viewer) throws
        -> SubmissionHistory
    {
        SubmissionHistory(
            try ledger.entries(of: submission.id)
                .filter { viewer.isShown($0.entry.kind, of: submission) })
    }

    /// Somebody else's words, kept for whoever has the ledger.
    private func prompt(of submission: Submission, in ledger: Ledger, for viewer: Viewer) throws
        -> String?
    {
        guard viewer.seesEverything || submission.subject.key == viewer.key else { return nil }
        return try ledger.prompt(of: submission.id)
    }
}
