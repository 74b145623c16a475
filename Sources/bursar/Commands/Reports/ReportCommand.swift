import Accounting
import ArgumentParser
import Inquiries
import LedgerStore
import Reporting

/// `bursar report`: what was spent, by mode, orientation and day.
struct ReportCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Show what was spent: totals, by mode, by orientation, by day.",
        discussion: """
            Without a period, the running month. Days are those of the ledger's time zone. Of a \
            period that is not over, it also says what will be spent by its end at the pace of the \
            last days.

            Examples:
              bursar report --month 2026-11
              bursar report --since 2026-11-01 --until 2026-11-15 --by project,day
              bursar report --month 2026-11 --output november.csv
              bursar report --month 2026-11 --by project,mode --output projects.csv
              bursar report --month 2026-11 --excel --output november.csv
              bursar report --month 2026-11 --by project --format jsonl
              bursar report --month 2026-11 --format focus --output november.csv
              bursar report --month 2026-11 --output november.journal
              bursar report --month 2026-11 --compare --top 10 --by project,label:client

            --compare and --by week, month, model or project cost the same however many submissions \
            there are. key, state and label:K read those of the period one by one.
            """)

    @Option(
        help: ArgumentHelp(
            "Sections to show, of day, week, month, model, mode, orientation, project, key, label:K"
                + " and state; in CSV and JSON Lines a line for each combination of them."),
        transform: ArgumentReader.dimensions)
    var by: [ReportDimension]?

    @OptionGroup var filters: FilterOptions

    @Flag(
        help: """
            Also what it was in the period before: the month before a month, else as many days before.
            """)
    var compare = false

    @Option(
        help: """
            The so many submissions that cost the most; in CSV and JSON Lines in the place of the sums.
            """,
        transform: ArgumentReader.top)
    var top: Int?

    @Option(help: "name (default) or amount: how the lines of a section stand.")
    var order: GroupOrder?

    @Flag(help: "In text and Markdown, also hold the charges against what was estimated.")
    var details = false

    @Option(
        help: ArgumentHelp(
            "text, json, jsonl (a line for each row), csv, markdown or html; of every charge by itself: focus or focus-1.4 (the FinOps"
                + " specification, as CSV), hledger (a journal). Default: what --output ends in, else"
                + " text."))
    var format: ReportFormat?

    @Flag(help: "Short for --format json.")
    var json = false

    @OptionGroup var spreadsheet: SpreadsheetOptions

    @OptionGroup var copy: ClientCopyOptions

    @Option(
        help: ArgumentHelp(
            "Write to this file; .txt, .json, .jsonl, .ndjson, .csv, .md, .html and .journal choose the"
                + " format. - is stdout.")
    )
    var output: String?

    func check() throws {
        if json, let format, format != .json {
            throw ValidationError("--json and --format \(format.rawValue) contradict each other")
        }
        let used = try usedFormat()
        try spreadsheet.require(csv: used.rawValue)
        try copy.refuse(in: used)
        if used.isOfLines, top != nil, by != nil || compare {
            throw ValidationError(
                "in \(used == .csv ? "CSV" : "JSON Lines") --top has lines of its own: leave out"
                    + " \(by != nil ? "--by" : "--compare")")
        }
        if compare, (filters.since == nil) != (filters.until == nil) {
            throw ValidationError(
                "--compare needs a month or both ends of a period: add"
                    + " \(filters.since == nil ? "--since" : "--until")")
        }
        if used.isOfCharges { try requireNoSums(used) }
    }

    func run(in context: CommandContext) async throws {
        let ledger = try await context.openLedger()
        try context.noteUnknown(filters, in: ledger)
        let now = context.now
        let format = try usedFormat()
        let question = try question(for: format).narrowed(to: context.viewer)
        if format.isOfCharges {
            let span = question.span(in: ledger.calendar, at: now)
            return try await writeCharges(
                as: format, of: ledger, matching: question.filter(in: span), span,
                question.filters, in: context)
        }
        let report = try await question.report(from: ledger, at: now)
        let file = output == "-" ? nil : output
        var presentation = SpendReport.Presentation()
        presentation.dimensions = by
        presentation.details = details
        presentation.style = file == nil ? context.style : TextStyle(columns: 80, usesColor: false)
        presentation.csv = spreadsheet.form(for: ledger, in: context)
        presentation.conversion = try copy.conversion(on: ledger.calendar.day(of: now))
        presentation.markup = try copy.usedMarkup()
        if format == .jsonl {
            return try write(ReportLines(report, presentation), to: file, in: context)
        }
        let text = report.rendered(as: format, presentation)
        guard let file else { return try context.print(text) }
        try OutputFile.write(text, to: file)
    }

    private func question(for format: ReportFormat) -> ReportQuestion {
        var question = ReportQuestion()
        question.period =
            filters.month == nil && (filters.since != nil || filters.until != nil)
            ? .days(from: filters.since, to: filters.until) : .month(filters.month)
        question.filters = SpendReport.Filters(
            model: filters.model, mode: filters.mode, orientation: filters.orientation,
            project: filters.project, state: filters.state, labels: filters.label)
        question.dimensions = by
        question.top = top
        question.compares = compare
        question.order = order ?? .name
        question.isPage = format == .html
        return question
    }
}
