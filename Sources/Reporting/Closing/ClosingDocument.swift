import Accounting
import LosslessJSON

/// What a report's document says of closed months.
enum ClosingDocument {
    /// Null where adjustments are not asked for.
    static func adjustments(_ late: LateAdjustments?) -> JSON {
        guard let late else { return .null }
        return .object(
            (sum(late.sum).members ?? []) + [
                JSON.Member("items", .array(late.changes.map(item)))
            ])
    }

    static func sum(_ sum: LateChange.Sum) -> JSON {
        [
            "count": .integer(sum.count), "usd": .usd(sum.amount.usd),
            "credits": .integer(sum.amount.credits), "reserved_usd": .usd(sum.amount.reserved),
        ]
    }

    /// Null for a month that is not closed; its sums are null where the report is of a part of it.
    static func closed(_ span: ClosedSpan?) -> JSON {
        guard let span else { return .null }
        let closing = span.closed.closing
        func sums(_ json: JSON) -> JSON { span.isWhole ? json : .null }
        return [
            "closed_at": .instant(span.closed.at), "ledger_head": .string(closing.head),
            "usd": sums(.usd(closing.totals.usd)),
            "credits": sums(.integer(closing.totals.credits)),
            "reserved_usd": sums(.usd(closing.totals.reserved)),
            "adjustments": sums(sum(closing.adjustments)), "due_usd": sums(.usd(closing.due)),
            "since": sum(span.since),
        ]
    }

    private static func item(_ change: LateChange) -> JSON {
        let submission = change.submission
        return [
            "month": .string(change.month.description), "day": .string("\(submission.day)"),
            "submission_id": .string(submission.id.description),
            "change": .name(change.kind), "usd": .usd(change.amount.usd),
            "credits": .integer(change.amount.credits),
            "reserved_usd": .usd(change.amount.reserved),
            "project": .name(submission.subject.project), "source": .name(change.source),
            "reason": .string(orNull: change.reason), "recorded_at": .instant(change.recordedAt),
            "moved": moved(change.refiling),
        ]
    }

    /// Null for what is no edit of the filing.
    private static func moved(_ refiling: Refiling?) -> JSON {
        guard let refiling else { return .null }
        return [
            "from": .filing(refiling.from), "to": .filing(refiling.to),
            "usd": .usd(refiling.charged.usd), "credits": .integer(refiling.charged.credits),
            "reserved_usd": .usd(refiling.reserved),
        ]
    }
}
