/// One row of the provider's request log: a request, how it ended, and what it is said to have cost.
///
/// The log is the weaker of the provider's two books: whether it lists a request that still runs is
/// not known, so the absence of a row proves nothing for a day.
///
/// Source: `GET /v2/logs`.
package struct LogRow: Hashable, Sendable {
    package enum Status: Hashable, Sendable {
        case succeeded
        case failed
        /// A word that is not known yet, as the provider wrote it.
        case other(String)
    }

    /// Where a request came from, by the words that something follows from.
    package enum Origin: String, CaseIterable, Sendable {
        case api
        /// Made by hand on the provider's site.
        case playground
    }

    package let created: Instant
    package let status: Status
    /// A word of ``Origin``, or any other.
    package let origin: String?
    package let model: Name?
    /// What the row names, of source ``ChargeSource/logs``; nil when it names no readable cost, which
    /// is not zero. The zero of a failed row is a charge of zero.
    package let cost: Charge?
    /// The generation's id.
    package let inferenceID: String?
    /// What was sent as `X-Client-Request-Id`: the id of one of our submissions, or of anything else.
    package let clientRequestID: String?

    package init(
        created: Instant, status: Status, origin: String? = nil, model: Name? = nil,
        cost: Charge? = nil, inferenceID: String? = nil, clientRequestID: String? = nil
    ) {
        self.created = created
        self.status = status
        self.origin = origin
        self.model = model
        self.cost = cost
        self.inferenceID = inferenceID
        self.clientRequestID = clientRequestID
    }
}

extension LogRow.Status {
    /// Reads the provider's word, in upper or lower case, or one that means the same as `succeeded`.
    ///
    /// Of bad ends only the plain ones count: a request that timed out may be a generation that runs.
    package init(word: String) {
        switch (StatusWords.meaning(of: word), word.lowercased()) {
        case (.completed, _): self = .succeeded
        case (_, "failed"), (_, "fail"), (_, "failure"), (_, "error"): self = .failed
        default: self = .other(word)
        }
    }

    package var word: String {
        switch self {
        case .succeeded: "succeeded"
        case .failed: "failed"
        case .other(let word): word
        }
    }
}

extension LogRow {
    /// The submission that it names as the one that asked for it; nil for any other client.
    package var clientSubmission: SubmissionID? { clientRequestID.flatMap { SubmissionID($0) } }

    /// The generation's id, to compare by.
    package var generation: Name? { inferenceID.map { Name($0) } }
}
