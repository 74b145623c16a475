import Accounting
import Text

/// The month of the dashboard: what was picked, its sums, and its sections.
struct DashboardMonth {
    let report: SpendReport
    let contents: DashboardContents

    /// The heading, the pickers and the ways to the same as a file.
    var head: HTML {
        HTML(
            "div", ["class": "month", "data-live": "month"],
            HTML("h1", [:], HTML("Video generation \(report.span.phrase)")), downloads,
            SpendPickers(choices: contents.choices, report: report).form)
    }

    var sections: [HTML] {
        let facts = ReportFacts(report: report, copy: .init())
        var sections = [
            HeadlineFacts(facts: facts.money + facts.averages + [facts.submissions]).html
        ]
        if let chart = DailyChart(report: report).section { sections.append(chart) }
        for dimension in [ReportDimension.mode, .orientation, .model, .project] {
            if let section = section(by: dimension, of: report) { sections.append(section) }
        }
        if let byKey = contents.byKey, let section = section(by: .key, of: byKey) {
            sections.append(section)
        } else if contents.byKey == nil, report.totals.submissions > 0 {
            sections.append(
                HTML(
                    "p", ["class": "note"],
                    HTML("a", ["href": address(format: "html", by: "key")], "By key")))
        }
        return sections
    }

    private static let mostGroups = 25

    private func section(by dimension: ReportDimension, of report: SpendReport) -> HTML? {
        let groups = report.groups(by: [dimension]).folded(to: DashboardMonth.mostGroups)
        guard !groups.isEmpty, groups.contains(where: { $0.values[0] != nil }) else { return nil }
        return DashboardPage.section(
            "by-\(dimension.name)", "By \(dimension.name)",
            [
                GroupTable(
                    report: report, dimension: dimension, groups: groups, conversion: nil
                ).table
            ])
    }

    private var downloads: HTML {
        HTML(
            "p", ["class": "downloads"],
            [("csv", "CSV"), ("json", "JSON"), ("html", "Statement")].map { format, name in
                HTML("a", ["class": "button", "href": address(format: format)], HTML(name))
            })
    }

    private func address(format: String, by dimension: String? = nil) -> String {
        var items = SpendPickers.items(of: report)
        if let dimension { items.append(("by", dimension)) }
        items.append(("format", format))
        return "/api/v1/report?"
            + items.map { "\($0.0)=\($0.1.percentEncoded)" }.joined(separator: "&")
    }
}

extension [SpendReport.Group] {
    /// At most so many lines: those behind become one, so that they still add up.
    fileprivate func folded(to most: Int) -> [SpendReport.Group] {
        guard count > most else { return self }
        let rest = self[(most - 1)...]
        return self[..<(most - 1)] + [
            SpendReport.Group(
                values: [Name("\(rest.count) others")],
                spend: rest.reduce(.nothing) { $0 + $1.spend },
                before: rest.contains { $0.before != nil }
                    ? rest.reduce(.nothing) { $0 + ($1.before ?? .nothing) } : nil)
        ]
    }
}
