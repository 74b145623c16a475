import Accounting
import LedgerStore

/// What the provider's books mean for a submission whose answer was lost. Pure functions.
enum LostInterpretation {
    /// What the log's row of a lost submission means that runs or is done: it is accepted with what
    /// the row says it cost, and the next poll brings the rest. Empty where the row says too little.
    static func events(forAlive row: LogRow) -> [SubmissionEvent] {
        let cost = row.cost.flatMap { $0.usd > .zero ? $0 : nil }
        switch (row.status, row.inferenceID) {
        case (.failed, _): return []
        case (_, let id?): return [.accepted(generationID: id, quotedCharge: cost)]
        case (.succeeded, nil): return cost.map { [.settled($0, videoURL: nil, fault: nil)] } ?? []
        case (.other, nil): return []
        }
    }

    /// What a row means that both books were read for, and that says that a lost submission failed:
    /// the end, at what the bill or else the row says it cost.
    ///
    /// - Parameter billed: what the bill has of its generation.
    static func events(forFailed row: LogRow, billed: BillSum?) -> [SubmissionEvent] {
        // Recorded, because the bill is read for its generation once more.
        let accepted = row.inferenceID.map {
            SubmissionEvent.accepted(generationID: $0, quotedCharge: nil)
        }
        let charges = [billed?.charge, row.cost].compactMap(\.self)
        guard let charge = charges.first(where: { $0.usd > .zero }) else {
            // Unknown is not zero: a failure without a cost is looked up once more.
            guard row.cost != nil else { return [accepted].compactMap(\.self) }
            return [accepted, .voided(.listedAsFailed)].compactMap(\.self)
        }
        return [accepted, .settled(charge, videoURL: nil, fault: .listedAsFailed)]
            .compactMap(\.self)
    }

    /// Absence from the books counts only of submissions at least this old.
    static let leastAgeSeconds = 24 * 3600
    /// Two readings closer together than this count as one.
    static let leastApartSeconds = 3600

    /// Whether a lost submission counts as absent from the provider's books: it is a day old, and
    /// two complete readings an hour apart, the last of them after that day, did not show it.
    ///
    /// - Parameter sweeps: those that cover all the time in which it may have been sent.
    static func isAbsent(_ lost: LostSubmission, from sweeps: [Sweep], at now: Instant) -> Bool {
        let ripe = lost.latest.advanced(bySeconds: leastAgeSeconds)
        // One of the future was dated by a clock that was ahead, and was made earlier than it says.
        let sweeps = sweeps.filter { $0.at <= now }
        guard now >= ripe, let first = sweeps.first(where: { $0.at > lost.latest }),
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
}
