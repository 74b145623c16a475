import Accounting
import Foundation
import LosslessJSON
import Reporting
import Testing

@Suite struct StatementPageTests {
    private static let hostile: [String] = [
        "</script><script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
        "=HYPERLINK(\"x\")",
        "<!-- ", "]]>", "&amp;&#x3C;script&#x3E;", "' onmouseover='alert(1)", "a\u{0}b",
        "two\nlines\r\n",
        "\u{202E}evil\u{2066}", "👩‍👩‍👧‍👦 🎬", "</title></style></svg>", "javascript:alert(1)",
        String(repeating: "x", count: 10_240), "url(http://evil.example/a.png)", "{{name}}",
    ]

    /// Every field that comes from outside, in every format that people read.
    @Test(arguments: hostile) func hostileTextIsOnlyText(text: String) throws {
        let page = StatementPageTests.report(of: text).rendered(
            as: .html, by: [.project, .model, .key, .label(Name(text)), .state],
            style: TextStyle())
        try StatementPageTests.requireWellFormed(page)
        let tags = Set(page.matches(of: /<([a-zA-Z!\/][^\s>]*)/).map { String($0.1).lowercased() })
        let names = Set(tags.map { $0.hasPrefix("/") ? String($0.dropFirst()) : $0 })
        #expect(names.subtracting(StatementPageTests.elements) == [], "\(names)")
        #expect(!page.contains(/<[^>]*\son[a-z]+=/))
        // Nothing is fetched: no address stands where one would be followed.
        #expect(!page.contains(/<[^>]*\s(src|href|xlink:href|action|style)=/))
        #expect(!page.contains("@import") && page.ranges(of: "<style>").count == 1)
        let controls = page.unicodeScalars.filter {
            $0.properties.generalCategory == .control && $0 != "\n"
        }
        #expect(controls.isEmpty)
        #expect(!page.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) })
        #expect(page.utf8.count < 200_000)
    }

    private static let elements: Set<String> = [
        "!doctype", "html", "head", "meta", "title", "style", "body", "main", "header", "h1", "h2",
        "p", "dl", "dt", "dd", "div", "section", "table", "thead", "tbody", "tr", "th", "td", "bdi",
        "span", "small", "details", "summary", "footer", "code", "svg", "desc", "g", "line", "text",
        "rect", "ul", "li", "i",
    ]

    /// The same numbers as in the document, each section adding up to the total.
    @Test(arguments: UInt64(0)..<40) func theTablesAddUpToTheDocument(seed: UInt64) throws {
        let report = RandomReports.report(seed: seed)
        let dimensions: [ReportDimension] = [.mode, .orientation, .project, .model, .week]
        let page = report.rendered(as: .html, by: dimensions, style: TextStyle())
        let tables = page.components(separatedBy: "<table class=\"groups\">").dropFirst()
        #expect(tables.count == (report.rows.isEmpty ? 0 : dimensions.count))
        for table in tables {
            let body = table.components(separatedBy: "</table>")[0]
            let sum = body.components(separatedBy: "<tr>").dropFirst(2).reduce(Decimal.zero) {
                $0 + StatementPageTests.firstAmount(in: $1)
            }
            #expect(sum == Decimal(string: report.totals.usd.description), "seed \(seed)")
        }
        #expect(page.contains("<dd class=\"amount\">\(report.totals.usd.display)</dd>"))
    }

    private static func firstAmount(in row: String) -> Decimal {
        guard let cell = row.components(separatedBy: "<td class=\"n\">").dropFirst().first else {
            return .nan
        }
        let text = cell.components(separatedBy: "</td>")[0]
            .replacing(/<[^>]*>/, with: "").replacing("$", with: "")
        return Decimal(string: text) ?? .nan
    }

    @Test func aDrawingHasATitleADescriptionAndATable() {
        let page = Sample.month.rendered(as: .html, style: TextStyle())
        #expect(page.contains("<title>Charged per day</title><desc>"))
        #expect(page.contains("The most: $6.552 in 2026-11-21.</desc>"))
        #expect(page.contains("<summary>Charged per day, as a table</summary><table>"))
        #expect(page.contains("<th scope=\"row\">2026-11-09</th>"))
        #expect(page.contains("<rect class=\"s1\""))
    }

    @Test func aDayLimitOnEverythingIsALineAndOthersAreNumbers() {
        var report = Sample.month
        report.budgets = [
            Sample.windows("daily", unit: .day, scope: .everything, limit: "10"),
            Sample.windows("huge", unit: .day, scope: .everything, limit: "500"),
            Sample.windows("pro", unit: .day, scope: Scope(mode: .pro), limit: "5"),
            Sample.windows("month", unit: .month, scope: .everything, limit: "25"),
        ]
        let page = report.rendered(as: .html, style: TextStyle())
        #expect(page.ranges(of: "class=\"limit\"").count == 1)
        #expect(page.contains(">limit daily, $10.00 a day</text>"))
        #expect(page.contains("Above the drawing: limit huge, $500.00 a day."))
        for name in ["daily", "huge", "pro", "month"] {
            #expect(page.contains("<bdi>\(name)</bdi>"))
        }
    }

    /// A statement of one project says nothing of what others may spend.
    @Test func aFilteredStatementShowsOnlyTheLimitsOfItsFilter() {
        var report = Sample.report(
            Sample.month.rows, filters: SpendReport.Filters(project: "trailer"))
        report.budgets = [
            Sample.windows("ours", unit: .month, scope: Scope(project: "trailer"), limit: "9"),
            Sample.windows("all", unit: .month, scope: .everything, limit: "25"),
            Sample.windows("theirs", unit: .month, scope: Scope(project: "secret"), limit: "25"),
        ]
        let page = report.rendered(as: .html, style: TextStyle())
        #expect(page.contains("ours") && !page.contains("theirs") && !page.contains("secret"))
        #expect(!page.contains("<bdi>all</bdi>"))
    }

    @Test func anEmptyReportSaysSo() throws {
        let page = Sample.report([]).rendered(as: .html, style: TextStyle())
        try StatementPageTests.requireWellFormed(page)
        #expect(page.contains("Nothing was submitted in 2026-11.") && !page.contains("<svg"))
    }

    private static func report(of text: String) -> SpendReport {
        let name = Name(text)
        let detail = SpendDetail(key: name, state: .settled, labels: [name: name])
        let row = SpendRow(
            key: SpendRow.Key(
                day: Sample.firstDay, model: name, mode: .pro, orientation: .video, project: name,
                detail: detail), spend: Sample.spend("1.638", refused: 1, provisional: "0.5"))
        var report = SpendReport(
            span: SpendReport.Span(
                label: text, firstDay: Sample.firstDay, lastDay: Day("2026-11-30"),
                start: .distantPast, end: .distantFuture, timeZone: text),
            generatedAt: Sample.now, calendar: Sample.calendar,
            filters: SpendReport.Filters(model: name, project: name), rows: [row],
            ledgerHead: text)
        report.dearest = [
            Sample.submission(
                charge: Charge(usd: Sample.usd("1.638"), source: .body), project: name, model: name)
        ]
        report.budgets = [
            Sample.windows(
                name, unit: .day, scope: Scope(model: name, project: name, key: name), limit: "2")
        ]
        return report
    }

    /// Every element ends, in order, and every `&` begins an entity.
    static func requireWellFormed(_ page: String) throws {
        var open: [Substring] = []
        let text = page.replacing(/<style>[^<]*<\/style>/, with: "")
        for match in text.matches(of: /<(\/?)([A-Za-z0-9]+)([^<>]*)>/) {
            let name = match.2
            if name == "meta" { continue }
            if match.1.isEmpty {
                open.append(name)
            } else {
                #expect(open.popLast() == name)
            }
        }
        #expect(open.isEmpty, "\(open)")
        #expect(!text.contains(/&(?!(amp|lt|gt|quot|#39);)/))
        #expect(text.ranges(of: "<").count == text.ranges(of: ">").count)
    }
}

extension Sample {
    static func windows(_ name: Name, unit: PeriodUnit, scope: Scope, limit: String)
        -> BudgetWindows
    {
        let standing = standing(name, limit: .usd(usd(limit)), unit: unit, scope: scope)
        return BudgetWindows(budget: standing.budget, standings: [standing])
    }
}
