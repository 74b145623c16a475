/// A submission that was filed elsewhere: from where, to where, why, and the money that went with it.
///
/// It says nothing about the charge. A later correction of that counts under the new filing.
package struct Refiling: Hashable, Sendable {
    package let from: Filing
    package let to: Filing
    package let reason: String
    /// What was charged for the submission by then, corrections included; zero for none.
    package let charged: BilledSubmission.Amount
    /// What was still set aside for it.
    package let reserved: USD
    /// How often its charge had been corrected, and what that came to: parts of `charged`, which the
    /// rollup counts by themselves.
    package let corrections: Int
    package let corrected: USD

    package init(
        from: Filing, to: Filing, reason: String, charged: BilledSubmission.Amount, reserved: USD,
        corrections: Int, corrected: USD
    ) {
        self.from = from
        self.to = to
        self.reason = reason
        self.charged = charged
        self.reserved = reserved
        self.corrections = corrections
        self.corrected = corrected
    }

    /// What a change makes of a submission; nil where it is filed so already.
    ///
    /// - Parameter corrections: what corrections of its charge came to, as the journal has them.
    package init?(
        _ change: FilingChange, of submission: Submission, reason: String, corrections: Spend
    ) {
        let from = submission.filing
        let to = change.applied(to: from)
        guard from != to else { return nil }
        self.init(
            from: from, to: to, reason: reason,
            charged: BilledSubmission.Amount(submission.charge),
            reserved: submission.openReservation, corrections: corrections.adjustments,
            corrected: corrections.adjustedUSD)
    }

    /// All that a submission comes to in the rollup, which moves with it.
    package func spend(of submission: Submission) -> Spend {
        var spend = Spend(submission)
        spend.adjustments = corrections
        spend.adjustedUSD = corrected
        return spend
    }
}

extension Submission {
    package var filing: Filing { Filing(project: subject.project, labels: proposal.labels) }

    /// The submission as it is filed from then on, or nil when it is not what the entry says that it was.
    package func refiled(_ refiling: Refiling) -> Submission? {
        guard filing == refiling.from, openReservation == refiling.reserved,
            BilledSubmission.Amount(charge) == refiling.charged
        else { return nil }
        return filed(under: refiling.to)
    }
}

/// A submission before and after an edit of its filing.
package struct RefiledSubmission: Sendable {
    package let before: Submission
    package let after: Submission

    package init(before: Submission, after: Submission) {
        self.before = before
        self.after = after
    }

    /// False where it was filed so already, and nothing was recorded.
    package var isChanged: Bool { before.filing != after.filing }
}
