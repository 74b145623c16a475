import Accounting
import ArgumentParser
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
            """)

    @Option(help: "A month (YYYY-MM).", transform: ArgumentReader.month)
    var month: Day?

    @Option(
        help: ArgumentHelp(
            "Sections to show, of mode, orientation, day, model, project; in CSV a line for each"
                + " combination of them."),
        transform: ArgumentReader.dimensions)
    var by: [ReportDimension]?

    @OptionGroup var filters: FilterOptions

    @Flag(help: "In text and Markdown, also hold the charges against what was estimated.")
    var details = false

    @Option(help: "text, json, csv or markdown (default: what --output ends in, else text).")
    var format: ReportFormat?

    @Flag(help: "Short for --format json.")
    var json = false

    @OptionGroup var spreadsheet: SpreadsheetOptions

    @Option(help: "Write to this file; .txt, .json, .csv and .md choose the format. - is stdout.")
    var output: String?

    func check() throws {
        if month != nil, filters.since != nil || filters.until != nil {
            throw ValidationError("say either --month or --since and --until")
        }
        if json, let format, format != .json {
            throw ValidationError("--json and --format \(format.rawValue) contradict each other")
        }
        try spreadsheet.require(csv: usedFormat().rawValue)
    }

    func run(in context: CommandContext) async throws {
        let ledger = try await context.openLedger()
        try context.noteUnknown(filters, in: ledger)
        let now = context.now
        let span = span(in: ledger.calendar, at: now)
        var filter = filters.filter
        filter.firstDay = span.firstDay
        filter.lastDay = span.lastDay
        let spend = try await ledger.spend(matching: filter)
        let report = SpendReport(
            span: span, generatedAt: now, calendar: ledger.calendar,
            filters: SpendReport.Filters(
                model: filters.model, mode: filters.mode, orientation: filters.orientation,
                project: filters.project, state: filters.state),
            rows: spend.rows, ledgerHead: spend.head, pace: try pace(of: span, in: ledger, at: now))
        let file = output == "-" ? nil : output
        let style = file == nil ? context.style : TextStyle(columns: 80, usesColor: false)
        let text = report.rendered(
            as: try usedFormat(), by: by, details: details, style: style,
            csv: spreadsheet.form(for: ledger, in: context))
        guard let file else { return try context.print(text) }
        try OutputFile.write(text, to: file)
    }

    /// What a forecast rests on, where the days are not over yet.
    private func pace(of span: SpendReport.Span, in ledger: Ledger, at now: Instant) throws
        -> SpendReport.Pace?
    {
        let today = ledger.calendar.progress(at: now)
        guard span.daysIfRunning(on: today.day) != nil else { return nil }
        let scope = Scope(
            model: filters.model, mode: filters.mode, orientation: filters.orientation,
            project: filters.project)
        return SpendReport.Pace(history: try ledger.history(of: scope, at: now), today: today)
    }

    private func usedFormat() throws -> ReportFormat {
        do throws(ReportFormatConflict) {
            let stated = json ? .json : format ?? (spreadsheet.areGiven ? .csv : nil)
            return try ReportFormat(stated: stated, path: output)
        } catch {
            throw ValidationError("--output '\(output ?? "")'\(words(about: error))")
        }
    }

    private func words(about conflict: ReportFormatConflict) -> String {
        switch conflict {
        case .contradiction(let ending, let stated):
            return " ends in .\(ending), and"
                + " \(json ? "--json" : "--format \(stated.rawValue)") is another format; end it in"
                + " .\(stated.endings[0])"
        case .unknownEnding(let ending):
            let known = ReportFormat.allCases.map { "\($0.rawValue) (.\($0.endings[0]))" }
            return
                ": no format ends in .\(ending); there are \(known.joined(separator: ", ")); name"
                + " one with --format or by the ending"
        }
    }

    private func span(in calendar: LedgerCalendar, at now: Instant) -> SpendReport.Span {
        let isMonth = month != nil || (filters.since == nil && filters.until == nil)
        if isMonth {
            let first = (month ?? calendar.day(of: now)).startOfMonth
            return span(
                "\(first)".prefix(7).description, first, first.startOfNextMonth.advanced(by: -1),
                calendar)
        }
        let first = filters.since
        let last = filters.until
        let label: String
        switch (first, last) {
        case (let first?, let last?): label = "\(first) to \(last)"
        case (let first?, nil): label = "since \(first)"
        case (nil, let last?): label = "until \(last)"
        case (nil, nil): label = "all"
        }
        return span(label, first, last, calendar)
    }

    private func span(_ label: String, _ first: Day?, _ last: Day?, _ calendar: LedgerCalendar)
        -> SpendReport.Span
    {
        SpendReport.Span(
            label: label, firstDay: first, lastDay: last,
            start: first.map(calendar.start(of:)) ?? .distantPast,
            end: last.map { calendar.start(of: $0.advanced(by: 1)) } ?? .distantFuture,
            timeZone: calendar.identifier)
    }
}
