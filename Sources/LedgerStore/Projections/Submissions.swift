import Accounting
import GRDB

/// The submissions of a ledger, within one transaction or one replay.
///
/// Changes are held back until ``flush()``, so that what changes several times is written once.
final class Submissions {
    private let database: Database
    private var pending: [SubmissionID: Pending] = [:]
    private var pendingGenerations: [Name: SubmissionID] = [:]
    private var pendingSources: [Name: SubmissionID] = [:]

    /// A class, as a submission has dozens of parts to copy wherever it is moved.
    private final class Pending {
        let submission: Submission
        let isNew: Bool
        /// Its generation is not what the row says.
        let hasOtherGeneration: Bool
        /// Its project or its labels are not what the row says.
        let hasOtherFiling: Bool

        init(
            submission: Submission, isNew: Bool, hasOtherGeneration: Bool,
            hasOtherFiling: Bool = false
        ) {
            self.submission = submission
            self.isNew = isNew
            self.hasOtherGeneration = hasOtherGeneration
            self.hasOtherFiling = hasOtherFiling
        }
    }

    /// How many are held back at most: what a replay of millions needs in memory.
    private static let mostPending = 4096

    init(database: Database) { self.database = database }

    func fetch(_ id: SubmissionID) throws -> Submission? {
        try pending[id]?.submission ?? SubmissionRow.fetch(id, from: database)
    }

    func fetch(generationID: String) throws -> Submission? {
        if let id = pendingGenerations[Name(generationID)] { return try fetch(id) }
        return try SubmissionRow.fetch(generationID: generationID, from: database)
    }

    func fetch(sourceID: String) throws -> Submission? {
        if let id = pendingSources[Name(sourceID)] { return try fetch(id) }
        return try SubmissionRow.fetch(sourceID: sourceID, from: database)
    }

    func insert(_ submission: Submission) throws {
        guard pending[submission.id] == nil else {
            throw LedgerError(.unreadable, "submission \(submission.id) begins a second time")
        }
        try hold(Pending(submission: submission, isNew: true, hasOtherGeneration: true))
    }

    /// - Parameters:
    ///   - before: the submission as it stands.
    ///   - isRefiled: also its project and its labels changed.
    func update(
        _ submission: Submission, from before: Submission, isRefiled: Bool = false
    ) throws {
        let held = pending[submission.id]
        try hold(
            Pending(
                submission: submission, isNew: held?.isNew ?? false,
                hasOtherGeneration: held?.hasOtherGeneration == true
                    || submission.generationID != before.generationID,
                hasOtherFiling: held?.hasOtherFiling == true || isRefiled))
    }

    func flush() throws {
        // In the order of ids, which is that of the table.
        for id in pending.keys.sorted() {
            guard let held = pending[id] else { continue }
            if held.isNew {
                try SubmissionRow.insert(held.submission, into: database)
            } else {
                try SubmissionRow.update(
                    held.submission, withGeneration: held.hasOtherGeneration, in: database)
                if held.hasOtherFiling {
                    try SubmissionRow.updateFiling(of: held.submission, in: database)
                }
            }
        }
        pending.removeAll(keepingCapacity: true)
        pendingGenerations.removeAll(keepingCapacity: true)
        pendingSources.removeAll(keepingCapacity: true)
    }

    private func hold(_ held: Pending) throws {
        let submission = held.submission
        pending[submission.id] = held
        if let generationID = submission.generationID {
            pendingGenerations[Name(generationID)] = submission.id
        }
        if let sourceID = submission.proposal.sourceID {
            pendingSources[Name(sourceID)] = submission.id
        }
        if pending.count >= Submissions.mostPending { try flush() }
    }
}
