/// A submission whose answer was lost, and between which instants it was sent.
///
/// Whether a charge without a submission may be its own is decided here, for every reader of the provider's
/// books alike: such a charge keeps the submission from being released, and is not imported.
package struct LostSubmission: Hashable, Sendable {
    package let submission: Submission
    /// It was sent no earlier and no later. Both are its date, unless that was made by a clock that was
    /// ahead.
    package let earliest: Instant
    package let latest: Instant

    package init(_ submission: Submission) {
        let sent = submission.sentAt
        self.init(submission, earliest: sent, latest: sent)
    }

    /// - Precondition: `earliest` is not after `latest`.
    package init(_ submission: Submission, earliest: Instant, latest: Instant) {
        precondition(earliest <= latest, "it was sent between two instants")
        self.submission = submission
        self.earliest = earliest
        self.latest = latest
    }

    package var id: SubmissionID { submission.id }

    /// Before its dispatch a generation may be dated by clocks that differ; after it, by a log that dates
    /// the end, and by a charge that lands late.
    package static let suspicionBeforeSeconds = 3600
    package static let suspicionAfterSeconds = 48 * 3600

    /// Whether a charge, or what may become one, may be of this submission.
    package func mayBe(_ charge: UnclaimedCharge) -> Bool {
        guard submission.generationID == nil else { return false }
        if let client = charge.clientRequestID { return SubmissionID(client) == id }
        guard !charge.isClaimed else { return false }
        let model = submission.subject.model
        return charge.at >= earliest.advanced(bySeconds: -LostSubmission.suspicionBeforeSeconds)
            && charge.at < latest.advanced(bySeconds: LostSubmission.suspicionAfterSeconds)
            && (charge.models.isEmpty
                || charge.models.contains { LostSubmission.mayBeSameModel($0, model) })
    }

    /// A model may have several names: only that of another vendor is another model for certain, and one
    /// without a vendor beside one with it.
    private static func mayBeSameModel(_ name: Name, _ model: Name) -> Bool {
        guard name != model else { return true }
        switch (name.vendor, model.vendor) {
        case (let left?, let right?): return left == right
        case (nil, nil): return true
        case (nil, _): return model.ends(with: "/\(name)")
        case (_, nil): return name.ends(with: "/\(model)")
        }
    }
}

extension Name {
    /// What stands before the first `/` of a model's name; nil without one.
    fileprivate var vendor: Name? {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 1)
        return text.utf8.contains(UInt8(ascii: "/"))
            ? parts.first.map { Name(String(decoding: $0, as: UTF8.self)) } : nil
    }

    fileprivate func ends(with end: Name) -> Bool {
        text.utf8.suffix(end.text.utf8.count).elementsEqual(end.text.utf8)
    }
}

extension Submission {
    /// When it was sent, as it is dated.
    package var sentAt: Instant { dispatchedAt ?? reservedAt }

    /// Whether it is dated further ahead of a clock than clocks differ: by one that was ahead.
    package func isDatedAhead(of now: Instant) -> Bool {
        sentAt > now.advanced(bySeconds: RecordingTime.toleranceSeconds)
    }
}
