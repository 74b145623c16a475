import Accounting
import LedgerStore

/// What the provider's books mean for a submission. Pure functions.
enum BookVerdict {
    /// What the log's row of a submission means whose answer was lost.
    ///
    /// One that was made is accepted with what the row says it cost: the next poll brings the rest. A
    /// failure is the end, and costs what the row says. Empty where the row says too little.
    static func events(forLost row: LogRow) -> [SubmissionEvent] {
        let cost = row.cost.flatMap { $0.usd > .zero ? $0 : nil }
        let fault = Fault(name: "failed", message: "the provider's log lists it as failed")
        if row.status == .failed, row.cost?.usd == .zero { return [.voided(fault)] }
        switch (row.status, row.inferenceID) {
        case (.failed, let id?):
            let accepted = SubmissionEvent.accepted(generationID: id, hold: nil)
            return [accepted] + (cost.map { [.settled($0, videoURL: nil, fault: fault)] } ?? [])
        case (.failed, nil): return cost.map { [.settled($0, videoURL: nil, fault: fault)] } ?? []
        case (_, let id?): return [.accepted(generationID: id, hold: cost)]
        case (.succeeded, nil): return cost.map { [.settled($0, videoURL: nil, fault: nil)] } ?? []
        case (.other, nil): return []
        }
    }

    /// What the bill of its generation means for a submission without a price, or with one that
    /// only stands in; nil where the bill says nothing of it yet.
    static func event(for submission: Submission, billed: BillSum) -> SubmissionEvent? {
        guard let charge = billed.charge else { return nil }
        switch submission.state {
        case .unpriced:
            return .settled(charge, videoURL: submission.videoURL, fault: submission.fault)
        case .settled where submission.charge?.isProvisional == true:
            return .adjusted(charge, reason: "the provider's bill")
        default: return nil
        }
    }

    /// After this long the absence of a submission from the books begins to mean something.
    static let leastAgeSeconds = 24 * 3600
    /// Two looks closer together than this are one look.
    static let leastApartSeconds = 3600

    /// Whether a lost submission is in none of the provider's books, beyond doubt: it is a day old, and
    /// two complete readings an hour apart, the last of them after that day, did not show it.
    static func isAbsent(
        _ submission: Submission, from sweeps: [Sweep], at now: Instant
    ) -> Bool {
        let sent = submission.dispatchedAt ?? submission.reservedAt
        let ripe = sent.advanced(bySeconds: leastAgeSeconds)
        guard now >= ripe, let first = sweeps.first(where: { $0.at > sent }),
            let last = sweeps.last, last.at >= ripe
        else { return false }
        return last.at >= first.at.advanced(bySeconds: leastApartSeconds)
    }

    /// The end of a submission that is in no book of the provider.
    static let absent = SubmissionEvent.voided(
        Fault(
            name: "not_in_books",
            message: "neither the provider's log nor its bill had it after a day, in two complete"
                + " readings; its reservation was released"))

    /// How long around its dispatch a row without an id of ours may be a lost submission.
    private static let suspicionSeconds = 600

    /// Whether a row that names no submission may be this one.
    static func mayBe(_ row: LogRow, _ submission: Submission) -> Bool {
        let sent = submission.dispatchedAt ?? submission.reservedAt
        return row.clientRequestID == nil && row.origin != "playground" && row.cost?.usd != .zero
            && row.model.map { $0 == submission.subject.model } ?? true
            && abs(row.created.seconds(since: sent)) <= Int64(suspicionSeconds)
    }

    /// Whether a charge that the log knows nothing of may be this one's.
    static func mayBe(_ line: BillLine, _ submission: Submission) -> Bool {
        let sent = submission.dispatchedAt ?? submission.reservedAt
        return line.direction == .charge && line.kind == .modelUsage
            && line.model.map { $0 == submission.subject.model } ?? true
            && line.createdAt >= sent
            && line.createdAt < sent.advanced(bySeconds: leastAgeSeconds)
    }
}
