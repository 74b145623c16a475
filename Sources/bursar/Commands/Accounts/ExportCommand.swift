import Accounting
import ArgumentParser
import LedgerStore
import Reporting

/// `bursar export`: every submission as one line, for `bursar import` elsewhere.
struct ExportCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print submissions as JSON Lines; importing them gives the same report.",
        discussion: """
            Example:
              bursar export --since 2026-01-01 > history.jsonl
            """)

    @OptionGroup var filters: FilterOptions

    @Option(
        parsing: .unconditional, help: "At most this many, the oldest.",
        transform: ArgumentReader.count)
    var limit: Int?

    func run(in context: CommandContext) async throws {
        var filter = filters.filter
        filter.limit = limit
        try await context.openLedger().readSubmissions(matching: filter) { reading in
            var output = OutputBatch(context)
            try reading.forEach {
                try output.add(RecordDocument.line(HistoryRecord($0)) + "\n")
            }
            try output.end()
        }
    }
}
