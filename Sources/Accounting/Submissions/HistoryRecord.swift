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
    /// What a price had it cost at the most; nil where none did, or it is not known.
    package let estimate: USD?
    /// In the order of their keys; each key once.
    package let labels: [Label]
    /// How many seconds it was estimated for; nil where that is not known.
    package let seconds: Int?
    /// Where that is known from; nil where the record does not say.
    package let secondsSource: SecondsSource?
    /// It failed, and was charged all the same. Only what is settled can have.
    package let hasFailed: Bool
    /// Its id in the books that it came from, which are no ledger and no provider.
    package let sourceID: String?
    /// What was odd about the charge as it was reported; nil when nothing was.
    package let remark: String?

    package init(
        id: SubmissionID? = nil, reservedAt: Instant, subject: Subject, generationID: String?,
        state: SubmissionState = .settled, usd: USD, credits: Int64, isProvisional: Bool = false,
        estimate: USD? = nil, labels: [Label] = [], seconds: Int? = nil,
        secondsSource: SecondsSource? = nil, hasFailed: Bool = false, sourceID: String? = nil,
        remark: String? = nil
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
        self.labels = labels
        self.seconds = seconds
        self.secondsSource = secondsSource
        self.hasFailed = hasFailed
        self.sourceID = sourceID
        self.remark = remark
    }

    /// The record of a submission as it stands.
    package init(_ submission: Submission) {
        let holds = submission.state.holdsMoney
        let usd = holds ? submission.estimate.usd : submission.charge?.usd ?? .zero
        let credits = holds ? usd.credits : submission.charge?.credits ?? 0
        let remark = holds ? nil : submission.charge?.remark
        self.init(
            id: submission.id, reservedAt: submission.reservedAt, subject: submission.subject,
            generationID: submission.generationID, state: submission.state, usd: usd,
            credits: credits, isProvisional: submission.charge?.isProvisional ?? false,
            estimate: submission.estimate.isExpectation ? submission.estimate.usd : nil,
            labels: submission.proposal.labels, seconds: submission.estimate.seconds,
            secondsSource: submission.estimate.secondsSource,
            hasFailed: submission.state == .settled && submission.fault != nil,
            sourceID: submission.proposal.sourceID,
            // Two numbers that contradict each other are only taken in with a word about it.
            remark: remark ?? HistoryRecord.contradiction(usd, credits: credits))
    }

    /// The submission that this record stands for in another ledger.
    package func submission(id: SubmissionID, day: Day) -> Submission {
        let charged = !state.holdsMoney && state != .refused && (state == .settled || usd != .zero)
        return Submission(
            proposal: Proposal(
                id: id, subject: subject, labels: labels,
                estimate: Estimate(
                    usd: state.holdsMoney ? usd : estimate ?? usd, seconds: seconds,
                    secondsSource: seconds == nil ? nil : secondsSource, unitPrice: nil,
                    pricePer: nil,
                    priceSource: estimate == nil ? .imported : .recorded),
                sourceID: sourceID),
            day: day, reservedAt: reservedAt, state: state, dispatchedAt: nil, acceptedAt: nil,
            finishedAt: state.isOpen ? nil : reservedAt, generationID: generationID,
            quotedCharge: nil,
            charge: charged
                ? Charge(
                    usd: usd, credits: credits, source: isProvisional ? .estimate : .import,
                    isProvisional: isProvisional, remark: remark)
                : nil,
            videoURL: nil,
            fault: hasFailed && state == .settled
                ? Fault(name: "failed", message: "as the history says that it was taken from")
                : nil,
            refusal: nil)
    }

    /// Whether the submission that is already there came to the same amount.
    package func agrees(with submission: Submission) -> Bool {
        HistoryRecord(submission).usd == usd
    }

    /// Whether it can be told from every other one, so that taking it in twice counts it once.
    package var isNamed: Bool { id != nil || generationID != nil || sourceID != nil }
}

extension HistoryRecord {
    /// Why dollars and credits cannot be of one charge; nil when they are within one credit.
    package static func contradiction(_ usd: USD, credits: Int64) -> String? {
        guard Charge(usd: usd, credits: credits, source: .import).isContradictory else {
            return nil
        }
        return "\(usd.display) and \(credits) credits contradict each other"
    }

    /// How far ahead of the clock a record may be dated: the furthest that two time zones are apart,
    /// and a little.
    package static let longestAheadSeconds = 86_400

    /// The first text of it that no journal takes, with the key that it stands under in a record.
    package var flaw: (key: String, flaw: EntryText.Flaw)? {
        func flaw(_ key: String, _ text: String?, _ longest: Int) -> (String, EntryText.Flaw)? {
            text.flatMap { EntryText.flaw(in: $0, longest: longest) }.map { (key, $0) }
        }
        let name = EntryText.longestName
        let id = EntryText.longestID
        if let found = flaw("model", subject.model.text, name)
            ?? flaw("project", subject.project?.text, name)
            ?? flaw("key", subject.key?.text, name) ?? flaw("generation_id", generationID, id)
            ?? flaw("source_id", sourceID, id) ?? flaw("remark", remark, EntryText.longestReason)
        {
            return found
        }
        for label in labels {
            if let found = flaw("labels", label.key.text, name)
                ?? flaw("labels", label.value, EntryText.longestReason)
            {
                return found
            }
        }
        return nil
    }
}
