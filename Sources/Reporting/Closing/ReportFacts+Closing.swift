import Accounting

extension ReportFacts {
    /// Adjustments of closed months, and what is to be paid with them.
    var adjustments: [FactList.Fact] {
        guard let late = report.late, !late.changes.isEmpty else { return [] }
        let sum = late.sum
        let amount = Change.amount(from: .zero, to: sum.amount.usd)
        let count = Count.text(sum.count, "adjustment")
        let words =
            switch late.part {
            case .ofThis: "\(count) of closed months, listed below"
            case .ofClosed: "\(count) of months before, not in the charges above"
            case .ofNext: "\(count) of closed months so far, not in the charges above"
            }
        let due = report.due.map {
            FactList.Fact(name: "To be paid", amount: $0.display, text: "with this statement")
        }
        return [FactList.Fact(name: "Adjustments", amount: amount, text: words)]
            + [due].compactMap(\.self)
    }

    /// What a closing says of the month, and what became of what others had left.
    var closingRemarks: [FactList.Fact] {
        var facts: [FactList.Fact] = []
        if let reserved = report.late?.sum.amount.reserved, reserved != .zero {
            let words =
                reserved < .zero
                ? "\(reserved.magnitude.display) of closed months is reserved no longer."
                : "\(reserved.display) more than before is reserved for closed months."
            facts.append(FactList.Fact(name: "Released", text: words))
        }
        if let closed = report.closed { facts.append(self.closed(closed)) }
        return facts
    }

    private func closed(_ span: ClosedSpan) -> FactList.Fact {
        let closing = span.closed.closing
        let at = report.calendar.local(span.closed.at).minutes
        var words = span.isWhole ? "\(at), at \(closing.totals.usd.display)" : at
        if span.isWhole, closing.adjustments.count > 0 {
            let amount = Change.amount(from: .zero, to: closing.adjustments.amount.usd)
            words +=
                " and \(amount) of adjustments of months before; \(closing.due.display) was to be paid"
        }
        let since = Change.amount(from: .zero, to: span.since.amount.usd)
        words +=
            span.since.count == 0
            ? ". Nothing changed since."
            : ". Since then \(Count.text(span.since.count, "adjustment")), \(since) in all: a later"
                + " statement lists them."
        return FactList.Fact(name: "Closed", text: words)
    }
}
