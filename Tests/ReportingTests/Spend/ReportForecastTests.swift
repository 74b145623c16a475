import Accounting
import LosslessJSON
import Reporting
import Testing

@Suite struct ReportForecastTests {
    private static let pace = SpendReport.Pace(
        history: Sample.history("0.45", days: 20),
        today: Sample.calendar.progress(at: Sample.now))

    private static func span(_ first: String?, _ last: String?) -> SpendReport.Span {
        SpendReport.Span(
            label: "x", firstDay: first.flatMap { Day($0) }, lastDay: last.flatMap { Day($0) },
            start: .distantPast, end: .distantFuture, timeZone: "UTC")
    }

    @Test(
        arguments: [
            ("2026-11-01", "2026-11-30", true), ("2026-11-21", "2026-11-21", true),
            (nil, "2026-11-30", true), ("2026-10-01", "2026-10-31", false),
            ("2026-11-01", "2026-11-20", false), ("2026-11-22", "2026-11-30", false),
            ("2026-11-01", nil, false), (nil, nil, false),
        ] as [(String?, String?, Bool)])
    func onlyWhatIsRunningAndEndsIsForecast(first: String?, last: String?, isForecast: Bool) {
        let report = Sample.report(
            [], span: ReportForecastTests.span(first, last), pace: ReportForecastTests.pace)
        #expect((report.forecast != nil) == isForecast)
    }

    @Test func oneStateIsNotForecast() {
        let report = Sample.report(
            [], filters: .init(state: .accepted), pace: ReportForecastTests.pace)
        #expect(report.forecast == nil)
    }

    @Test func itStartsFromTheTotalsOfTheReport() throws {
        let rows = Sample.month.rows
        let report = Sample.report(rows, pace: ReportForecastTests.pace)
        let empty = Sample.report([], pace: ReportForecastTests.pace)
        let more = try #require(report.forecast).projected - empty.forecast!.projected
        #expect(more == report.totals.usd + report.totals.reserved)
    }

    @Test func theReportSaysItInItsForms() throws {
        let report = Sample.report(Sample.month.rows, pace: ReportForecastTests.pace)
        let text = report.rendered(as: .text, style: TextStyle())
        #expect(
            text.contains(
                """
                Charged       $13.5189605  27037921 credits
                Provisional    $6.552*     of what is charged
                Reserved      $19.656      still held, not charged
                Projected    ~$38.76       by 2026-11-30, between $18 and $40
                Submissions    11          7 settled, 1 failed, 2 open, 1 unpriced
                """), "\(text)")
        #expect(
            report.rendered(as: .markdown, style: TextStyle()).contains(
                "\n\nProjected: about $38.76 by 2026-11-30, between $18 and $40.\n\n## By mode"))
        let json = ReportDocument.json(report)
        let forecast = try #require(report.forecast)
        #expect(json["projected_usd"] == .string(forecast.projected.description))
        #expect(json["forecast"]?["high_usd"] == .string(forecast.high.description))
        #expect(json["forecast"]?["limit_reached_on"] == .null)
        #expect(
            report.rendered(as: .csv, style: TextStyle())
                == Sample.month.rendered(as: .csv, style: TextStyle()))
    }

    @Test func whatIsNotKnownIsNotMentioned() {
        let pace = SpendReport.Pace(
            history: Sample.history("0.45", days: 2),
            today: Sample.calendar.progress(at: Sample.now))
        let report = Sample.report(Sample.month.rows, pace: pace)
        #expect(
            report.rendered(as: .text, style: TextStyle())
                == Sample.month.rendered(as: .text, style: TextStyle()))
    }
}
