package import Accounting
import Crypto
import Foundation
import GRDB
import Text

/// The admission or refusal of a proposal, as it was recorded.
package enum ReservationOutcome: Sendable {
    case reserved(Submission, alerts: [Alert])
    /// The refusal stands in the ledger as well, unless ``ReservationOptions/unrecorded`` names it.
    case refused(Submission, alerts: [Alert])
}

/// What happened to a submission, as it was recorded.
package struct Recorded: Sendable {
    package let submission: Submission
    package let alerts: [Alert]
}

/// How one proposal is to be treated.
package struct ReservationOptions: Sendable {
    /// What the model costs in its modes, to say what would fit.
    package var alternatives: @Sendable () -> [Price] = { [] }
    package var allowsDuplicate = false
    /// Reserve and dispatch in one commit, because the request is ready to leave.
    package var dispatches = true
    /// Kept beside the accounts, in a table that can be erased.
    package var keptPrompt: String?
    /// Reasons that may pass by themselves: a refusal for one of them is not recorded.
    package var unrecorded: Set<Refusal.Reason> = []
    /// A budget without which nothing may be submitted: it has to count the proposal, and to block.
    package var requiredBudget: Name?

    package init() {}
}

extension Ledger {
    /// Sets the money aside in every budget that counts it, or records why not, in one transaction.
    ///
    /// - Throws: ``LedgerError``: of kind `clockBehind` when the newest entry lies too far ahead of the
    ///   clock, `budgetMissing` when the required budget does not hold the proposal. After a throw nothing
    ///   may be sent.
    package func reserve(
        _ proposal: Proposal, _ options: ReservationOptions = ReservationOptions(),
        at instant: Instant
    ) async throws -> ReservationOutcome {
        try await post(at: instant) { try reserve(proposal, options, $0).outcome }
    }

    /// The same as a part of a transaction, with what the decision rested on.
    func reserve(_ proposal: Proposal, _ options: ReservationOptions, _ posting: Posting) throws
        -> (outcome: ReservationOutcome, admission: Admission)
    {
        try requireClock(posting.time)
        let admission = try admission(of: proposal, options, posting.budgets, at: posting.instant)
        if let required = options.requiredBudget, !admission.isHeld(by: required) {
            throw LedgerError.budgetMissing(required)
        }
        return (try reserve(proposal, options, admission, posting), admission)
    }

    private func reserve(
        _ proposal: Proposal, _ options: ReservationOptions, _ admission: Admission,
        _ posting: Posting
    ) throws -> ReservationOutcome {
        let instant = posting.instant
        let refusal = admission.refusal()
        if let refusal, options.unrecorded.contains(refusal.reason) {
            let day = calendar.day(of: instant)
            return .refused(
                try required(
                    Submission(proposal, event: .refused(refusal), day: day, at: instant)),
                alerts: [])
        }
        if let refusal { return try refuse(proposal, refusal, posting) }
        var submission = try posting.post(.proposed(proposal, .reserved))
        if options.dispatches {
            submission = try posting.post(.happened(proposal.id, .dispatched), before: submission)
        }
        if let prompt = options.keptPrompt { try keep(prompt, of: proposal.id, posting) }
        return .reserved(try required(submission), alerts: posting.alerts)
    }

    /// The refusal of a proposal, without recording anything: nil when it would be admitted.
    package func preview(
        _ proposal: Proposal, _ options: ReservationOptions = ReservationOptions(),
        at instant: Instant
    ) throws -> Refusal? {
        try admission(of: proposal, options, at: instant).refusal()
    }

    /// What the decision on a proposal rests on at an instant.
    package func admission(
        of proposal: Proposal, _ options: ReservationOptions = ReservationOptions(),
        at instant: Instant
    ) throws -> Admission {
        try file.read { database in
            let newest = try Journal.head(database).date
            let time = RecordingTime(now: instant, newest: newest)
            try requireClock(time)
            let budgets = Budgets(database: database)
            return try admission(of: proposal, options, budgets, at: time.instant)
        }
    }

    /// Records an event of a submission, unless another process recorded one first that excludes it.
    ///
    /// - Parameter answer: the provider's answer that the event follows from, kept for a client that asks
    ///   again; of a submission of no client nothing is kept.
    /// - Returns: nil when the event cannot happen to it any more; then nothing was changed.
    package func record(
        _ event: SubmissionEvent, of id: SubmissionID, keeping answer: HandedAnswer? = nil,
        at instant: Instant
    ) async throws -> Recorded? {
        try await post(at: instant) { posting in
            guard let before = try SubmissionRow.fetch(id, from: posting.database) else {
                throw LedgerError(.notFound, "there is no submission \(id)", .listSubmissions)
            }
            let event = try withoutForeignGeneration(event, of: before, in: posting.database)
            guard SubmissionState.next(from: before.state, on: event) != nil else { return nil }
            let after = try required(posting.post(.happened(id, event), before: before))
            try ClientRequestRow.follow(event, of: id, answer, in: posting.database)
            try posting.noteOverrun(event, of: before)
            try posting.noteContradiction(event, of: before)
            try posting.noteImplausibleCharge(of: after, since: before)
            return Recorded(submission: after, alerts: posting.alerts)
        }
    }

    /// A salted SHA-256 of a request's bytes, as 64 hexadecimal digits: the same request gives the same
    /// one in this ledger, and nothing about the request can be read from it.
    package func fingerprint(of request: [UInt8]) -> String {
        var hasher = SHA256()
        hasher.update(data: Data(salt.utf8))
        hasher.update(data: request)
        return Hexadecimal.text(of: hasher.finalize())
    }

    private func admission(
        of proposal: Proposal, _ options: ReservationOptions, _ budgets: Budgets,
        at instant: Instant
    ) throws -> Admission {
        Admission(
            proposal: proposal,
            standings: try BudgetCalendar(budgets: budgets, calendar: calendar)
                .standings(for: proposal.subject, at: instant),
            alternatives: options.alternatives(),
            duplicate: options.allowsDuplicate
                ? nil : try duplicate(of: proposal, in: budgets.database),
            calendar: calendar, names: try budgets.names())
    }

    /// An order of a gateway key is the same as another one of that key alone: what others have open is none
    /// of its business, and no reason to refuse it.
    private func duplicate(of proposal: Proposal, in database: Database) throws -> SubmissionID? {
        guard let digest = proposal.fingerprint?.digest else { return nil }
        let key = proposal.subject.key
        // In the words of the partial index that answers it.
        return try database.firstRow(
            """
            SELECT id FROM submission WHERE digest = ? AND (\(Schema.isOpen))
            \(key == nil ? "" : "AND key = ?") LIMIT 1
            """, [digest] + [key?.text].compactMap(\.self)
        ) { try $0.submissionID() }
    }

    /// One generation cannot belong to two submissions: the later answer counts as lost.
    private func withoutForeignGeneration(
        _ event: SubmissionEvent, of submission: Submission, in database: Database
    ) throws -> SubmissionEvent {
        guard case .accepted(let generationID, _) = event else { return event }
        let owner = try database.firstRow(
            "SELECT id FROM submission WHERE generation_id = ?", [generationID]
        ) { try $0.submissionID() }
        guard let owner, owner != submission.id else { return event }
        return .lost(
            Fault(
                .generationTaken,
                message: "the provider answered with generation \(generationID), which already"
                    + " belongs to submission \(owner)"))
    }

    func required(_ submission: Submission?) throws -> Submission {
        guard let submission else { preconditionFailure("an entry of a submission gave none") }
        return submission
    }
}
