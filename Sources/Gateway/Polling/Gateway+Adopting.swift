import Accounting
import Metering
import Provider

extension Gateway {
    /// Takes a generation that is not in the ledger into it, once the provider has said something of it:
    /// it was ordered elsewhere with the same account. Nothing is reserved for it.
    ///
    /// Not while the answer to a POST is awaited, or lost: it may be the generation of that one.
    func adopt(_ outcome: PollOutcome, _ generationID: String, for caller: Caller) async throws
        -> Submission?
    {
        guard case .answer(let generation) = outcome, generation.isAbout(generationID),
            try !meter.mayOwnUnknownGenerations()
        else { return nil }
        return try await meter.adopt(
            generationID, project: caller.project, key: caller.name)
    }
}
