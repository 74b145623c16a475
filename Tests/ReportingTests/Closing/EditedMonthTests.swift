import Accounting
import Foundation
import LosslessJSON
import Reporting
import TestSupport
import Testing

/// Edits of closed months in every format of the statement that lists them.
@Suite struct EditedMonthTests {
    private static let november = Month("2026-11")!

    private static func filing(_ project: Name?, _ labels: (Name, String)...) -> Filing {
        Filing(project: project, labels: labels.map { Label(key: $0.0, value: $0.1) })
    }

    private static func edit(
        _ from: Filing, _ to: Filing, charged: String = "0", reserved: String = "0",
        reason: String = "a slip"
    ) -> LateChange {
        let usd = Sample.usd(charged)
        let refiling = Refiling(
            from: from, to: to, reason: reason, charged: .init(usd: usd, credits: usd.credits),
            reserved: Sample.usd(reserved), corrections: 0, corrected: .zero)
        return LateChange(
            Billed.submission(
                charged, project: to.project, key: "k", labels: to.labels,
                day: Day("2026-10-14")!), kind: .refiled, amount: .zero, source: nil,
            reason: reason, refiling: refiling, recordedAt: Sample.now)
    }

    private static let moved = edit(
        filing("spring", ("take", "1")), filing("autumn", ("take", "1")), charged: "1.5")

    private static func report(_ changes: [LateChange]) -> SpendReport {
        var report = Sample.month
        report.late = LateAdjustments(changes, .ofThis)
        return report
    }

    private static func text(_ report: SpendReport, _ format: ReportFormat = .text) -> String {
        report.rendered(as: format, style: TextStyle(columns: 80, usesColor: false))
    }

    private static func focus(_ changes: LateChange...) throws -> [[String: String]] {
        var csv = FocusCSV(.v1_2, of: Billed.scope())
        for change in changes { csv.add(change, in: november) }
        return try #require(CSVReader.rows(csv.take()))
    }

    private static func journal(_ changes: LateChange...) -> String {
        var journal = HledgerJournal(of: Billed.scope())
        _ = journal.take()
        for change in changes { journal.add(change, in: november) }
        return journal.take()
    }

    /// An edit, and what a page, FOCUS and a journal have of it: rows and transactions.
    static let edits: [(LateChange, words: String, rows: Int, transactions: [String])] = [
        (moved, "$1.50 charged, project spring → autumn: a slip", 2, ["* edit of 2026-10"]),
        (
            edit(filing("a"), filing(nil), reserved: "2"),
            "$2.00 reserved, project a → (none): a slip", 0, ["! reserved, edit of 2026-10"]
        ),
        (
            edit(filing("a"), filing("a", ("scene", "12")), charged: "0.25"),
            "$0.25 charged, label scene (none) → 12: a slip", 2, ["* edit of 2026-10"]
        ),
        (edit(filing(nil), filing("a")), "project (none) → a: a slip", 0, []),
    ]

    @Test(arguments: edits)
    func eachFormatHasWhatMoved(
        edit: LateChange, words: String, rows: Int, transactions: [String]
    ) throws {
        let page = Self.text(Self.report([edit]), .html)
        #expect(page.contains(words), "\(page)")
        #expect(Self.text(Self.report([edit]), .markdown).contains("2026-10-14"))
        #expect(try Self.focus(edit).count == rows)
        let found = Self.journal(edit).split(separator: "\n").filter { $0.hasPrefix("2026") }
        #expect(
            found.map { $0.split(separator: " ")[1] + " " + $0.split(separator: "| ")[1] }
                == transactions)
    }

    @Test func nothingIsToBePaidForAnEdit() {
        let json = ReportDocument.json(Self.report([Self.moved]))
        let plain = ReportDocument.json(Self.report([]))
        for key in ["totals", "rows", "due_usd", "by_project"] {
            #expect(json[key] == plain[key], "\(key)")
        }
        let late = json["closed_month_adjustments"]
        #expect(late?["count"] == .number("1") && late?["usd"] == "0.00")
        let text = Self.text(Self.report([Self.moved]))
        #expect(text.contains("Adjustments   $0.00       1 adjustment of closed months"), "\(text)")
        #expect(text.contains("$1.50 charged, project spring → autumn"), "\(text)")
    }

    @Test func theDocumentSaysWhatMovedFromWhereToWhere() {
        let other = LateChange(
            Billed.submission("1", day: Day("2026-10-14")!), kind: .settled,
            amount: .init(usd: Sample.usd("1"), credits: 1, reserved: .zero), source: .body,
            reason: nil, recordedAt: Sample.now)
        let document = ReportDocument.json(Self.report([Self.moved, other]))
        let items = document["closed_month_adjustments"]?["items"]?.array ?? []
        let moved: JSON = [
            "from": ["project": "spring", "labels": ["take": "1"]],
            "to": ["project": "autumn", "labels": ["take": "1"]],
            "usd": "1.50", "credits": .integer(3_000_000), "reserved_usd": "0.00",
        ]
        #expect(items[0]["moved"] == moved)
        #expect(items[0]["change"] == "refiled" && items[0]["usd"] == "0.00")
        #expect(items[0]["project"] == "autumn" && items[0]["reason"] == "a slip")
        #expect(items[1]["moved"] == .null)
    }

    @Test func aTableHasOneLineForAnEdit() throws {
        let edit = Self.edit(
            Self.filing("=1+1", ("a", "b,\"c")), Self.filing(nil), charged: "1.5", reserved: "2")
        let statement = Statement(
            Self.november, report: Self.report([edit]), page: Self.report([edit]),
            ledgerID: "b747e8910000", forEachCharge: { _ in })
        var text = ""
        try statement.files.last?.write { text += $0 }
        let rows = try #require(CSVReader.rows(text))
        #expect(rows.count == 1)
        for (column, value) in [
            "change": "refiled", "usd": "0.00", "reserved_usd": "0.00", "project": "",
            "labels": "", "from_project": "'=1+1", "from_labels": #"{"a":"b,\"c"}"#,
            "moved_usd": "1.50", "moved_credits": "3000000", "moved_reserved_usd": "2.00",
            "reason": "a slip", "source": "",
        ] {
            #expect(rows.first?[column] == value, "\(column): \(rows.first?[column] ?? "absent")")
        }
    }

    /// A program that sums `BilledCost` by sub-account or by tag gets what the ledger has by now.
    @Test func focusTakesItFromOneSubAccountAndGivesItToTheOther() throws {
        let rows = try Self.focus(Self.moved)
        #expect(rows.map { $0["BilledCost"] } == ["-1.50", "1.50"])
        #expect(rows.map { $0["x_CreditsUsed"] } == ["-3000000", "3000000"])
        #expect(rows.map { $0["SubAccountId"] } == ["spring", "autumn"])
        #expect(
            rows.map { $0["Tags"] } == [
                #"{"project":"spring","take":"1"}"#, #"{"project":"autumn","take":"1"}"#,
            ])
        for row in rows {
            #expect(row["ChargeClass"] == "Correction" && row["PricingQuantity"] == "")
            #expect(row["ChargeDescription"]?.hasSuffix(", filed elsewhere: a slip") == true)
            #expect(row["BillingPeriodStart"] == "2026-11-01T00:00:00Z")
            #expect(row["ChargePeriodStart"] == "2026-10-14T00:00:00Z")
        }
        let labels = try Self.focus(Self.edits[2].0)
        #expect(labels.map { $0["SubAccountId"] } == ["a", "a"])
        #expect(
            labels.map { $0["Tags"] } == [#"{"project":"a"}"#, #"{"project":"a","scene":"12"}"#])
    }

    @Test func aJournalMovesItBetweenThePostingsOfOneAccount() {
        let account = "Klingai:Video-v3-motion-control:Pro:Video"
        let text = Self.journal(Self.moved)
        #expect(
            text.hasSuffix(
                """
                    ; reason: a slip
                    ; recorded: \(Sample.now)
                    ; day: 2026-10-14
                    Expenses:AIML-API:\(account)  -1.50 USD
                    ; project: spring
                    ; label-take: 1
                    Expenses:AIML-API:\(account)  1.50 USD
                    ; project: autumn
                    ; label-take: 1

                """), "\(text)")
        #expect(text.contains("\n2026-11-30 * (\(Sample.id)) AI/ML API | edit of 2026-10\n"))
        // The transaction itself is of no project.
        #expect(text.components(separatedBy: "; project: ").count == 3)
        #expect(text.contains("    ; credits: 0\n") && !text.contains("Balance"))
    }
}
