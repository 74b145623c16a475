import Accounting
import Text

/// A report as Markdown tables, with every sum that a report has.
struct ReportMarkdown {
    let report: SpendReport
    let presentation: SpendReport.Presentation

    private var details: Bool { presentation.details }
    private var facts: ReportFacts { ReportFacts(report: report, copy: presentation) }

    private var titles: [String] {
        ["Charged, USD"] + (presentation.conversion.map { ["≈ \($0.currency)"] } ?? [])
            + (report.previous == nil ? [] : ["Before, USD", "Change, USD"]) + [
                "Reserved, USD", "Provisional, USD", "Credits", "Submissions",
                "Settled",
                "Failed", "Open", "Unpriced", "Refused",
            ] + (details ? ["vs estimate"] : [])
    }

    var text: String {
        var blocks = [
            "# Video generation \(MarkdownText.escaped(report.span.phrase))", about,
            table("", [("Total", report.totals, report.previous?.totals)]),
        ]
        if report.totals.submissions == 0 {
            let phrase = MarkdownText.escaped(report.span.phrase)
            blocks.insert("Nothing was submitted \(phrase).", at: 2)
        }
        if let forecast = report.forecast, let last = report.span.lastDay {
            let phrase = forecast.phrase(by: last.description)
            blocks.append("Projected: about \(forecast.amount.dropFirst()) \(phrase).")
        }
        blocks.append(
            contentsOf: (facts.markup + facts.adjustments).map { fact in
                MarkdownText.escaped("\(fact.name): \(fact.amount) (\(fact.text)).")
            })
        if let previous = report.previous {
            blocks.append(
                "Before is what was charged \(MarkdownText.escaped(previous.span.phrase)).")
        }
        blocks.append(
            contentsOf: (facts.captured + (details ? facts.averages : [])).map { fact in
                MarkdownText.escaped("\(fact.name): \(fact.amount) \(fact.text).")
            })
        for dimension in presentation.sections {
            let parts = report.groups(by: [dimension])
            guard !parts.isEmpty else { continue }
            let rows = parts.map { part in
                (
                    part.values[0].map { MarkdownText.escaped($0.text) } ?? "(none)", part.spend,
                    part.before
                )
            }
            blocks.append("## By \(MarkdownText.escaped(dimension.name))")
            blocks.append(table(ReportMarkdown.title(of: dimension), rows))
        }
        if let dearest = report.dearest, !dearest.isEmpty {
            let table = DearestTable(submissions: dearest)
            blocks.append("## \(table.title)")
            blocks.append(self.table(of: dearest))
        }
        if let late = report.late, !late.changes.isEmpty {
            blocks.append("## \(LateTable.title)")
            blocks.append(LateTable(late: late).markdown)
        }
        let remarks = facts.remarks.map { fact in
            "- " + MarkdownText.escaped(fact.name == "*" ? fact.text : "\(fact.name): \(fact.text)")
        }
        if !remarks.isEmpty { blocks.append(remarks.joined(separator: "\n")) }
        blocks.append(report.printed(from: head.isEmpty ? "" : "`\(head)`") + ".")
        return blocks.joined(separator: "\n\n") + "\n"
    }

    private var about: String {
        var parts: [String] = []
        if let first = report.span.firstDay, let last = report.span.lastDay {
            parts.append("\(first) to \(last)")
        }
        parts.append(MarkdownText.escaped(report.span.timeZone))
        if let filters = report.filters.phrase {
            parts.append("only \(MarkdownText.escaped(filters))")
        }
        return parts.joined(separator: ", ")
    }

    private var head: String { report.ledgerHead.filter { $0.isLetter || $0.isNumber } }

    private static func title(of dimension: ReportDimension) -> String {
        MarkdownText.escaped(dimension.name.prefix(1).uppercased() + dimension.name.dropFirst())
    }

    private func table(of dearest: [Submission]) -> String {
        let header = "| " + DearestTable.titles.joined(separator: " | ") + " |"
        let rule = "| --: |" + String(repeating: " :-- |", count: DearestTable.titles.count - 1)
        let lines = dearest.map { submission in
            let cells = DearestTable.cells(submission).map(MarkdownText.escaped)
            return "| " + cells.joined(separator: " | ") + " |"
        }
        return ([header, rule] + lines).joined(separator: "\n")
    }

    private func table(_ title: String, _ rows: [(name: String, spend: Spend, before: Spend?)])
        -> String
    {
        let header = "| " + ([title] + titles).joined(separator: " | ") + " |"
        let rule = "| :-- |" + String(repeating: " --: |", count: titles.count)
        let lines = rows.map { row in
            "| " + ([row.name] + cells(row.spend, row.before)).joined(separator: " | ") + " |"
        }
        return ([header, rule] + lines).joined(separator: "\n")
    }

    private func cells(_ spend: Spend, _ before: Spend?) -> [String] {
        let comparison = before.map { before in
            ["\(before.usd)", "\(spend.usd - before.usd)"]
        }
        let converted = presentation.conversion.map { [$0.number(spend.usd)] }
        return ["\(spend.usd)"] + (converted ?? []) + (comparison ?? []) + [
            "\(spend.reserved)", "\(spend.provisional)", "\(spend.credits)",
            "\(spend.submissions)", "\(spend.settled)", "\(spend.failed)", "\(spend.open)",
            "\(spend.unpriced)", "\(spend.refused)",
        ] + (details ? [spend.estimateErrorBasisPoints.map(Percent.difference) ?? "–"] : [])
    }
}

/// Text from outside as plain words of Markdown: no markup, no cell borders, no line breaks.
enum MarkdownText {
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in TerminalText.escaped(text).unicodeScalars {
            if "\\`*_[]<>|~&!#".unicodeScalars.contains(scalar) { result.append("\\") }
            result.unicodeScalars.append(scalar)
        }
        return result
    }
}
