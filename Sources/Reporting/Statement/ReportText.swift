import Accounting
import Text

/// A report for people: totals first, then its sections, then what is not settled, in words.
struct ReportText {
    let report: SpendReport
    let presentation: SpendReport.Presentation

    private var style: TextStyle { presentation.style }
    private var facts: ReportFacts { ReportFacts(report: report, copy: presentation) }

    var text: String {
        var blocks = [heading, FactList(facts: totals).lines(style: style)]
        let hasRows = !report.rows.isEmpty || report.previous?.parts.isEmpty == false
        if hasRows, !presentation.sections.isEmpty {
            blocks.append(
                ReportSections(report: report, presentation: presentation).lines)
        }
        if let dearest = report.dearest, !dearest.isEmpty {
            blocks.append(DearestTable(submissions: dearest).lines(style: style))
        }
        if let late = report.late, !late.changes.isEmpty {
            blocks.append(LateTable(late: late).lines(style: style))
        }
        let remarks = facts.remarks
        if !remarks.isEmpty { blocks.append(FactList(facts: remarks).lines(style: style)) }
        blocks.append(wrapped(footer, .dim))
        return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private var totals: [FactList.Fact] {
        let details = presentation.details ? facts.estimates + facts.averages : []
        return facts.money + details + [facts.submissions]
    }

    private var heading: [String] {
        let span = report.span
        var about = TerminalText.escaped(span.timeZone)
        if let first = span.firstDay, let last = span.lastDay, !span.label.contains(" to ") {
            about = "\(first) to \(last), \(about)"
        }
        var lines = wrapped("Video generation \(TerminalText.escaped(span.phrase))", .bold)
        lines += wrapped(about, .dim)
        if let filters = report.filters.phrase {
            lines += wrapped("Only \(TerminalText.escaped(filters))", .plain)
        }
        if report.totals.submissions == 0 {
            let phrase = TerminalText.escaped(span.phrase)
            lines += [""] + wrapped("Nothing was submitted \(phrase).", .plain)
        }
        return lines
    }

    private var footer: String {
        report.printed(from: TerminalText.escaped(String(report.ledgerHead.prefix(12))))
    }

    private func wrapped(_ text: String, _ tone: Tone) -> [String] {
        TerminalText.wrapped(text, to: style.columns).map { style.paint($0, tone) }
    }
}
