import Accounting
import LosslessJSON

extension ReconciliationReport {
    package static let schema = "bursar.reconcile/1"

    /// `bursar.reconcile/1`. What is not known, because a book was not read, is `null`.
    func writeDocument(to sink: (String) throws -> Void) throws {
        // The differences are written into the middle of the object, so it is opened by hand.
        let head = JSON.object(headMembers).prettyText
        try sink(String(head.dropLast("\n}".count)) + ",\n  \"differences\": [")
        var isFirst = true
        try forEachDifference { difference in
            let lines = document(of: difference).prettyText.replacing("\n", with: "\n    ")
            try sink("\(isFirst ? "" : ",")\n    \(lines)")
            isFirst = false
        }
        try sink((isFirst ? "]" : "\n  ]") + ",\n  \"matched\": \(matched)\n}\n")
    }

    private var matched: String { statement.isBillUsable ? "\(statement.matched)" : "null" }

    private var headMembers: [JSON.Member] {
        let statement = statement
        return [
            .init("schema", .string(ReconciliationReport.schema)),
            .init(
                "period",
                [
                    "label": .string("\(statement.firstDay) to \(statement.lastDay)"),
                    "start": .instant(statement.start), "end": .instant(statement.end),
                    "time_zone": .string(statement.timeZone),
                ]),
            .init("as_of", .instant(statement.asOf)),
            .init("complete", .bool(statement.isComplete)),
            .init("trouble", .string(orNull: statement.failure)),
            .init("totals", .object(members(of: statement.totals, apart: apart))),
            .init(
                "by_model",
                .array(
                    byModel.map { model, totals in
                        .object([.init("model", .name(model))] + members(of: totals))
                    })),
            .init("pending", tally(statement.pending)),
            .init("unidentified", tally(statement.unidentified)),
            .init("overdue", tally(statement.overdue)),
            .init(
                "elsewhere",
                [
                    "submissions": .integer(statement.elsewhere.count),
                    "usd": .usd(statement.elsewhere.usd),
                    "since": .string(orNull: statement.elsewhereSince?.description),
                ]),
            .init("left", .integer(statement.left)),
        ]
    }

    /// - Parameter apart: what is in no sum of charges.
    private func members(of totals: ReconciliationTotals, apart: [JSON.Member] = [])
        -> [JSON.Member]
    {
        [
            .init("ledger_usd", .usd(totals.ledger)),
            .init("billed_usd", known(totals.billed)),
            .init("log_usd", known(totals.logged)),
            .init("governed_usd", known(totals.governed)),
            .init("ungoverned_usd", known(totals.ungoverned)),
            .init("refunded_usd", known(totals.refunded)),
        ] + apart + [
            .init(
                "capture_rate_percent",
                totals.captureBasisPoints.map { .number(Percent.text(basisPoints: $0)) } ?? .null)
        ]
    }

    private var apart: [JSON.Member] {
        [
            .init("expired_usd", known(statement.expired)),
            .init("topped_up_usd", known(statement.toppedUp)),
            .init("unassigned_usd", known(statement.unassigned)),
        ]
    }

    private func known(_ amount: USD) -> JSON { .usd(statement.isBillUsable ? amount : nil) }

    private func tally(_ tally: ReconciliationStatement.Tally) -> JSON {
        ["submissions": .integer(tally.count), "usd": .usd(tally.usd)]
    }

    private func document(of difference: Difference) -> JSON {
        [
            "kind": .name(difference.kind),
            "submission_id": .string(orNull: difference.submissionID?.description),
            "generation_id": .string(orNull: difference.generationID),
            "model": .name(difference.model),
            "day": .string(difference.day.description),
            "ledger_usd": .usd(difference.ledger),
            "billed_usd": .usd(difference.billed),
            "log_usd": .usd(difference.logged),
            "message": .string(difference.message),
            "applied": .bool(difference.isApplied),
            "remedy": .name(difference.remedy),
        ]
    }
}
