package import Accounting
import GRDB

/// What became of a client's order, as it was recorded.
package enum ClientReservation: Sendable {
    /// The client asked for it the first time: money is set aside, or the refusal is recorded. With the
    /// least that a budget that counts it has left then; nil where none limits money.
    case new(ReservationOutcome, left: USD?)
    /// It was asked for before: that submission, and the provider's answer to its POST once there is one.
    case repeated(Submission, HandedAnswer?)
    /// Its `Idempotency-Key` stands for another order, that of this submission.
    case otherOrder(Submission)
}

/// The requests of a gateway's clients: one POST each, however often they ask.
extension Ledger {
    /// Sets the money aside for an order, unless the client asked for the same one before: one decision,
    /// in one transaction, also where several processes write the ledger.
    ///
    /// A request of which nothing was made, as its POST never left the machine, is forgotten.
    ///
    /// - Throws: as ``reserve(_:_:at:)``.
    package func reserve(
        _ proposal: Proposal, _ options: ReservationOptions, for request: ClientRequest,
        at instant: Instant
    ) async throws -> ClientReservation {
        try await post(at: instant) { posting in
            if let known = try earlier(request, posting) { return known }
            let (outcome, admission) = try reserve(proposal, options, posting)
            if case .reserved = outcome {
                try ClientRequestRow.insert(
                    request, of: proposal.id, at: posting.instant, into: posting.database)
            }
            return .new(outcome, left: admission.left)
        }
    }

    /// The provider's answer to the POST of a client's submission; nil while there is none, and where the
    /// client has it.
    package func answer(of id: SubmissionID) throws -> HandedAnswer? {
        try file.read { try ClientRequestRow.fetch(id, from: $0)?.answer }
    }

    /// Notes that the answers of these submissions reached their clients: the same orders are new ones
    /// from now on. What has an `Idempotency-Key` stays what it stands for.
    package func noteDelivered(_ ids: [SubmissionID]) async throws {
        try await write { database in
            for id in ids {
                try database.run(
                    "DELETE FROM client_request WHERE submission_id = ? AND idempotency IS NULL",
                    [id.description])
            }
        }
    }

    /// Removes requests that are too old to be known again.
    package func forgetOldRequests(at instant: Instant) async throws {
        let ages = [ClientRequest.unheardSeconds, ClientRequest.idempotentSeconds]
            .map { instant.advanced(bySeconds: -$0).microseconds }
        let isAny = try file.read { database in
            try database.firstRow("SELECT 1 FROM client_request WHERE at < ? LIMIT 1", [ages[0]]) {
                try $0.int()
            } != nil
        }
        guard isAny else { return }
        try await write { database in
            try database.run(
                "DELETE FROM client_request WHERE at < ? AND idempotency IS NULL", [ages[0]])
            try database.run("DELETE FROM client_request WHERE at < ?", [ages[1]])
        }
    }

    private func earlier(_ request: ClientRequest, _ posting: Posting) throws -> ClientReservation?
    {
        let database = posting.database
        guard
            let found = try ClientRequestRow.repeated(
                by: request, at: posting.instant, in: database),
            let submission = try SubmissionRow.fetch(found.submissionID, from: database)
        else { return nil }
        return found.digest == request.digest
            ? .repeated(submission, found.answer) : .otherOrder(submission)
    }
}
