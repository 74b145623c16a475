import Accounting
import Inquiries
import LedgerStore
import Reporting
import Testing

@testable import Gateway

/// Queries about the accounts: what they mean, and what is refused.
@Suite struct QueryTests {
    @Test func aReportIsAskedForAsOnTheCommandLine() throws {
        let query = try ReportQuery(
            "month=2026-11&mode=pro&orientation=image&model=m%2F1&project=spring+ad&state=settled"
                + "&by=project,label:client&compare=true&top=5&order=amount&format=text&details=true"
        )
        let filters = query.question.filters
        #expect(query.question.period == .month(Day("2026-11-01")))
        #expect(filters.mode == .pro && filters.orientation == .image && filters.state == .settled)
        #expect(filters.model == "m/1" && filters.project == "spring ad")
        #expect(query.question.dimensions == [.project, .label("client")])
        #expect(query.question.compares && query.question.top == 5)
        #expect(query.question.order == .amount && query.format == .text && query.details)
    }

    @Test(arguments: [nil, "", "&"])
    func withoutAWordItIsTheRunningMonthAsJSON(query: String?) throws {
        let query = try ReportQuery(query)
        #expect(query.question.period == .month(nil) && query.format == .json)
        #expect(query.question.filters == SpendReport.Filters())
        #expect(try SubmissionsQuery(nil).filter.limit == 100)
    }

    @Test func daysAreInclusiveAndMayHaveOneEnd() throws {
        let both = try ReportQuery("since=2026-11-01&until=2026-11-15").question.period
        #expect(both == .days(from: Day("2026-11-01"), to: Day("2026-11-15")))
        #expect(
            try ReportQuery("until=2026-11-15").question.period
                == .days(from: nil, to: Day("2026-11-15")))
    }

    @Test(arguments: [
        ("mounth=2026-11", "mounth"), ("month=2026-13", "month"), ("month=2026-11-01", "month"),
        ("month=2026-11&month=2026-11", "month"), ("month=2026-11&since=2026-11-01", "month"),
        ("since=2026-11-02&until=2026-11-01", "until"), ("mode=Pro", "mode"), ("mode=", "mode"),
        ("state=open", "state"), ("by=client", "by"), ("by=day,,mode", "by"), ("top=0", "top"),
        ("top=1001", "top"), ("top=-1", "top"), ("compare=yes", "compare"),
        ("compare=true&since=2026-11-01", "compare"), ("format=pdf", "format"),
        ("format=focus", "format"), ("format=hledger", "format"),
        ("format=csv&top=3&by=day", "top"), ("project=%1B%5B31m", "project"),
        ("%1B=1", #"\u{1B}"#),
    ])
    func aSlipIsRefusedAndNamed(query: String, parameter: String) {
        let error = #expect(throws: GatewayError.self) { try ReportQuery(query) }
        #expect(error?.status == 400 && error?.code == "invalid_parameter")
        #expect(error?.parameter == parameter, "\(String(describing: error?.parameter))")
        #expect(error?.message.contains("\u{1B}") == false)
    }

    @Test(arguments: ["month=%zz", "month=%ff", "%=1"])
    func aQueryThatIsNoTextIsMalformed(query: String) {
        let error = #expect(throws: GatewayError.self) { try ReportQuery(query) }
        #expect(error?.code == "malformed_request")
    }

    @Test(arguments: ["limit=0", "limit=1001", "limit=ten", "month=2026-11", "state=open"])
    func submissionsHaveParametersOfTheirOwn(query: String) {
        #expect(throws: GatewayError.self) { try SubmissionsQuery(query) }
    }
}
