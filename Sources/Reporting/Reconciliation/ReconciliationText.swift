import Accounting
import Text

/// A reconciliation for people: totals first, then models, then each difference and what to do.
struct ReconciliationText {
    let report: ReconciliationReport
    let style: TextStyle

    /// Beyond these, the other formats have the rest.
    static let mostShown = 100

    private var statement: ReconciliationStatement { report.statement }
    private var totals: ReconciliationTotals { statement.totals }

    func write(to sink: (String) throws -> Void) throws {
        var blocks = [heading, FactList(facts: facts).lines(style: style)]
        if statement.byModel.count > 1, statement.isBillUsable { blocks.append(models) }
        let differences = ReconciliationDifferences(style: style)
        var shown: [Difference] = []
        try report.forEachDifference {
            if shown.count < ReconciliationText.mostShown { shown.append($0) }
        }
        if !shown.isEmpty { blocks.append(differences.lines(of: shown)) }
        blocks.append(conclusion(shown).flatMap { wrapped($0, .plain) })
        try sink(blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n")
    }

    private func wrapped(_ text: String, _ tone: Tone) -> [String] {
        TerminalText.wrapped(text, to: style.columns).map { style.paint($0, tone) }
    }

    private var heading: [String] {
        let zone = TerminalText.escaped(statement.timeZone)
        return wrapped("Ledger and provider's bill", .bold)
            + wrapped("\(statement.firstDay) to \(statement.lastDay), \(zone)", .dim)
    }

    // MARK: Totals

    private var facts: [FactList.Fact] {
        var facts = [FactList.Fact(name: "Ledger", amount: totals.ledger.display)]
        guard statement.isBillUsable else { return facts }
        facts.append(FactList.Fact(name: "Log", amount: totals.logged.display))
        facts.append(FactList.Fact(name: "Bill", amount: totals.billed.display))
        if let points = totals.captureBasisPoints {
            facts.append(
                FactList.Fact(
                    name: "In the ledger", amount: totals.governed.display,
                    text: "\(Percent.text(basisPoints: points)) % of the bill"))
        }
        func add(_ name: String, _ amount: USD, _ text: String, _ tone: Tone = .plain) {
            guard amount != .zero else { return }
            facts.append(
                FactList.Fact(name: name, amount: amount.display, text: text, tone: tone))
        }
        add("Not in the ledger", totals.ungoverned, "on the bill alone", .caution)
        add("Refunded", totals.refunded, "given back; not counted above")
        add(
            "Pending", statement.pending.usd,
            "of \(Count.text(statement.pending.count, "submission")), not on the bill yet")
        add(
            "Overdue", statement.overdue.usd,
            "held by \(Count.text(statement.overdue.count, "submission")), open for over a day and not"
                + " on the bill", .caution)
        add(
            "Unnamed", statement.unidentified.usd,
            "of \(Count.text(statement.unidentified.count, "submission")) without a generation id,"
                + " which no bill can show")
        add(
            "Unassigned", statement.unassigned,
            "on the bill without a generation; not counted above")
        add("Expired", statement.expired, "credits that expired; not counted above")
        add("Top-ups", statement.toppedUp, "not counted above")
        return facts
    }

    private var models: [String] {
        let columns: [TextTable.Column] = [
            .init(title: "By model", kind: .left, least: 14),
            .init(title: "Ledger", kind: .decimal),
            .init(title: "Log", kind: .decimal, dropRank: 1),
            .init(title: "Bill", kind: .decimal), .init(title: "In the ledger", kind: .right),
        ]
        let rows = report.byModel.map { model, totals in
            let share = totals.captureBasisPoints.map { "\(Percent.text(basisPoints: $0)) %" }
            return TextTable.Row.cells([
                .init(text: TerminalText.escaped(model.text)), .init(text: totals.ledger.display),
                .init(text: totals.logged.display), .init(text: totals.billed.display),
                .init(text: share ?? "–"),
            ])
        }
        return TextTable(columns: columns, rows: [.titles()] + rows).lines(style: style)
    }

    // MARK: In words

    private func conclusion(_ shown: [Difference]) -> [String] {
        var lines: [String] = []
        if statement.differences > shown.count {
            lines.append(
                style.text("\(statement.differences - shown.count) more", .listDifferences))
        }
        if let failure = statement.failure {
            lines.append("Incomplete: \(TerminalText.escaped(failure)).")
            lines.append(
                style.text("Nothing follows from what was not read", statement.advice) + ".")
        }
        if let since = statement.elsewhereSince {
            lines.append(
                style.text(
                    "\(Count.text(statement.elsewhere.count, "submission")) of other days are"
                        + " on this bill with another amount", .reconcile(since: since)))
        }
        guard statement.isBillUsable else { return lines + ["Nothing was compared."] }
        if statement.applied > 0 { lines.append("\(statement.applied) put right.") }
        lines += advice(shown.filter { !$0.isApplied })
        if statement.left == 0, statement.isComplete {
            lines.append(
                statement.applied > 0
                    ? "All agrees now."
                    : "All agrees: \(Count.text(statement.matched, "charge")) matched.")
        } else {
            lines.append(
                "\(Count.text(statement.matched, "charge")) matched, \(statement.left) to look at.")
        }
        return lines
    }

    private func advice(_ left: [Difference]) -> [String] {
        let remedies: [(Difference.Remedy, Advice)] = [
            (.apply, .applyBill), (.import, .importCharges), (.sync, .sync),
        ]
        let advice = remedies.filter { remedy, _ in left.contains { $0.remedy == remedy } }
            .map(\.1)
        let refunded = left.first { $0.remedy == .person && $0.kind == .open }?.submissionID
        let person = (statement.firstOverdue ?? refunded).map { Advice.resolve($0) }
        return (advice + [person].compactMap(\.self)).compactMap(style.sentence)
    }
}
