import Accounting
import ArgumentParser
import LedgerStore
import Metering
import Reporting

extension ReconciliationReport.Format: ExpressibleByArgument {}

/// `bursar reconcile`: the ledger against the provider's own books.
struct ReconcileCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile",
        abstract: "Compare the ledger with the provider's own log and bill.",
        discussion: """
            Names what is in the ledger and not on the bill, on the bill and not in the ledger, or \
            in both with different amounts. Without a period, the running month so far. A charge \
            that is a day old and not on the bill is named; whether it was charged is for a person to \
            say, with bursar resolve. What is still open or without a price, bursar sync settles.

            --apply lets the ledger take over what the bill says of its submissions; --import \
            takes in charges that no submission made. Either twice changes nothing the second time.

            A difference that is left raises a mismatch alert, once.

            Exit code 0 when all agrees, 5 when a difference is left, 1 when a book of the \
            provider could not be read to its end; then nothing follows from what is absent.

            Examples:
              bursar reconcile --since 2026-11-01 --until 2026-11-30
              bursar reconcile --apply --import
              bursar reconcile --format csv > differences.csv
            """)

    @Option(
        help: "From this day on (YYYY-MM-DD; default: the first of this month).",
        transform: ArgumentReader.day)
    var since: Day?

    @Option(
        help: "Up to and including this day (YYYY-MM-DD; default: today).",
        transform: ArgumentReader.day)
    var until: Day?

    @Flag(help: "Let the ledger take over what the bill says of its submissions.")
    var apply = false

    @Flag(name: .customLong("import"), help: "Import the charges that no submission made.")
    var takesIn = false

    @Option(help: "text, json or csv (the differences).")
    var format: ReconciliationReport.Format?

    @Flag(help: "Short for --format json: a bursar.reconcile/1 document.")
    var json = false

    @OptionGroup var spreadsheet: SpreadsheetOptions

    func check() throws {
        if let since, let until, until < since {
            throw ValidationError("--until \(until) is before --since \(since)")
        }
        if json, let format, format != .json {
            throw ValidationError("--json and --format \(format.rawValue) contradict each other")
        }
        try spreadsheet.require(csv: json ? "json" : format?.rawValue)
    }

    func run(in context: CommandContext) async throws {
        // What it takes in has to be kept somewhere.
        let meter = try await takesIn ? context.makingMeter() : context.meter()
        let today = meter.ledger.calendar.day(of: context.now)
        let last = min(until ?? today, today)
        let first = since ?? last.startOfMonth
        guard first <= last else {
            throw Failure(.failed, "--since \(first) is in the future; today is \(today)")
        }
        var options = ReconcileOptions()
        options.applies = apply
        options.imports = takesIn
        try await context.deliveringAlerts(meter) { _ in
            try await reconcile(meter, from: first, to: last, options, in: context)
        }
    }

    private func reconcile(
        _ meter: Meter, from first: Day, to last: Day, _ options: ReconcileOptions,
        in context: CommandContext
    ) async throws {
        let progress = ReconcileProgress(context: context, isQuiet: false)
        defer { progress.end() }
        let result = try await Interruption.watching(context) {
            try await context.withProvider(warnsOfClock: false) { books in
                try await meter.reconcile(
                    from: first, to: last, over: books, options, progress: progress.show,
                    observe: progress.observe)
            }
        }
        progress.end()
        try print(result, of: meter.ledger, in: context)
        // Only now: reading the books takes minutes, and a ledger that is busy must not cost them.
        if let alert = try await meter.announce(result) { progress.observe(.alerted(alert)) }
        try requireAgreement(result.statement)
    }

    private func print(
        _ result: ReconcileResult, of ledger: Ledger, in context: CommandContext
    ) throws {
        var output = OutputBatch(context)
        let report = ReconciliationReport(
            result.statement, forEachDifference: result.forEachDifference)
        try report.write(
            as: json ? .json : format ?? (spreadsheet.areGiven ? .csv : .text),
            style: context.style, csv: spreadsheet.form(for: ledger, in: context)
        ) { try output.add($0) }
        try output.end()
    }

    private func requireAgreement(_ statement: ReconciliationStatement) throws {
        if let failure = statement.failure {
            throw Failure(
                .failed,
                "\(failure); nothing follows from what is absent; \(statement.advice.words)")
        }
        guard statement.left == 0 else {
            throw Failure(
                .mismatch,
                "\(Count.text(statement.left, "difference")) between the ledger and the"
                    + " provider's bill. bursar sync settles what is still open or without a price;"
                    + " --apply takes over the bill's amounts, --import its other charges; what is"
                    + " left by hand: bursar resolve")
        }
    }
}
