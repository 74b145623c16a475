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
    /// The settled ones that failed all the same: the provider charged for them.
    package var chargedFailures = 0
    /// The part of `usd` that was charged for what failed, settled or not.
    package var failedUSD = USD.zero
    /// What a price said that the refused ones would have cost.
    package var refusedUSD = USD.zero
    /// The seconds of the videos that were made and charged, where their length is known and not assumed.
    package var seconds = 0
    /// The part of `usd` that was charged for those seconds.
    package var timedUSD = USD.zero
    /// How often a charge was corrected after it was posted, and what that came to. Only the rollup of
    /// the journal knows; what is counted from submissions has neither.
    package var adjustments = 0
    package var adjustedUSD = USD.zero

    package static let nothing = Spend()

    package init() {}

    /// What one submission comes to as it stands.
    package init(_ submission: Submission) {
        switch submission.state {
        case .refused:
            refused = 1
            if submission.estimate.isExpectation { refusedUSD = submission.estimate.usd }
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
            take(charge, of: submission)
        }
    }

    /// What an event says of a charge that was posted before it; nil for one that says nothing of it.
    package init?(correcting submission: Submission, by event: SubmissionEvent) {
        guard case .adjusted(let charge, _) = event else { return nil }
        adjustments = 1
        adjustedUSD = charge.usd - (submission.charge?.usd ?? .zero)
    }

    /// A charge as the price of a video, or of a failure.
    private mutating func take(_ charge: Charge, of submission: Submission) {
        if submission.state == .voided || submission.fault != nil {
            chargedFailures = submission.state == .settled ? 1 : 0
            failedUSD = charge.usd
        } else if let length = submission.estimate.knownSeconds, charge.usd > .zero,
            !charge.isProvisional
        {
            seconds = length
            timedUSD = charge.usd
        }
    }

    package var submissions: Int { settled + failed + open + unpriced }

    /// Those whose video was made, and charged.
    package var finished: Int { settled - chargedFailures }

    /// The error in hundredths of a percent of what was estimated, rounded towards zero; nil where
    /// nothing was.
    package var estimateErrorBasisPoints: Int? {
        guard estimated > .zero else { return nil }
        let points = Int128(estimateError.nanos) * 10_000 / Int128(estimated.nanos)
        return Int(clamping: points)
    }

    /// What a finished video cost on average, failures and all, to the nearest cent.
    package var perFinished: USD? { usd.share(of: finished, step: USD.nanosPerDollar / 100) }

    /// What a second cost of the videos whose length is known, to the nearest hundredth of a cent.
    package var perSecond: USD? { timedUSD.share(of: seconds, step: USD.nanosPerDollar / 10_000) }

    /// How much of what is charged or held the provider has named, in hundredths of a percent, rounded
    /// down: the rest is provisional or reserved. Nil where there is nothing.
    package var namedBasisPoints: Int? {
        let whole = Int128(usd.nanos) + Int128(reserved.nanos)
        let known = Int128(usd.nanos) - Int128(provisional.nanos)
        guard whole > 0, known >= 0 else { return nil }
        return Int(clamping: known * 10_000 / whole)
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
        result.chargedFailures = count(chargedFailures, other.chargedFailures)
        result.failedUSD = USD(nanos: amount(failedUSD.nanos, other.failedUSD.nanos))
        result.refusedUSD = USD(nanos: amount(refusedUSD.nanos, other.refusedUSD.nanos))
        result.seconds = count(seconds, other.seconds)
        result.timedUSD = USD(nanos: amount(timedUSD.nanos, other.timedUSD.nanos))
        result.adjustments = count(adjustments, other.adjustments)
        result.adjustedUSD = USD(nanos: amount(adjustedUSD.nanos, other.adjustedUSD.nanos))
        return result
    }
}
