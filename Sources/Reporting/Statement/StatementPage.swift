import Accounting
import Text

/// A report as one HTML file, for a screen and for paper: no script, and nothing that is fetched.
///
/// Its numbers are those of ``ReportFacts`` and of the report's groups, as in text and Markdown.
struct StatementPage {
    let report: SpendReport
    let presentation: SpendReport.Presentation

    private var facts: ReportFacts { ReportFacts(report: report, copy: presentation) }

    var text: String {
        HTML.document(
            HTML("html", ["lang": "en"], head, HTML("body", [:], HTML("main", [:], body))))
    }

    private var title: String { "Video generation \(report.span.phrase)" }

    private var head: HTML {
        HTML(
            "head", [:],
            .void("meta", ["charset": "utf-8"]),
            .void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
            .void("meta", ["name": "color-scheme", "content": "light dark"]),
            .void(
                "meta",
                [
                    "http-equiv": "Content-Security-Policy",
                    "content": "default-src 'none'; style-src 'unsafe-inline'",
                ]),
            HTML("title", [:], HTML(title)), .style(StatementPage.style))
    }

    private var body: [HTML] {
        let blocks =
            [header, headline] + [DailyChart(report: report).section].compactMap(\.self)
            + sections + [late, limits, dearest, remarks].compactMap(\.self) + [footer]
        return blocks.flatMap { [$0, .newline] }
    }

    // MARK: Above and below

    private var header: HTML {
        let span = report.span
        var about = span.timeZone
        if let first = span.firstDay, let last = span.lastDay {
            about = "\(first) to \(last), \(about)"
        }
        var lines = [HTML("h1", [:], HTML(title)), HTML("p", ["class": "about"], HTML(about))]
        if let filters = report.filters.phrase {
            lines.append(HTML("p", ["class": "about"], "Only ", .name(filters)))
        }
        if report.totals.submissions == 0 {
            lines.append(HTML("p", [:], HTML("Nothing was submitted \(span.phrase).")))
        }
        return HTML("header", [:], lines)
    }

    private var footer: HTML {
        let head = report.ledgerHead
        return HTML(
            "footer", [:],
            HTML("p", [:], HTML(report.printed(from: "") + ".")),
            HTML(
                "p", ["class": "head"], "Ledger ",
                HTML("code", [:], HTML(head.isEmpty ? "–" : head))))
    }

    private var headline: HTML {
        HeadlineFacts(
            facts: facts.money + facts.averages + facts.estimates + [facts.submissions]
        ).html
    }

    // MARK: Sections

    private var sections: [HTML] {
        let chosen = presentation.chosen ?? [.mode, .orientation, .model, .project]
        return chosen.compactMap { dimension in
            let groups = report.groups(by: [dimension])
            guard !groups.isEmpty else { return nil }
            return HTML(
                "section", [:],
                HTML("h2", [:], "By ", .name(dimension.name)),
                GroupTable(
                    report: report, dimension: dimension, groups: groups,
                    conversion: presentation.conversion
                ).table)
        }
    }

    private var limits: HTML? {
        let budgets = report.budgetsOfFilters
        guard !budgets.isEmpty else { return nil }
        return HTML(
            "section", [:], HTML("h2", [:], "Against the limits"),
            LimitsTable(budgets: budgets, calendar: report.calendar).table)
    }

    private var dearest: HTML? {
        guard let dearest = report.dearest, !dearest.isEmpty else { return nil }
        let table = DearestTable(submissions: dearest)
        return HTML("section", [:], HTML("h2", [:], HTML(table.title)), table.html)
    }

    private var late: HTML? {
        guard let late = report.late, !late.changes.isEmpty else { return nil }
        let table = LateTable(late: late)
        return HTML(
            "section", [:],
            [HTML("h2", [:], HTML(LateTable.title)), table.html]
                + (table.rest.map { [HTML("p", ["class": "note"], HTML("\($0)."))] } ?? []))
    }

    private var remarks: HTML? {
        let remarks = facts.remarks
        guard !remarks.isEmpty else { return nil }
        return HTML(
            "section", [:],
            HTML("h2", [:], "Not settled, refused, corrected or closed"),
            HTML(
                "dl", ["class": "remarks"],
                remarks.flatMap { fact in
                    [
                        HTML("dt", [:], HTML(fact.name == "*" ? "Provisional" : fact.name)),
                        HTML("dd", [:], HTML(fact.text)),
                    ]
                }))
    }
}
