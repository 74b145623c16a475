import Accounting
import ArgumentParser
import Foundation
import LedgerStore
import Metering
import Reporting

/// `bursar import`: history from elsewhere, all of a file or none of it.
struct ImportCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take in history from elsewhere: JSON Lines, one submission each.",
        discussion: """
            Each line is a bursar.record/1: reserved_at, model and usd or credits are required. \
            What is there already is skipped; a contradiction ends the import with its line, and \
            nothing is taken in. Other fields are ignored, and named.

            --from-provider takes in what the provider has charged instead: the amounts of its \
            bill, the times of its log. Both have to be read to their end.

            Examples:
              bursar import history.jsonl
              bursar sandbox --history 2026-10 | bursar import -
              bursar import --from-provider --since 2026-10-01
            """)

    @Argument(help: "A file, or - for standard input.")
    var file: String?

    @Flag(help: "Take in what the provider's own books have, from --since on.")
    var fromProvider = false

    @Option(
        help: "The first day that --from-provider takes in (YYYY-MM-DD).",
        transform: ArgumentReader.day)
    var since: Day?

    @Option(
        help: "The last day that --from-provider takes in (default: today).",
        transform: ArgumentReader.day)
    var until: Day?

    func validate() throws {
        guard fromProvider else {
            guard since == nil, until == nil else {
                throw ValidationError("--since and --until go with --from-provider only")
            }
            guard file != nil else {
                throw ValidationError("<file> is missing (or say --from-provider --since DAY)")
            }
            return
        }
        guard file == nil, let since else {
            throw ValidationError("--from-provider takes --since DAY, and no file")
        }
        if let until, until < since {
            throw ValidationError("--until \(until) is before --since \(since)")
        }
    }

    func run(in context: CommandContext) async throws {
        if let since { return try await importBooks(from: since, to: until, in: context) }
        guard let file else { return }
        let lines = try LineSource(file: file)
        let meter = try context.makingMeter()
        try await context.deliveringAlerts(meter) { _ in
            try take(lines, of: file, into: meter.ledger, in: context)
        }
    }

    private func take(
        _ lines: LineSource, of file: String, into ledger: Ledger, in context: CommandContext
    ) throws {
        let name = file == "-" ? "standard input" : file
        var number = 0
        var nameless = 0
        var ignored: Set<String> = []
        do {
            let count = try ledger.importHistory(at: context.now) {
                while let line = try lines.next() {
                    number += 1
                    if line.allSatisfy(\.isWhitespace) { continue }
                    let (record, unknownKeys) = try RecordDocument.reading(line)
                    ignored.formUnion(unknownKeys)
                    if record.id == nil, record.generationID == nil { nameless += 1 }
                    return record
                }
                return nil
            }
            context.note("Imported \(count.imported), skipped \(count.skipped) that were there.")
            if nameless > 0 {
                context.note(
                    "warning: \(nameless) without a generation_id or an id; imported again they would"
                        + " count again")
            }
            if !ignored.isEmpty {
                context.note("warning: ignored fields that no record has: \(names(ignored))")
            }
        } catch let error as RecordError {
            throw Failure(.failed, "\(name), line \(number): \(error); nothing was imported")
        } catch let error as LedgerError where !error.isAboutTheFile {
            throw Failure(.failed, "\(name), line \(number): \(error)")
        }
    }

    /// The first few, in order.
    private func names(_ fields: Set<String>) -> String {
        let shown = fields.sorted().prefix(8).map { TerminalText.clipped($0, to: 40) }
        let more = fields.count > shown.count ? " and \(fields.count - shown.count) more" : ""
        return TerminalText.escaped(shown.joined(separator: ", ")) + more
    }
}

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
        var lines: [String] = []
        try context.openLedger().forEachSubmission(matching: filter) { submission in
            lines.append(RecordDocument.line(HistoryRecord(submission)) + "\n")
            if lines.count == 256 {
                try context.print(lines.joined())
                lines.removeAll(keepingCapacity: true)
            }
        }
        try context.print(lines.joined())
    }
}
