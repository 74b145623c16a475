/// What a set of submissions came to. Adding the spends of parts gives the spend of the whole.
///
/// `submissions = settled + failed + open + unpriced`; refused ones are counted apart. `usd` and
/// `credits` are charges and adjustments; `reserved` is what open and unpriced ones still hold.
package struct Spend: Hashable, Sendable {
    package var settled = 0
    package var failed = 0
    package var open = 0
    package var unpriced = 0
    package var refused = 0
    package var credits: Int64 = 0
    package var usd = USD.zero
    package var reserved = USD.zero
    /// The part of `usd` that is an estimate standing in for an unknown charge.
    package var provisional = USD.zero
    /// What a price had expected of the charges that are known. See ``estimateError``.
    package var estimated = USD.zero
    /// Those charges, less `estimated`: below zero where less was charged than was reserved.
    package var estimateError = USD.zero

    package static let nothing = Spend()

    package init() {}

    /// What one submission comes to as it stands.
    package init(_ submission: Submission) {
        switch submission.state {
        case .refused: refused = 1
        case .reserved, .dispatched, .unknown, .accepted: open = 1
        case .unpriced: unpriced = 1
        case .settled: settled = 1
        case .voided: failed = 1
        }
        reserved = submission.openReservation
        if let charge = submission.charge {
            usd = charge.usd
            credits = charge.credits
            provisional = charge.isProvisional ? charge.usd : .zero
            // What was given back in full says nothing of the price.
            if !charge.isProvisional, charge.usd > .zero, submission.estimate.isExpectation {
                estimated = submission.estimate.usd
                estimateError = charge.usd - submission.estimate.usd
            }
        }
    }

    package var submissions: Int { settled + failed + open + unpriced }

    /// The error in hundredths of a percent of what was estimated, rounded towards zero; nil where
    /// nothing was.
    package var estimateErrorBasisPoints: Int? {
        guard estimated > .zero else { return nil }
        let points = Int128(estimateError.nanos) * 10_000 / Int128(estimated.nanos)
        return Int(clamping: points)
    }

    package static func + (left: Spend, right: Spend) -> Spend { left.merged(right, +, +) }

    package static func - (left: Spend, right: Spend) -> Spend { left.merged(right, -, -) }

    private func merged(
        _ other: Spend, _ count: (Int, Int) -> Int, _ amount: (Int64, Int64) -> Int64
    ) -> Spend {
        var result = Spend()
        result.settled = count(settled, other.settled)
        result.failed = count(failed, other.failed)
        result.open = count(open, other.open)
        result.unpriced = count(unpriced, other.unpriced)
        result.refused = count(refused, other.refused)
        result.credits = amount(credits, other.credits)
        result.usd = USD(nanos: amount(usd.nanos, other.usd.nanos))
        result.reserved = USD(nanos: amount(reserved.nanos, other.reserved.nanos))
        result.provisional = USD(nanos: amount(provisional.nanos, other.provisional.nanos))
        result.estimated = USD(nanos: amount(estimated.nanos, other.estimated.nanos))
        result.estimateError = USD(nanos: amount(estimateError.nanos, other.estimateError.nanos))
        return result
    }
}

/// The spend of one day, model, mode, orientation and project.
package struct SpendRow: Hashable, Sendable {
    /// What the rows of a report are told apart by.
    package struct Key: Hashable, Sendable {
        package let day: Day
        package let model: Name
        package let mode: Mode?
        package let orientation: Orientation?
        package let project: Name?

        package init(
            day: Day, model: Name, mode: Mode?, orientation: Orientation?, project: Name?
        ) {
            self.day = day
            self.model = model
            self.mode = mode
            self.orientation = orientation
            self.project = project
        }

        package init(_ submission: Submission) {
            self.init(
                day: submission.day, model: submission.subject.model,
                mode: submission.subject.mode, orientation: submission.subject.orientation,
                project: submission.subject.project)
        }
    }

    package let key: Key
    package let spend: Spend

    package init(key: Key, spend: Spend) {
        self.key = key
        self.spend = spend
    }
}
