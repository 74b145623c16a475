import Accounting
import Hummingbird
import Inquiries
import LedgerStore
import Metering
import Reporting

/// Shows the accounts as pages, to each caller what is its own.
struct DashboardController: Sendable {
    let gateway: Gateway
    let caller: Caller

    private var ledger: Ledger { gateway.meter.ledger }

    private var viewer: Viewer { caller.viewer }

    private var pageViewer: PageViewer {
        PageViewer(
            name: caller.name?.text, seesAll: caller.isAdmin, isSignedIn: caller.isSignedIn)
    }

    // MARK: The dashboard

    /// - Throws: ``GatewayError``; ``LedgerError``.
    func dashboard(_ query: String?) async throws -> Response {
        let question = try DashboardQuery(query).question
        let now = gateway.meter.clock.now()
        var contents = DashboardContents(
            viewer: pageViewer, asOf: now, calendar: ledger.calendar,
            outlooks: try ledger.outlooks(at: now)
                .filter { viewer.maySee($0.standing.budget.scope) })
        try await addReport(question, to: &contents)
        try await addSubmissions(question.partOfAccounts, to: &contents)
        try addNotes(to: &contents)
        return Response(page: DashboardPage(contents).text)
    }

    /// A key without a project has no report: its submissions are all that is its own.
    private func addReport(_ asked: ReportQuestion, to contents: inout DashboardContents)
        async throws
    {
        guard caller.isAdmin || caller.project != nil else { return }
        var question = try asked.narrowed(to: viewer)
        let report = try await question.report(from: ledger, at: contents.asOf)
        contents.report = report
        let choices = try ledger.choices(in: caller.isAdmin ? nil : caller.project)
        contents.choices = SpendChoices(
            months: choices.months, models: choices.models, projects: choices.projects)
        guard try ledger.hasKeys(),
            report.totals.submissions + report.totals.refused <= DashboardContents.mostCounted
        else { return }
        question.dimensions = [.key]
        // The month before may have any number of submissions to count.
        question.compares = false
        contents.byKey = try await question.report(from: ledger, at: contents.asOf)
    }

    private func addSubmissions(
        _ filters: SubmissionFilter, to contents: inout DashboardContents
    ) async throws {
        let isMeant = try ledger.counting(filters)
        let open = try ledger.holding().filter { viewer.accounts(for: $0) && isMeant($0.subject) }
        contents.openCount = open.count
        contents.open = Array(open.prefix(DashboardContents.mostOpen))
        var filter = try filters.narrowed(to: viewer)
        filter.limit = DashboardContents.mostLast
        contents.last = try await submissions(filter)
        filter.state = .refused
        filter.limit = DashboardContents.mostRefused
        contents.refused = try await submissions(filter).map {
            RefusedSubmission(
                submission: $0, reason: viewer.shown($0).refusal?.message ?? "")
        }
    }

    private func submissions(_ filter: SubmissionFilter) async throws -> [Submission] {
        try await ledger.readSubmissions(matching: filter, newestFirst: true) { reading in
            var found: [Submission] = []
            // A row that cannot be read does not take the page away; verify names it.
            try reading.forEach(unreadable: { _ in }) { found.append($0) }
            return found
        }
    }

    private func addNotes(to contents: inout DashboardContents) throws {
        // What an alert says may be of others, and of a time when its budget was another one.
        guard caller.isAdmin else { return }
        contents.alerts = try ledger.alerts(limit: DashboardContents.mostAlerts)
        let newest = try ledger.newestEntry()
        contents.complaints = [
            gateway.rounds.failure,
            RecordingTime(now: contents.asOf, newest: newest).entryAhead(in: ledger.calendar)
                .map { "\($0); set the clock of this machine" },
        ].compactMap(\.self)
        let counts = try ledger.countsHolding()
        contents.state = DashboardState(
            unknown: counts[.unknown] ?? 0, unpriced: counts[.unpriced] ?? 0,
            undelivered: try ledger.undelivered(at: contents.asOf).count,
            captured: CapturedShare(try ledger.capturedDays(limit: MetricsPage.capturedDays)),
            billAdvice: "bursar reconcile reads the provider's bill",
            ledgerHead: try ledger.head(), newestEntry: newest)
    }

    // MARK: One submission

    /// - Throws: ``GatewayError``, also where it belongs to others; ``LedgerError``.
    func submission(_ text: String) throws -> Response {
        let (submission, entries) = try caller.submission(text, in: ledger)
        return Response(
            page: SubmissionPage(
                submission, SubmissionHistory(entries), for: pageViewer,
                asOf: gateway.meter.clock.now(), calendar: ledger.calendar
            ).text)
    }
}
