package import Accounting

/// What came to closed months since the last statement: beside the charges of a report, never in them.
package struct LateAdjustments: Sendable {
    package let changes: [LateChange]
    /// They are part of a statement; else they will be of the next one.
    package let isFinal: Bool

    package init(_ changes: [LateChange], isFinal: Bool) {
        self.changes = changes
        self.isFinal = isFinal
    }

    package var sum: LateChange.Sum { changes.sum }
}

/// The closing of the month that a report is of, and what came to it since.
package struct ClosedSpan: Sendable {
    package let closed: ClosedMonth
    package let since: LateChange.Sum

    package init(_ closed: ClosedMonth, since: LateChange.Sum) {
        self.closed = closed
        self.since = since
    }
}

extension SpendReport {
    /// Whether it is the statement of a month that is closed with it.
    var isStatement: Bool { late?.isFinal == true }

    /// What is to be paid with a statement: the charges of the month, and the adjustments of others. Nil
    /// for what is none.
    package var due: USD? {
        late.flatMap { $0.isFinal ? totals.usd + $0.sum.amount.usd : nil }
    }
}

extension LateChange {
    /// What happened, as the end of a line.
    var words: String {
        switch kind {
        case .settled: source.map { "charged, \($0.words)" } ?? "charged"
        case .adjusted: "corrected: \(reason ?? "")"
        case .voided: "ended without a charge"
        case .imported: "taken in from elsewhere"
        case .refiled: refiling?.words ?? kind.rawValue
        default: kind.rawValue
        }
    }
}

extension Refiling {
    /// `$1.50 charged, project spring → autumn: a slip`. The amount is first, as a narrow table cuts the end.
    fileprivate var words: String {
        let change = FilingText.words(from: from, to: to)
        let amounts = FilingText.amounts(charged: charged.usd, reserved: reserved)
        return "\((amounts + [change]).joined(separator: ", ")): \(reason)"
    }
}
