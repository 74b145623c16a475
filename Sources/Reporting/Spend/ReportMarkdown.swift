import Accounting
import Text

/// A report as Markdown tables, with every sum that a report has.
struct ReportMarkdown {
    let report: SpendReport
    let dimensions: [ReportDimension]
    /// Whether the charges are compared with what was estimated.
    let details: Bool

    private var titles: [String] {
        [
            "Charged, USD", "Reserved, USD", "Provisional, USD", "Credits", "Submissions",
            "Settled",
            "Failed", "Open", "Unpriced", "Refused",
        ] + (details ? ["vs estimate"] : [])
    }

    var text: String {
        var blocks = [
            "# Video generation \(MarkdownText.escaped(report.span.phrase))", about,
            table("", [("Total", report.totals)]),
        ]
        if report.totals.submissions == 0 {
            let phrase = MarkdownText.escaped(report.span.phrase)
            blocks.insert("Nothing was submitted \(phrase).", at: 2)
        }
        if let forecast = report.forecast, let last = report.span.lastDay {
            let phrase = forecast.phrase(by: last.description)
            blocks.append("Projected: about \(forecast.amount.dropFirst()) \(phrase).")
        }
        for dimension in dimensions {
            let parts = report.section(dimension)
            guard !parts.isEmpty else { continue }
            let rows = parts.map { part in
                (part.key.map { MarkdownText.escaped($0.text) } ?? "(none)", part.spend)
            }
            blocks.append("## By \(dimension.rawValue)")
            blocks.append(table(ReportMarkdown.title(of: dimension), rows))
        }
        if report.totals.provisional != .zero {
            blocks.append(
                "Provisional amounts are part of what is charged: reservations that stand in until"
                    + " the charge is known.")
        }
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
        dimension.rawValue.prefix(1).uppercased() + dimension.rawValue.dropFirst()
    }

    private func table(_ title: String, _ rows: [(name: String, spend: Spend)]) -> String {
        let header = "| " + ([title] + titles).joined(separator: " | ") + " |"
        let rule = "| :-- |" + String(repeating: " --: |", count: titles.count)
        let lines = rows.map { row in
            "| " + ([row.name] + cells(row.spend)).joined(separator: " | ") + " |"
        }
        return ([header, rule] + lines).joined(separator: "\n")
    }

    private func cells(_ spend: Spend) -> [String] {
        [
            "\(spend.usd)", "\(spend.reserved)", "\(spend.provisional)", "\(spend.credits)",
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
