/// Where the provider says what a generation cost. Its documentation does not settle it.
package enum UsagePlacement: String, CaseIterable, Sendable {
    /// `meta.usage` in the answer to the submission, and nowhere later.
    case submit
    /// `meta.usage` in the final poll.
    case poll
    /// `x-aimlapi-credits-used` and `x-aimlapi-usd-spent` on the final poll.
    case headers
    /// In the answer to the submission and in the final poll.
    case both
    /// Nowhere but in the books.
    case none
    /// One of the five, drawn for each submission.
    case mixed

    func resolved(chance: inout SplitMix64) -> UsagePlacement {
        self == .mixed ? chance.pick([.submit, .poll, .headers, .both, .none]) : self
    }

    var isInSubmit: Bool { self == .submit || self == .both }
    var isInPoll: Bool { self == .poll || self == .both }
}
