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
        let none: [String] = []
        let rest = try await context.openLedger().foldSubmissions(matching: filter, into: none) {
            lines, submission in
            lines.append(RecordDocument.line(HistoryRecord(submission)) + "\n")
            if lines.count == 256 {
                try context.print(lines.joined())
                lines.removeAll(keepingCapacity: true)
            }
        }
        try context.print(rest.joined())
    }
}
