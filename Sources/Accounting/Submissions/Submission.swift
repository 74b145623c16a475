/// One attempt to have the provider make one video, with its reservation and its charge.
package struct Submission: Hashable, Sendable {
    package private(set) var proposal: Proposal
    package let day: Day
    package let reservedAt: Instant
    package private(set) var state: SubmissionState
    package private(set) var dispatchedAt: Instant?
    package private(set) var acceptedAt: Instant?
    package private(set) var finishedAt: Instant?
    package private(set) var generationID: String?
    /// Usage that the provider named before the generation ended.
    package private(set) var quotedCharge: Charge?
    package private(set) var charge: Charge?
    package private(set) var videoURL: String?
    package private(set) var fault: Fault?
    package private(set) var refusal: Refusal?

    package var id: SubmissionID { proposal.id }
    package var subject: Subject { proposal.subject }
    package var estimate: Estimate { proposal.estimate }

    /// The money that is still set aside for it.
    package var openReservation: USD { state.holdsMoney ? estimate.usd : .zero }

    /// A submission as it stands after its first event: refused or reserved.
    package init?(_ proposal: Proposal, event: SubmissionEvent, day: Day, at instant: Instant) {
        guard let state = SubmissionState.next(from: nil, on: event) else { return nil }
        self.proposal = proposal
        self.day = day
        self.reservedAt = instant
        self.state = state
        if case .refused(let refusal) = event {
            self.refusal = refusal
            self.finishedAt = instant
        }
    }

    /// Everything at once, as a store or a record of history has it.
    package init(
        proposal: Proposal, day: Day, reservedAt: Instant, state: SubmissionState,
        dispatchedAt: Instant?, acceptedAt: Instant?, finishedAt: Instant?, generationID: String?,
        quotedCharge: Charge?, charge: Charge?, videoURL: String?, fault: Fault?, refusal: Refusal?
    ) {
        self.proposal = proposal
        self.day = day
        self.reservedAt = reservedAt
        self.state = state
        self.dispatchedAt = dispatchedAt
        self.acceptedAt = acceptedAt
        self.finishedAt = finishedAt
        self.generationID = generationID
        self.quotedCharge = quotedCharge
        self.charge = charge
        self.videoURL = videoURL
        self.fault = fault
        self.refusal = refusal
    }

    /// The submission after an event, or nil when the event cannot happen to it now.
    package func applying(_ event: SubmissionEvent, at instant: Instant) -> Submission? {
        guard let state = SubmissionState.next(from: state, on: event) else { return nil }
        var after = self
        after.state = state
        switch event {
        case .refused, .reserved: return nil
        case .dispatched: after.dispatchedAt = instant
        case .accepted(let generationID, let quotedCharge):
            after.acceptedAt = instant
            after.generationID = generationID
            after.quotedCharge = quotedCharge
            after.fault = nil
        case .held(let quotedCharge): after.quotedCharge = quotedCharge
        case .lost(let fault): after.fault = fault
        case .settled(let charge, let videoURL, let fault):
            after.finishedAt = finishedAt ?? instant
            after.charge = charge
            after.videoURL = videoURL ?? self.videoURL
            after.fault = fault
        case .voided(let fault):
            after.finishedAt = finishedAt ?? instant
            after.fault = fault
        case .unpriced(let videoURL):
            after.finishedAt = instant
            after.videoURL = videoURL
        case .adjusted(let charge, _): after.charge = charge
        }
        return after
    }

    /// The same with another account of its refusal.
    func refused(for refusal: Refusal) -> Submission {
        var after = self
        after.refusal = refusal
        return after
    }

    /// The same under another project and other labels.
    func filed(under filing: Filing) -> Submission {
        var after = self
        after.proposal = proposal.filed(under: filing)
        return after
    }
}
