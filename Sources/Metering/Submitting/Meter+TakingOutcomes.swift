import Accounting
import LedgerStore
import Provider

extension Meter {
    /// Records what became of the POST.
    ///
    /// - Throws: ``UnrecordedAnswer`` when not even the first event could be recorded, or what a late
    ///   answer says that it costs.
    func take(
        _ answered: Answered<SubmitOutcome>, of reserved: Submission, _ observe: Observer
    ) async throws -> SubmitResult {
        let outcome = answered.outcome
        var submission = reserved
        do {
            for event in AnswerInterpretation.events(after: outcome) {
                let recorded = try await recordPatiently(
                    event, of: reserved.id, keeping: answered.answer, observe)
                submission = try recorded ?? ledger.submission(reserved.id) ?? submission
                // Nil: another process recorded its end. Unknown: the generation belongs to another submission,
                // so what it cost is not ours either.
                if recorded == nil || submission.state == .unknown { break }
            }
        } catch {
            guard submission.state == .accepted else {
                throw UnrecordedAnswer(submission: submission, outcome: outcome, cause: error)
            }
            // Its generation id is recorded. The next poll records the end.
            observe(.failed(submission, Fault(ofLedger: error)))
        }
        do {
            submission = try await noteLateAnswer(outcome, submission, observe)
        } catch {
            throw UnrecordedAnswer(submission: submission, outcome: outcome, cause: error)
        }
        return Meter.result(of: outcome, submission)
    }

    /// Runs `body` to its end even when the surrounding task is cancelled: what was sent cannot be
    /// called back, and its answer must not be lost.
    static func unhindered<Result: Sendable>(
        _ body: @escaping @Sendable () async -> Result
    ) async -> Result {
        await Task.detached(operation: body).value
    }

    /// It was ended by hand while the answer was under way. That is reported, and the cost in the answer
    /// is posted as an adjustment that names the generation.
    private func noteLateAnswer(
        _ outcome: SubmitOutcome, _ submission: Submission, _ observe: Observer
    ) async throws -> Submission {
        guard case .accepted(let generation) = outcome, let id = generation.id,
            submission.state != .unknown, submission.generationID != id
        else { return submission }
        observe(
            .failed(
                submission,
                Fault(
                    .lateAnswer,
                    message: "the provider has it as generation \(id), but it was ended as"
                        + " \(submission.state.rawValue) meanwhile; it may be charged")))
        guard let charge = AnswerInterpretation.charge(namedBy: generation),
            submission.charge.map({ $0.source < charge.source }) ?? true
        else { return submission }
        let adjusted = SubmissionEvent.adjusted(
            charge, reason: "a late answer: the provider has it as generation \(id)")
        return try await recordPatiently(adjusted, of: submission.id, observe) ?? submission
    }

    private static func result(of outcome: SubmitOutcome, _ submission: Submission) -> SubmitResult
    {
        if submission.state == .unknown { return .unknown(submission) }
        return switch outcome {
        case .notSent: .notSent(submission)
        case .refused: .rejected(submission)
        case .unknown: .unknown(submission)
        case .accepted: .accepted(submission)
        }
    }
}
