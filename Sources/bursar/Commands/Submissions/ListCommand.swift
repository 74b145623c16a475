import Accounting
import ArgumentParser
import LedgerStore
import LosslessJSON
import Reporting

/// `bursar list`: submissions, the latest first.
struct ListCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List submissions, the latest first.",
        discussion: """
            Examples:
              bursar list --limit 20
              bursar list --state unknown
              bursar list --mode pro --since 2026-11-01 --json
            """)

    @OptionGroup var filters: FilterOptions

    @Option(parsing: .unconditional, help: "At most this many.", transform: ArgumentReader.count)
    var limit: Int?

    @Flag(help: "Print a bursar.submissions/1 document.")
    var json = false

    func run(in context: CommandContext) async throws {
        var filter = filters.filter
        filter.limit = limit
        let ledger = try context.openLedger()
        try context.noteUnknown(filters, in: ledger)
        let submissions = try await ledger.submissions(matching: filter)
        try context.print(
            json
                ? SubmissionsDocument.json(submissions).prettyText + "\n"
                : SubmissionText.list(submissions, style: context.tableStyle))
    }
}
