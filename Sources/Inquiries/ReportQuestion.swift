package import Accounting
package import LedgerStore
package import Reporting

/// What is asked of the accounts: a period, a part of them, and what is wanted beside the sums.
///
///     let report = try await ReportQuestion().report(from: ledger, at: now)   // the running month
package struct ReportQuestion: Sendable {
    package enum Period: Hashable, Sendable {
        /// The month that has a day in it; nil is the running one.
        case month(Day?)
        /// Both inclusive; nil is no bound.
        case days(from: Day?, to: Day?)
    }

    package var period = Period.month(nil)
    /// The part of the accounts; all of them by default.
    package var filters = SpendReport.Filters()
    /// What the lines are told apart by; nil is mode, orientation and day.
    package var dimensions: [ReportDimension]?
    /// How many of the dearest submissions are wanted.
    package var top: Int?
    /// Whether the period before is wanted beside it.
    package var compares = false
    package var order = GroupOrder.name
    /// A page is a whole statement, whether or not its parts are asked for one by one.
    package var isPage = false

    /// How many of the dearest a page shows.
    private static let topOfPage = 10

    package init() {}

    /// The days that are meant, in the ledger's time zone.
    package func span(in calendar: LedgerCalendar, at now: Instant) -> SpendReport.Span {
        switch period {
        case .month(let day): SpendReport.Span(month: day ?? calendar.day(of: now), in: calendar)
        case .days(let first, let last): SpendReport.Span(from: first, to: last, in: calendar)
        }
    }

    /// The same about those of the accounts that are a viewer's business.
    ///
    /// - Throws: ``ForbiddenAccounts``.
    package func narrowed(to viewer: Viewer) throws(ForbiddenAccounts) -> ReportQuestion {
        var narrowed = self
        narrowed.filters = filters.with(project: try viewer.project(asking: filters.project))
        return narrowed
    }

    /// The submissions that are meant, of whatever days.
    package var partOfAccounts: SubmissionFilter {
        var filter = SubmissionFilter()
        filter.model = filters.model
        filter.mode = filters.mode
        filter.orientation = filters.orientation
        filter.project = filters.project
        filter.state = filters.state
        filter.labels = filters.labels
        return filter
    }

    /// The submissions that are meant.
    package func filter(in span: SpendReport.Span) -> SubmissionFilter {
        var filter = partOfAccounts
        filter.firstDay = span.firstDay
        filter.lastDay = span.lastDay
        return filter
    }

    /// Reads the answer, from one snapshot of the ledger but for its forecast and its closings.
    ///
    /// - Throws: ``LedgerError``.
    package func report(from ledger: Ledger, at now: Instant) async throws -> SpendReport {
        let span = span(in: ledger.calendar, at: now)
        let filter = filter(in: span)
        var request = SpendRequest(filter)
        request.parts = SpendDetail.Parts(for: dimensions ?? [])
        request.dearest = top ?? (isPage ? ReportQuestion.topOfPage : nil)
        request.previous = compares || isPage ? span.daysBefore : nil
        request.windowsAt = isPage ? now : nil
        let facts = try await ledger.spendFacts(request)
        var report = SpendReport(
            span: span, generatedAt: now, calendar: ledger.calendar,
            filters: filters, rows: facts.rows, ledgerHead: facts.head,
            pace: try pace(of: span, in: ledger, at: now))
        report.compare(with: facts.previous)
        report.dearest = facts.dearest
        report.budgets = facts.windows
        report.order = order
        // The bill is of the account, and not of a part of it.
        if filters == SpendReport.Filters() {
            report.captured = CapturedShare(
                try ledger.capturedDays(from: span.firstDay, to: span.lastDay))
        }
        if case .month(let day) = period {
            let month = Month(of: day ?? ledger.calendar.day(of: now))
            try await addClosings(to: &report, of: month, matching: filter, in: ledger)
        }
        return report
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
}
