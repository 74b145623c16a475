package import Accounting
import LedgerStore

extension Meter {
    /// What an adopted submission is labelled with.
    package static let adoptedLabel = Label(key: "adopted", value: "poll")

    /// Whether a submission may have a generation whose id is not recorded: its answer is under way, or was
    /// lost.
    package func mayOwnUnknownGenerations() throws -> Bool {
        try ledger.hasSubmission(in: [.dispatched, .unknown])
    }

    /// Records a generation that was ordered elsewhere as accepted, without a reservation: it is followed and
    /// charged like any other. One that is in the ledger already is returned as it is.
    ///
    /// - Throws: ``LedgerError``.
    package func adopt(_ generationID: String, project: Name?, key: Name?) async throws
        -> Submission?
    {
        let now = recordingTime
        let record = HistoryRecord(
            reservedAt: now,
            subject: Subject(
                model: Meter.model(named: generationID), mode: nil, orientation: nil,
                project: project, key: key), generationID: generationID, state: .accepted,
            usd: .zero, credits: 0, labels: [Meter.adoptedLabel])
        let records = SingleRecord(record)
        do {
            _ = try await recordingRegardless.ledger.importHistory(
                at: now, allowsRepeats: true, next: records.next)
        } catch let error as LedgerError where error.kind == .conflict {
            // It was recorded with a reservation meanwhile.
        }
        return try ledger.submission(generationID: generationID)
    }

    /// Some ids end with the model's name: `349865017168125:minimax/hailuo-2.3`.
    private static func model(named generationID: String) -> Name {
        guard let colon = generationID.firstIndex(of: ":") else { return "unknown" }
        let name = generationID[generationID.index(after: colon)...]
        return name.contains("/") ? Name(String(name)) : "unknown"
    }
}
