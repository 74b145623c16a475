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
        let ledger = try await context.openLedger()
        try context.noteUnknown(filters, in: ledger)
        let (isDocument, style) = (json, context.tableStyle)
        try await ledger.readSubmissions(matching: filter, newestFirst: true) { reading in
            var output = OutputBatch(context)
            if isDocument {
                try SubmissionsDocument.write({ try reading.forEach($0) }) { try output.add($0) }
            } else {
                try SubmissionText.list({ try reading.forEach($0) }, style: style) {
                    try output.add($0)
                }
            }
            try output.end()
        }
    }
}
