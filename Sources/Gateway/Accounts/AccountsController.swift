import Accounting
import HTTPTypes
import Hummingbird
import Inquiries
import LedgerStore
import LosslessJSON
import Metering
import NIOCore
import Reporting

/// Answers questions about the accounts with the documents that the command line prints.
///
/// A key sees what is its own: of a key with a project that project, of one without it what was submitted
/// with it. Keys for administrators see all, and so does everybody where there are no keys.
struct AccountsController: Sendable {
    let gateway: Gateway
    let caller: Caller
    /// The connection that the answer will be written on.
    let channel: any Channel

    private var ledger: Ledger { gateway.meter.ledger }
    private var now: Instant { gateway.meter.clock.now() }

    /// - Precondition: the path is one of the accounts.
    /// - Throws: ``GatewayError``; ``LedgerError``.
    func response(at path: GatewayPath, _ query: String?) async throws -> Response {
        switch path {
        case .report:
            try await gateway.pages.run(for: caller, on: channel) { try await report(query) }
        case .budgets: try budgets(query)
        case .submissions: try await submissions(query)
        case .submission(let id): try submission(id, query)
        default: preconditionFailure("\(path) is none of the accounts")
        }
    }

    private func report(_ query: String?) async throws -> Response {
        let asked = try ReportQuery(query)
        let report = try await asked.question.narrowed(to: caller.viewer)
            .report(from: ledger, at: now)
        var presentation = SpendReport.Presentation()
        presentation.dimensions = asked.question.dimensions
        presentation.details = asked.details
        return Response(
            report.rendered(as: asked.format, presentation), asked.format,
            named: report.span.label)
    }

    /// - Throws: ``LedgerError``.
    private func budgets(_ query: String?) throws -> Response {
        _ = try QueryReader(query, knowing: [])
        let now = now
        let outlooks = try ledger.outlooks(at: now)
            .filter { caller.viewer.maySee($0.standing.budget.scope) }
        return Response(BudgetsDocument.json(asOf: now, outlooks: outlooks)).unstored
    }

    /// - Throws: ``GatewayError``; ``LedgerError``.
    private func submissions(_ query: String?) async throws -> Response {
        let viewer = caller.viewer
        let filter = try SubmissionsQuery(query).filter.narrowed(to: viewer)
        let text = try await ledger.readSubmissions(matching: filter, newestFirst: true) {
            reading in
            var text = ""
            try SubmissionsDocument.write(
                { take in try reading.forEach { try take($0) } },
                as: { SubmissionDocument.json(viewer.shown($0)) }
            ) { text += $0 }
            return text
        }
        return Response(text, .json, named: "submissions")
    }

    /// One submission with its history.
    ///
    /// - Throws: ``GatewayError``, also where it belongs to others: of that it is not said that it exists.
    private func submission(_ text: String, _ query: String?) throws -> Response {
        _ = try QueryReader(query, knowing: [])
        let (submission, entries) = try caller.submission(text, in: ledger)
        let document = SubmissionDocument.json(submission, history: SubmissionHistory(entries))
        return Response(document).unstored
    }
}

extension Response {
    /// A document of the accounts: nobody on the way keeps it, and no browser takes it for another kind.
    fileprivate init(_ text: String, _ format: ReportFormat, named name: String) {
        var fields: HTTPFields = [.contentType: format.contentType]
        if format.isOfLines {
            let plain = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
            fields[.contentDisposition] =
                "attachment; filename=\"bursar-\(plain).\(format.endings[0])\""
        }
        // The page has styles of its own, and nothing that runs or comes from elsewhere.
        if format == .html {
            fields[.contentSecurityPolicy] = "default-src 'none'; style-src 'unsafe-inline'"
        }
        self.init(status: .ok, headers: fields, body: .init(byteBuffer: .init(string: text)))
        self = unstored
    }

    fileprivate var unstored: Response {
        var response = self
        response.headers[.cacheControl] = "no-store"
        response.headers[.xContentTypeOptions] = "nosniff"
        return response
    }
}

extension ReportFormat {
    fileprivate var contentType: String {
        switch self {
        case .json: "application/json; charset=utf-8"
        case .jsonl: "application/x-ndjson; charset=utf-8"
        case .csv, .focus, .focus14: "text/csv; charset=utf-8"
        case .markdown: "text/markdown; charset=utf-8"
        case .html: "text/html; charset=utf-8"
        case .text, .hledger: "text/plain; charset=utf-8"
        }
    }
}
