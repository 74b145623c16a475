import Accounting
import Inquiries
import LedgerStore
import Reporting

/// A report as the query of a request asks for it: the options of `bursar report`, under the same names.
struct ReportQuery {
    var question = ReportQuestion()
    var format = ReportFormat.json
    var details = false

    static let parameters: [QueryParameter] = [
        .month, .since, .until, .by, .model, .mode, .orientation, .project, .state, .compare,
        .top(upTo: mostTop), .order, .details, .format,
    ]
    /// As `bursar report --top`.
    private static let mostTop = 1000

    /// - Throws: ``GatewayError`` of status 400.
    init(_ query: String?) throws(GatewayError) {
        let reader = try QueryReader(query, knowing: ReportQuery.parameters)
        let month = try reader.month()
        let (since, until) = (try reader.day("since"), try reader.day("until"))
        if month != nil, since != nil || until != nil {
            throw QueryReader.error("month", "contradicts since and until; say either")
        }
        if let since, let until, until < since {
            throw QueryReader.error("until", "is before since")
        }
        question.period =
            month == nil && (since != nil || until != nil)
            ? .days(from: since, to: until) : .month(month)
        question.filters = SpendReport.Filters(
            model: try reader.name("model"), mode: try reader.word("mode"),
            orientation: try reader.word("orientation"), project: try reader.name("project"),
            state: try reader.word("state"))
        question.dimensions = try reader.value(
            "by", "a list of \(ReportDimension.words.joined(separator: ", "))"
        ) { text in
            let parts = text.split(separator: ",", omittingEmptySubsequences: false)
            let dimensions = parts.compactMap { ReportDimension(String($0)) }
            guard EntryText.flaw(in: text, longest: EntryText.longestReason) == nil else {
                return nil
            }
            return dimensions.count == parts.count ? dimensions : nil
        }
        question.compares = try reader.flag("compare")
        if question.compares, (since == nil) != (until == nil) {
            throw QueryReader.error(
                "compare", "needs a month or both ends of a period; add since or until")
        }
        question.top = try reader.count("top", upTo: ReportQuery.mostTop)
        question.order = try reader.word("order") ?? .name
        details = try reader.flag("details")
        let formats = ReportFormat.allCases.filter { !$0.isOfCharges }
        let words = formats.map(\.rawValue).joined(separator: ", ")
        format =
            try reader.value("format", "one of \(words)") { text in
                formats.first { $0.rawValue == text }
            } ?? .json
        if format.isOfLines, question.top != nil, question.dimensions != nil || question.compares {
            throw QueryReader.error(
                "top", "has lines of its own in this format; leave by and compare out")
        }
        question.isPage = format == .html
    }
}

/// Submissions as the query of a request asks for them: the options of `bursar list`.
struct SubmissionsQuery {
    var filter = SubmissionFilter()

    static let parameters: [QueryParameter] = [
        .state, .model, .mode, .orientation, .project, .since, .until,
        .limit(usualLimit, upTo: mostLimit),
    ]
    /// How many are handed out where the request does not say, and at the most.
    static let (usualLimit, mostLimit) = (100, 1000)

    /// - Throws: ``GatewayError`` of status 400.
    init(_ query: String?) throws(GatewayError) {
        let reader = try QueryReader(query, knowing: SubmissionsQuery.parameters)
        filter.state = try reader.word("state")
        filter.model = try reader.name("model")
        filter.mode = try reader.word("mode")
        filter.orientation = try reader.word("orientation")
        filter.project = try reader.name("project")
        filter.firstDay = try reader.day("since")
        filter.lastDay = try reader.day("until")
        filter.limit =
            try reader.count("limit", upTo: SubmissionsQuery.mostLimit)
            ?? SubmissionsQuery.usualLimit
    }
}
