import Accounting
import ArgumentParser
import Foundation
import LedgerStore
import Metering
import Reporting
import Synchronization
import Text

/// `bursar import`: history from elsewhere, all of a file or none of it.
struct ImportCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import history from elsewhere: JSON Lines or CSV, one submission each.",
        discussion: """
            A line of JSON is a bursar.record/1: reserved_at, model and usd or credits are required. \
            What is there already, by its generation_id, source_id or id, is skipped; a contradiction \
            ends the import with its line, and nothing is taken in; where it had let another program \
            write, it says what stays. A row that has none of the three and equals one of an earlier \
            import in everything ends it too, unless --allow-repeats says that it is another one. \
            Other fields are ignored, and named.

            Of CSV the header says which column is which field, by the usual titles: Date, Model, \
            Cost, Credits, Status, ID and others; --map says it where they do not. What each column is \
            taken for is shown. Times are RFC 3339, YYYY-MM-DD or YYYY-MM-DD HH:MM:SS in the ledger's \
            zone. --dry-run checks all of it and prints the records.

            --from-provider takes in what the provider has charged instead: the amounts of its \
            bill, the times of its log. Both have to be read to their end.

            Examples:
              bursar import history.jsonl
              bursar import history.csv --dry-run
              bursar import history.csv --map usd=Cost,reserved_at=Date
              bursar sandbox --history 2026-10 | bursar import -
              bursar import --from-provider --since 2026-10-01
            """)

    @Argument(help: "A file, or - for standard input.")
    var file: String?

    @OptionGroup var columns: ColumnOptions

    @Flag(help: "Print the records that would be imported, and write nothing.")
    var dryRun = false

    @Flag(help: "Import rows without an id even if an earlier import had the same.")
    var allowRepeats = false

    @Flag(help: "Import what is in the provider's own books, instead of a file.")
    var fromProvider = false

    @Option(
        help: "The first day that --from-provider takes in (default: the first of the month).",
        transform: ArgumentReader.day)
    var since: Day?

    @Option(
        help: "The last day that --from-provider takes in (default: today).",
        transform: ArgumentReader.day)
    var until: Day?

    func check() throws {
        guard fromProvider else {
            guard since == nil, until == nil else {
                throw ValidationError("--since and --until go with --from-provider only")
            }
            guard file != nil else {
                throw ValidationError("<file> is missing (or say --from-provider)")
            }
            return
        }
        guard !allowRepeats, !dryRun, !columns.areGiven else {
            throw ValidationError(
                "--allow-repeats, --dry-run, --map and --decimal-mark go with a file only")
        }
        guard file == nil else {
            throw ValidationError("--from-provider takes no file")
        }
        if let since, let until, until < since {
            throw ValidationError("--until \(until) is before --since \(since)")
        }
    }

    func run(in context: CommandContext) async throws {
        if fromProvider { return try await importBooks(from: since, to: until, in: context) }
        guard let file else { return }
        let records = try await OwnThread.run { [columns] in
            try RecordSource(file: file, columns: columns)
        }
        records.tableLines?.forEach(context.note)
        if dryRun { return try await rehearse(records, in: context) }
        let meter = try await context.makingMeter()
        try await context.deliveringAlerts(meter) { _ in
            try await take(records, into: meter.ledger, in: context)
        }
    }

    private func take(
        _ records: RecordSource, into ledger: Ledger, in context: CommandContext
    ) async throws {
        let calendar = ledger.calendar
        do {
            let (checked, isNamed) = try await check(records, with: ledger, context)
            let count = try await ledger.importHistory(
                at: context.now, allowsRepeats: allowRepeats, letsOthersIn: isNamed, after: checked
            ) { try records.next(in: calendar)?.record }
            context.note(
                "Imported \(count.imported), skipped \(count.skipped) that were already there.")
        } catch {
            throw records.located(error)
        }
    }

    /// Prints what would be written, after the ledger has checked it and given it up again. It is printed
    /// when the ledger is free: whatever reads the output may take its time.
    private func rehearse(_ records: RecordSource, in context: CommandContext) async throws {
        let ledger = try await context.openLedger(saysMissing: false)
        let calendar = ledger.calendar
        do {
            let (checked, _) = try await check(records, with: ledger, context)
            let rehearsal = try await ledger.rehearseHistory(
                at: context.now, allowsRepeats: allowRepeats, after: checked
            ) { try records.next(in: calendar)?.record }
            try await OwnThread.run {
                try records.rewind()
                var output = OutputBatch(context)
                var index = 0
                while let item = try records.next(in: calendar) {
                    if !rehearsal.isSkipped(index) {
                        try output.add(RecordDocument.line(item.record) + "\n")
                    }
                    index += 1
                }
                try output.end()
            }
            let count = rehearsal.count
            context.note(
                "Would import \(count.imported), and skip \(count.skipped) that are already there;"
                    + " nothing was written.")
        } catch {
            throw records.located(error)
        }
    }

    /// Reads and checks all of it while others use the ledger, says what there is to say before, and begins
    /// again.
    ///
    /// - Returns: what the ledger made of them, and whether every record has a name of its own.
    private func check(
        _ records: RecordSource, with ledger: Ledger, _ context: CommandContext
    ) async throws -> (HistoryCheck, isNamed: Bool) {
        let calendar = ledger.calendar
        let survey = Mutex(ImportSurvey())
        let checked = try await ledger.checkHistory(at: context.now) {
            let item = try records.next(in: calendar)
            if let item { survey.withLock { $0.add(item) } }
            return item?.record
        }
        try await OwnThread.run { try records.rewind() }
        if !checked.repeated.isEmpty {
            try await ledger.checkRepeats(of: checked.repeated) {
                try records.next(in: calendar)?.record
            }
            try await OwnThread.run { try records.rewind() }
        }
        let found = survey.withLock(\.self)
        found.warnings(allowsRepeats: allowRepeats).forEach(context.note)
        return (checked, found.nameless == 0)
    }
}
