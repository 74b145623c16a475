import Accounting
import LosslessJSON
import Reporting
import Testing

@Suite struct ComparisonTests {
    private static func row(_ day: String, _ usd: String) -> SpendRow { row(day, .pro, usd) }

    private static func row(_ day: String, _ mode: Mode, _ usd: String) -> SpendRow {
        SpendRow(
            key: SpendRow.Key(
                day: Day(day)!, model: "m", mode: mode, orientation: .video, project: nil),
            spend: Sample.spend(usd))
    }

    private static func compared(_ now: [SpendRow], _ before: [SpendRow]) -> SpendReport {
        var report = Sample.report(now)
        report.compare(with: before)
        return report
    }

    @Test(arguments: [
        ("2026-11-01", "2026-11-30", "2026-10-01", "2026-10-31"),
        ("2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28"),
        ("2026-01-01", "2026-01-31", "2025-12-01", "2025-12-31"),
        ("2026-11-10", "2026-11-16", "2026-11-03", "2026-11-09"),
        ("2026-11-01", "2026-11-29", "2026-10-03", "2026-10-31"),
        ("2026-10-01", "2026-11-30", "2026-08-01", "2026-09-30"),
        ("2026-11-21", "2026-11-21", "2026-11-20", "2026-11-20"),
    ])
    func thePeriodBeforeAMonthIsAMonthAndElseAsLong(
        first: String, last: String, start: String, end: String
    ) {
        let span = SpendReport.Span(
            from: Day(first), to: Day(last), in: Sample.calendar)
        #expect(span.daysBefore == Day(start)!...Day(end)!)
    }

    @Test func anOpenPeriodHasNoneBefore() {
        for span in [
            SpendReport.Span(from: Day("2026-11-01"), to: nil, in: Sample.calendar),
            SpendReport.Span(from: nil, to: Day("2026-11-01"), in: Sample.calendar),
        ] {
            #expect(span.daysBefore == nil)
        }
    }

    /// October has a day more than November: it counts on the last one.
    @Test func everySectionAddsUpBeforeAndNow() {
        let report = ComparisonTests.compared(
            [
                ComparisonTests.row("2026-11-03", "1.25"),
                ComparisonTests.row("2026-11-30", .std, "2"),
            ],
            [
                ComparisonTests.row("2026-10-03", "0.5"), ComparisonTests.row("2026-10-30", "4"),
                ComparisonTests.row("2026-10-31", .std, "8"),
            ])
        for name in ["day", "week", "month", "mode", "project", "model", "orientation"] {
            let json = ReportDocument.json(report, by: [ReportDimension(name)!])
            let groups = json["groups"]?.array ?? []
            func sum(_ key: String) -> Int64 {
                groups.reduce(0) { $0 + Sample.usd($1[key]?.string ?? "").nanos }
            }
            #expect(sum("usd") == 3_250_000_000, "\(name)")
            #expect(sum("previous_usd") == 12_500_000_000, "\(name)")
            #expect(sum("change_usd") == -9_250_000_000, "\(name)")
        }
        let days = ReportDocument.json(report, by: [.day])["groups"]?.array
        #expect(days?.map { $0["day"]?.string } == ["2026-11-03", "2026-11-30"])
        #expect(days?.map { $0["previous_usd"]?.string } == ["0.50", "12.00"])
        let json = ReportDocument.json(report)
        #expect(json["previous"]?["period"]?["label"] == "2026-10")
        #expect(json["previous"]?["totals"]?["usd"] == "12.50")
        #expect(json["previous"]?["change_usd"] == "-9.25")
        #expect(json["groups"] == nil)
    }

    @Test func textAndMarkdownShowBeforeNowAndTheChange() {
        let report = ComparisonTests.compared(
            [ComparisonTests.row("2026-11-03", "1.25")],
            [
                ComparisonTests.row("2026-10-03", "0.5"), ComparisonTests.row("2026-10-30", "4"),
                ComparisonTests.row("2026-10-30", .std, "0.5"),
            ])
        let text = report.rendered(as: .text, by: [.mode], style: TextStyle())
        #expect(
            text.hasPrefix(
                """
                Video generation in 2026-11
                2026-11-01 to 2026-11-30, UTC

                Charged       $1.25  2500000 credits
                Before        $5.00  in 2026-10, $0.50 of it by the same day
                Change       -$3.75  -75.0 %
                Reserved      $0.00
                Submissions    1     1 settled

                By mode  Charged  Before  Change  Submissions
                std        $0.00   $0.50  -$0.50            0
                pro        $1.25   $4.50  -$3.25            1
                """), "\(text)")
        let markdown = report.rendered(as: .markdown, by: [.mode], style: TextStyle())
        #expect(markdown.contains("| Total | 1.25 | 5.00 | -3.75 | 0.00 |"))
        #expect(markdown.contains("| pro | 1.25 | 4.50 | -3.25 | 0.00 |"))
        #expect(markdown.contains("Before is what was charged in 2026-10."))
        let csv = report.rendered(as: .csv, by: [.mode], style: TextStyle())
        #expect(csv.split(separator: "\n").first?.hasSuffix(",previous_usd,change_usd") == true)
        #expect(csv.contains("\npro,1,1,0,0,0,0,2500000,1.25,0.00,0.00,4.50,-3.25\n"))
    }

    @Test func nothingIsNoPercentage() {
        let report = ComparisonTests.compared([ComparisonTests.row("2026-11-03", "1")], [])
        let text = report.rendered(as: .text, style: TextStyle())
        #expect(
            text.contains("Before        $0.00  in 2026-10")
                && text.contains("Change       +$1.00\n"))
    }

    @Test func theDearestGroupIsFirstWhereAskedFor() {
        var report = Sample.report([
            ComparisonTests.row("2026-11-01", .std, "1"),
            ComparisonTests.row("2026-11-02", .pro, "3"),
            ComparisonTests.row("2026-11-03", .pro, "2"),
        ])
        func lines(_ dimensions: [ReportDimension]) -> [Substring] {
            report.rendered(as: .csv, by: dimensions, style: TextStyle())
                .split(separator: "\n").dropFirst().map { $0.prefix { $0 != "," } }
        }
        #expect(lines([.mode]) == ["std", "pro"])
        report.order = .amount
        #expect(lines([.mode]) == ["pro", "std"])
        #expect(lines([.day]) == ["2026-11-02", "2026-11-03", "2026-11-01"])
    }
}
