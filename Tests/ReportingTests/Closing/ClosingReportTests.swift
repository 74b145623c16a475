import Accounting
import Foundation
import LosslessJSON
import Reporting
import TestSupport
import Testing

@Suite struct ClosingReportTests {
    private static let october = Day("2026-10-14")!

    private static func change(
        _ usd: String, _ kind: EntryKind = .settled, reserved: String = "0", reason: String? = nil,
        project: Name? = nil
    ) -> LateChange {
        let amount = Sample.usd(usd)
        return LateChange(
            Billed.submission("1.6472", project: project, day: october), kind: kind,
            amount: .init(usd: amount, credits: amount.credits, reserved: Sample.usd(reserved)),
            source: .transactions, reason: reason, recordedAt: Sample.now)
    }

    private static let changes = [
        change("1.6472", reserved: "-1.7472", project: "spring"),
        change("-0.5", .adjusted, reason: "a refund | \"x\" <b>"),
        change("0", .voided, reserved: "-2"),
    ]

    private static func report(_ changes: [LateChange], isFinal: Bool = true) -> SpendReport {
        var report = Sample.month
        report.late = LateAdjustments(changes, isFinal ? .ofThis : .ofNext)
        return report
    }

    private static func text(
        _ report: SpendReport, _ format: ReportFormat = .text
    ) -> String {
        report.rendered(as: format, style: TextStyle(columns: 80, usesColor: false))
    }

    @Test func adjustmentsStandBesideTheChargesOfTheMonth() {
        let text = Self.text(Self.report(Self.changes))
        for line in [
            "Charged      $13.5189605",
            "Adjustments  +$1.1472     3 adjustments of closed months, listed below",
            "To be paid   $14.6661605  with this statement",
            "Adjustments of closed months", "charged, from the provider's bill",
            "corrected: a refund | \"x\" <b>", "ended without a charge",
            "Released", "$3.7472 of closed months is reserved no longer.", "Closed 21 Nov 2026",
        ] {
            #expect(text.contains(line), "\(line)\n\(text)")
        }
        let page = Self.text(Self.report(Self.changes), .html)
        #expect(page.contains("<h2>Adjustments of closed months</h2>"))
        #expect(page.contains("a refund | &quot;x&quot; &lt;b&gt;") && !page.contains("<b>"))
        let markdown = Self.text(Self.report(Self.changes), .markdown)
        #expect(markdown.contains("## Adjustments of closed months\n\n| Change, USD |"))
        #expect(markdown.contains("a refund \\| \"x\" \\<b\\>"))
        #expect(markdown.contains("To be paid: $14.6661605 (with this statement)."))
    }

    @Test func theTotalsStayThoseOfTheMonth() {
        let json = ReportDocument.json(Self.report(Self.changes))
        let plain = ReportDocument.json(Sample.month)
        for key in ["totals", "by_mode", "by_day", "rows", "adjustments"] {
            #expect(json[key] == plain[key], "\(key)")
        }
        let late = json["closed_month_adjustments"]
        #expect(late?["count"] == .number("3") && late?["usd"] == "1.1472")
        #expect(late?["reserved_usd"] == "-3.7472" && json["due_usd"] == "14.6661605")
        let items = late?["items"]?.array ?? []
        #expect(items.map { $0["usd"]?.string } == ["1.6472", "-0.50", "0.00"])
        #expect(items[1]["month"] == "2026-10" && items[1]["change"] == "adjusted")
        #expect(plain["closed_month_adjustments"] == .null && plain["due_usd"] == .null)
        #expect(plain["closing"] == .null)
    }

    @Test func aRunningMonthHasThemWithoutASumToBePaid() {
        let report = Self.report(Self.changes, isFinal: false)
        let text = Self.text(report)
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("3 adjustments of closed months so far, not in the charges above"))
        #expect(!text.contains("To be paid") && text.contains("Printed 21 Nov 2026"))
        #expect(ReportDocument.json(report)["due_usd"] == .null)
    }

    @Test func aStatementWithoutAdjustmentsSaysNothingOfThem() {
        let text = Self.text(Self.report([]))
        #expect(!text.contains("Adjustments") && !text.contains("To be paid"))
        let json = ReportDocument.json(Self.report([]))
        #expect(json["closed_month_adjustments"]?["count"] == .number("0"))
        #expect(json["due_usd"] == "13.5189605")
    }

    @Test func theReportOfAClosedMonthSaysWhatChanged() {
        var spend = Spend()
        spend.usd = Sample.usd("13")
        let closing = MonthClosing(
            month: Month("2026-11")!, entries: 41, head: "ab", totals: .init(spend),
            adjustments: .init(
                count: 1, amount: .init(usd: Sample.usd("2"), credits: 4, reserved: .zero)),
            unsettled: .nothing, manifest: "cd")
        var report = Sample.month
        let closed = ClosedMonth(closing, entry: 42, recordedAt: Sample.now)
        report.closed = ClosedSpan(closed, since: .nothing)
        #expect(Self.text(report).contains("Nothing changed since."))
        report.closed = ClosedSpan(
            closed,
            since: .init(
                count: 2, amount: .init(usd: -Sample.usd("0.5"), credits: 0, reserved: .zero)))
        let text = Self.text(report).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(
            text.contains(
                "Closed 21 Nov 2026, 09:30, at $13.00 and +$2.00 of adjustments of months before;"
                    + " $15.00 was to be paid. Since then 2 adjustments, -$0.50 in all"))
        let json = ReportDocument.json(report)["closing"]
        #expect(json?["due_usd"] == "15.00" && json?["since"]?["usd"] == "-0.50")
    }

    @Test func manyAreSummedUpWhereTheyDoNotFit() {
        let many = Array(repeating: Self.change("0.01"), count: 203)
        let text = Self.text(Self.report(many))
        #expect(text.contains("3 more of +$0.03 in all are not shown here"))
        let late = ReportDocument.json(Self.report(many))["closed_month_adjustments"]
        #expect(late?["items"]?.array?.count == 203)
    }

    @Test func aRowOfFocusIsBilledWithTheStatementAndCharged() throws {
        var csv = FocusCSV(.v1_2, of: Billed.scope())
        for change in Self.changes { csv.add(change, in: Month("2026-11")!) }
        let rows = try #require(CSVReader.rows(csv.take()))
        // Nothing was charged for the last.
        #expect(rows.map { $0["BilledCost"] } == ["1.6472", "-0.50"])
        for row in rows {
            #expect(row["ChargeClass"] == "Correction" && row["PricingQuantity"] == "")
            #expect(row["BillingPeriodStart"] == "2026-11-01T00:00:00Z")
            #expect(row["BillingPeriodEnd"] == "2026-12-01T00:00:00Z")
            #expect(row["ChargePeriodStart"] == "2026-10-14T00:00:00Z")
        }
    }

    @Test func aJournalHasThemOnTheLastDayAndReleasesWhatWasReserved() {
        var journal = HledgerJournal(of: Billed.scope())
        _ = journal.take()
        for change in Self.changes { journal.add(change, in: Month("2026-11")!) }
        let text = journal.take()
        let account = "Klingai:Video-v3-motion-control:Pro:Video"
        #expect(text.components(separatedBy: "2026-11-30 * (").count == 3)
        #expect(text.components(separatedBy: "2026-11-30 ! (").count == 3)
        #expect(text.contains("    Expenses:AIML-API:\(account)  -0.50 USD\n"))
        #expect(text.contains("    Assets:AIML-API:Reserved:\(account)  -1.7472 USD\n"))
        #expect(text.contains("    ; day: 2026-10-14\n"))
        #expect(text.components(separatedBy: "; Adjustments of closed months").count == 2)
    }

    @Test func aStatementHasAFileForEachFormat() throws {
        let statement = Statement(
            Month("2026-11")!, report: Self.report(Self.changes), page: Self.report(Self.changes),
            ledgerID: "b747e8910000", forEachCharge: { try $0(Billed.submission("1")) })
        #expect(
            statement.files.map(\.name).map { $0.dropFirst("2026-11.".count) } == [
                "txt", "json", "jsonl", "csv", "md", "html", "focus.csv", "focus-1.4.csv",
                "journal",
                "adjustments.csv",
            ])
        for file in statement.files {
            var text = ""
            try file.write { text += $0 }
            #expect(text.hasSuffix("\n"), "\(file.name)")
            if file.name.contains("focus") || file.name.contains("journal") {
                #expect(text.contains("-0.50") && text.contains("1.00"), "\(file.name)")
            }
        }
    }

    static let manifests: [(String, Bool)] = [
        (
            #"{"schema":"bursar.manifest/1","month":"2026-11","ledger_id":"a","ledger_head":"b","files":[]}"#,
            true
        ),
        (
            #"{"schema":"bursar.manifest/2","month":"2026-11","ledger_id":"a","ledger_head":"b","files":[]}"#,
            false
        ),
        (
            #"{"schema":"bursar.manifest/1","month":"2026-13","ledger_id":"a","ledger_head":"b","files":[]}"#,
            false
        ),
        (
            #"{"schema":"bursar.manifest/1","month":"2026-11","ledger_id":"a","ledger_head":"b","files":[{"name":"../x","bytes":1,"sha256":"c"}]}"#,
            false
        ),
        (
            #"{"schema":"bursar.manifest/1","month":"2026-11","ledger_id":"a","ledger_head":"b","files":[{"name":"x","bytes":1,"sha256":"c"}]}"#,
            true
        ),
    ]

    @Test(arguments: manifests)
    func aManifestIsReadWithoutLeavingItsFolder(text: String, isRead: Bool) throws {
        #expect((StatementManifest(try JSON(parsing: text)) != nil) == isRead)
    }
}
