import Accounting
import Text

/// A report for people: totals first, then its sections, then what is not settled, in words.
struct ReportText {
    let report: SpendReport
    let dimensions: [ReportDimension]
    /// Whether the charges are compared with what was estimated.
    let details: Bool
    let style: TextStyle

    private var totals: Spend { report.totals }

    var text: String {
        var blocks = [heading, FactList(facts: totalFacts).lines(style: style)]
        if !report.rows.isEmpty, !dimensions.isEmpty {
            blocks.append(
                ReportSections(
                    report: report, dimensions: dimensions, details: details, style: style
                ).lines)
        }
        if !remarks.isEmpty { blocks.append(FactList(facts: remarks).lines(style: style)) }
        blocks.append(wrapped(footer, .dim))
        return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    // MARK: Above and below

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
        if totals.submissions == 0 {
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

    // MARK: Totals

    private var totalFacts: [FactList.Fact] {
        var facts = [
            FactList.Fact(
                name: "Charged", amount: totals.usd.display,
                text: Count.text(totals.credits, "credit"))
        ]
        if totals.provisional != .zero {
            facts.append(
                FactList.Fact(
                    name: "Provisional", amount: totals.provisional.display + "*",
                    text: "of what is charged", tone: .caution))
        }
        facts.append(
            FactList.Fact(
                name: "Reserved", amount: totals.reserved.display,
                text: totals.reserved == .zero ? "" : "still held, not charged"))
        if let forecast = report.forecast, let last = report.span.lastDay {
            facts.append(
                FactList.Fact(
                    name: "Projected", amount: forecast.amount,
                    text: forecast.phrase(by: last.description)))
        }
        if details, let error = totals.estimateErrorBasisPoints {
            facts.append(
                FactList.Fact(
                    name: "vs estimate", amount: Percent.difference(basisPoints: error),
                    text: "against the \(totals.estimated.display) estimated for known charges"))
        }
        let parts = [
            (totals.settled, "settled"), (totals.failed, "failed"), (totals.open, "open"),
            (totals.unpriced, "unpriced"),
        ]
        let words = parts.filter { $0.0 != 0 }.map { "\($0.0) \($0.1)" }
        facts.append(
            FactList.Fact(
                name: "Submissions", amount: "\(totals.submissions)",
                text: words.joined(separator: ", ")))
        return facts
    }

    // MARK: In words

    private var remarks: [FactList.Fact] {
        var facts: [FactList.Fact] = []
        func add(_ name: String, _ count: Int, _ one: String, _ many: String, _ tone: Tone = .plain)
        {
            guard count != 0 else { return }
            let text = "\(count) \(count == 1 ? one : many)"
            facts.append(FactList.Fact(name: name, text: text, tone: tone))
        }
        add(
            "Open", totals.open,
            "submission has not ended; what it may cost stays reserved.",
            "submissions have not ended; what they may cost stays reserved.")
        add(
            "Unpriced", totals.unpriced,
            "video was made, and its cost is not known yet; its reservation stays.",
            "videos were made, and their cost is not known yet; their reservations stay.", .caution)
        add(
            "Refused", totals.refused,
            "submission was refused: nothing was sent or charged.",
            "submissions were refused: nothing was sent or charged.")
        if totals.provisional != .zero {
            facts.append(
                FactList.Fact(
                    name: "*",
                    text: "Provisional: contains \(totals.provisional.display) of reservations that"
                        + " stand in until the charge is known.", tone: .caution))
        }
        return facts
    }
}
