/// What one line of a list says of a submission: a part of its facts, which is read sooner than all.
package struct ListedSubmission: Hashable, Sendable {
    package let id: SubmissionID
    package let subject: Subject
    package let day: Day
    package let state: SubmissionState
    /// The money that is still set aside for it.
    package let openReservation: USD
    /// Nil without a charge.
    package let charged: USD?
    /// The charge may still change.
    package let isProvisional: Bool

    /// - Parameter estimate: what it was reserved with.
    package init(
        id: SubmissionID, subject: Subject, day: Day, state: SubmissionState, estimate: USD,
        charged: USD?, isProvisional: Bool
    ) {
        self.id = id
        self.subject = subject
        self.day = day
        self.state = state
        openReservation = state.holdsMoney ? estimate : .zero
        self.charged = charged
        self.isProvisional = isProvisional
    }

    package init(_ submission: Submission) {
        self.init(
            id: submission.id, subject: submission.subject, day: submission.day,
            state: submission.state, estimate: submission.estimate.usd,
            charged: submission.charge?.usd,
            isProvisional: submission.charge?.isProvisional ?? false)
    }
}
