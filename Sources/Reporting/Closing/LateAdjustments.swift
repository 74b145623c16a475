package import Accounting

/// What came to closed months since the last statement: beside the charges of a report, never in them.
package struct LateAdjustments: Sendable {
    /// The statement that they are part of.
    package enum Part: Sendable {
        /// This one.
        case ofThis
        /// The one that the month was closed with, which this is an excerpt of.
        case ofClosed
        /// The next one, to which more may come.
        case ofNext
    }

    package let changes: [LateChange]
    package let part: Part

    package init(_ changes: [LateChange], _ part: Part) {
        self.changes = changes
        self.part = part
    }

    package var sum: LateChange.Sum { changes.sum }
}

/// The closing of the month that a report is of, and what came to it since.
package struct ClosedSpan: Sendable {
    package let closed: ClosedMonth
    package let since: LateChange.Sum
    /// Whether the report is of all that was closed: the sums of the closing are no business of one who gets
    /// an excerpt.
    package let isWhole: Bool

    package init(_ closed: ClosedMonth, since: LateChange.Sum, isWhole: Bool = true) {
        self.closed = closed
        self.since = since
        self.isWhole = isWhole
    }
}

extension SpendReport {
    /// Whether it is the statement of a month that is closed with it.
    var isStatement: Bool { late?.part == .ofThis }

    /// What is to be paid with a statement: the charges of the month, and the adjustments of others. Nil
    /// for what is none.
    package var due: USD? {
        late.flatMap { $0.part == .ofThis ? totals.usd + $0.sum.amount.usd : nil }
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
        case .refiled: refiling.map(words) ?? wordsOfOneSide
        default: kind.rawValue
        }
    }

    /// `$1.50 charged, project spring → autumn: a slip`. The amount is first, as a narrow table cuts the end.
    private func words(of refiling: Refiling) -> String {
        let change = FilingText.words(from: refiling.from, to: refiling.to)
        let amounts = FilingText.amounts(
            charged: refiling.charged.usd, reserved: refiling.reserved)
        return "\((amounts + [change]).joined(separator: ", ")): \(refiling.reason)"
    }

    /// `$1.50 charged, from another project: a slip`.
    private var wordsOfOneSide: String {
        let isHere = amount.usd > .zero || amount.reserved > .zero
        let change = isHere ? "from another project" : "to another project"
        let amounts = FilingText.amounts(
            charged: amount.usd.magnitude, reserved: amount.reserved.magnitude)
        return "\((amounts + [change]).joined(separator: ", ")): \(reason ?? "")"
    }
}
