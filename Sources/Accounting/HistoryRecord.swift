/// One submission of history, as `bursar export` writes it and `bursar import` reads it.
///
/// `usd` and `credits` are the charge of a settled or failed submission, and the reservation of one
/// that is open or unpriced, so that importing an export gives the same report.
package struct HistoryRecord: Hashable, Sendable {
    /// The submission's id in the ledger that it came from; nil when it came from no ledger.
    package let id: SubmissionID?
    package let reservedAt: Instant
    package let subject: Subject
    package let generationID: String?
    package let state: SubmissionState
    package let usd: USD
    package let credits: Int64
    package let isProvisional: Bool
    /// What a price had it cost at the most; nil where none did, or nobody knows.
    package let estimate: USD?

    package init(
        id: SubmissionID? = nil, reservedAt: Instant, subject: Subject, generationID: String?,
        state: SubmissionState = .settled, usd: USD, credits: Int64, isProvisional: Bool = false,
        estimate: USD? = nil
    ) {
        self.id = id
        self.reservedAt = reservedAt
        self.subject = subject
        self.generationID = generationID
        self.state = state
        self.usd = usd
        self.credits = credits
        self.isProvisional = isProvisional
        self.estimate = estimate
    }

    /// The record of a submission as it stands.
    package init(_ submission: Submission) {
        let holds = submission.state.holdsMoney
        let usd = holds ? submission.estimate.usd : submission.charge?.usd ?? .zero
        // Credits that contradict the dollars are no part of what it came to.
        let charged = submission.charge.map { $0.isContradictory ? usd.credits : $0.credits }
        self.init(
            id: submission.id, reservedAt: submission.reservedAt, subject: submission.subject,
            generationID: submission.generationID, state: submission.state, usd: usd,
            credits: holds ? usd.credits : charged ?? 0,
            isProvisional: submission.charge?.isProvisional ?? false,
            estimate: submission.estimate.isExpectation ? submission.estimate.usd : nil)
    }

    /// The submission that this record stands for in another ledger.
    package func submission(id: SubmissionID, day: Day) -> Submission {
        let charged = !state.holdsMoney && state != .refused && (state == .settled || usd != .zero)
        return Submission(
            proposal: Proposal(
                id: id, subject: subject,
                estimate: Estimate(
                    usd: state.holdsMoney ? usd : estimate ?? usd, seconds: nil,
                    secondsSource: nil, unitPrice: nil, pricePer: nil,
                    priceSource: estimate == nil
                        ? Estimate.importedSource : Estimate.recordedSource)),
            day: day, reservedAt: reservedAt, state: state, dispatchedAt: nil, acceptedAt: nil,
            finishedAt: state.isOpen ? nil : reservedAt, generationID: generationID, hold: nil,
            charge: charged
                ? Charge(
                    usd: usd, credits: credits, source: isProvisional ? .estimate : .import,
                    isProvisional: isProvisional)
                : nil,
            videoURL: nil, fault: nil, refusal: nil)
    }

    /// Whether the submission that is already there came to the same amount.
    package func agrees(with submission: Submission) -> Bool {
        HistoryRecord(submission).usd == usd
    }
}
