/// How the ledger and the provider's books compare, one generation at a time. Pure.
///
/// An amount on the bill counts for more than one in the ledger. A charge lands on the bill after its
/// generation completed, so the absence of one means nothing for a day, and nothing at all where the bill
/// was not read to its end. After that it is a difference, for a person to judge.
package struct Reconciliation: Sendable {
    /// Up to when the bill was read; nil when it was not read to its end.
    package let billedUntil: Instant?

    package init(billedUntil: Instant?) { self.billedUntil = billedUntil }

    /// How a submission stands to the bill.
    package enum Outcome: Hashable, Sendable {
        /// Both have the same charge.
        case agrees
        /// Neither has a charge.
        case nothing
        /// The ledger has a charge that has not landed on the bill, and still may.
        case pending(USD)
        /// The ledger has a charge without a generation that could be looked for.
        case unidentified(USD)
        case differs(Difference)
    }

    /// A charge may take this long to land.
    package static let landingSeconds = 24 * 3600

    /// - Parameter books: what they say of its generation; nil when they have nothing of it.
    package func outcome(of submission: Submission, in books: ReconciledGeneration?) -> Outcome {
        guard let sum = books?.billed else { return outcome(ofUnbilled: submission, books) }
        let ledger = submission.charge?.usd
        let isFinal = submission.charge?.isProvisional != true
        let kind: Difference.Kind
        switch submission.state {
        case .settled where isFinal:
            if sum.net == ledger { return .agrees }
            kind = sum.charges > 1 ? .doubleCharge : sum.refunded > .zero ? .refund : .amount
        case .settled: kind = .provisional
        case .unpriced: kind = .unpriced
        case .voided:
            if sum.net == ledger ?? .zero { return ledger == nil ? .nothing : .agrees }
            kind = .voided
        case .accepted where isOverdue(submission) && sum.charge != nil: kind = .open
        case .refused, .reserved, .dispatched, .unknown, .accepted:
            if sum.net == .zero { return .nothing }
            kind = .open
        }
        return .differs(difference(kind, submission, books))
    }

    /// The event that has the ledger say what the bill says; nil where that is not known, or is for
    /// a poll to say.
    package func correction(of submission: Submission, in books: ReconciledGeneration?)
        -> SubmissionEvent?
    {
        guard case .differs(let difference) = outcome(of: submission, in: books),
            let charge = charge(for: difference.kind, submission, books)
        else { return nil }
        if submission.state == .unpriced || submission.state == .accepted {
            return .settled(charge, videoURL: submission.videoURL, fault: submission.fault)
        }
        let extent = billedUntil.map { ", on a bill read to \($0)" } ?? ""
        return .adjusted(charge, reason: "reconciled: \(difference.message)\(extent)")
    }

    /// Whether it is open for so long that polls do not bring its end any more.
    package func isOverdue(_ submission: Submission) -> Bool {
        billedUntil.map { submission.isOverdue(at: $0) } ?? false
    }

    private func outcome(ofUnbilled submission: Submission, _ books: ReconciledGeneration?)
        -> Outcome
    {
        guard let charge = submission.charge, charge.usd > .zero else { return .nothing }
        guard submission.generationID != nil || books != nil else {
            return .unidentified(charge.usd)
        }
        let ended = submission.finishedAt ?? submission.reservedAt
        guard let billedUntil,
            billedUntil >= ended.advanced(bySeconds: Reconciliation.landingSeconds)
        else { return .pending(charge.usd) }
        return .differs(difference(.notBilled, submission, books))
    }

    private func charge(
        for kind: Difference.Kind, _ submission: Submission, _ books: ReconciledGeneration?
    ) -> Charge? {
        switch kind {
        // What is open for less is left to a poll, which also brings the video's URL.
        case .open: isOverdue(submission) ? books?.billed?.charge : nil
        // Absence proves nothing: it may be the bill of another account, or begin too late.
        case .notBilled, .ungoverned: nil
        case .amount, .doubleCharge, .refund, .provisional, .unpriced, .voided:
            books?.billed?.charge
        }
    }

    private func difference(
        _ kind: Difference.Kind, _ submission: Submission, _ books: ReconciledGeneration?
    ) -> Difference {
        let remedy: Difference.Remedy =
            charge(for: kind, submission, books) != nil
            ? .apply : kind == .open && !isOverdue(submission) ? .sync : .person
        return Difference(
            kind: kind, submissionID: submission.id,
            generationID: submission.generationID ?? books?.id, model: submission.subject.model,
            day: submission.day, ledger: submission.charge?.usd, billed: books?.billed?.net,
            logged: books?.logged?.cost?.usd, at: submission.reservedAt, remedy: remedy,
            message: message(kind, submission, books?.billed))
    }
}
