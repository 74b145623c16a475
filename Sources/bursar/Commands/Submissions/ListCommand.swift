import Accounting
import ArgumentParser
import Inquiries
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
              bursar list --month 2026-11 --label client=acme
              bursar list --format jsonl | jq -r 'select(.labels.take != null) | .id'
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json, jsonl
    }

    @OptionGroup var filters: FilterOptions

    @Option(parsing: .unconditional, help: "At most this many.", transform: ArgumentReader.count)
    var limit: Int?

    @Option(
        help: """
            text (default), json (a bursar.submissions/1 document), or jsonl (a bursar.submission/1 a \
            line).
            """)
    var format: Format?

    @Flag(help: "Short for --format json.")
    var json = false

    func check() throws {
        if json, let format, format != .json {
            throw ValidationError("--json and --format \(format.rawValue) contradict each other")
        }
    }

    func run(in context: CommandContext) async throws {
        let viewer = context.viewer
        var filter = try filters.filter.narrowed(to: viewer)
        filter.limit = limit
        let ledger = try await context.openLedger()
        try context.noteUnknown(filters, in: ledger)
        let (format, style) = (json ? .json : format ?? .text, context.tableStyle)
        if format == .text {
            return try await ledger.readListing(matching: filter) { reading in
                var output = OutputBatch(context)
                try SubmissionText.list({ try reading.forEach(inAnyOrder: $0, $1) }, style: style) {
                    try output.add($0)
                }
                try output.end()
            }
        }
        try await ledger.readSubmissions(matching: filter, newestFirst: true) { reading in
            var output = OutputBatch(context)
            if format == .json {
                try SubmissionsDocument.write(
                    { try reading.forEach($0) }, as: { SubmissionDocument.json(viewer.shown($0)) }
                ) { try output.add($0) }
            } else {
                try reading.forEach {
                    try output.add(SubmissionDocument.json(viewer.shown($0)).compactText + "\n")
                }
            }
            try output.end()
        }
    }
}
