import Accounting
import LedgerStore
import Provider

/// What one poll brought.
enum PollResult {
    case ended(Submission)
    case running
    /// The provider answered without a state of this generation; or the ledger would not record the
    /// answer.
    case unusable
    /// The provider does not answer at the moment.
    case unavailable(Fault, retryAfterSeconds: Int?)
    /// The key is refused.
    case rejected(Fault)
}

/// Polls the provider for the states of generations, and records what ended them.
struct Poller {
    /// It dates what it records by the provider's clock. An answer that came is recorded, also when the
    /// task is cancelled.
    let meter: Meter
    private let provider: any VideoProvider
    let observe: Observer

    init(_ meter: Meter, over provider: any VideoProvider, _ observe: @escaping Observer) {
        self.meter = meter.dated(by: provider).recordingRegardless
        self.provider = provider
        self.observe = observe
    }

    static let pollTimeout = Duration.seconds(30)
    static let leastPollTimeout = Duration.seconds(1)

    /// Polls once, and records what ended it. Of an unpriced submission, which is over already, only an
    /// answer with usage is recorded.
    ///
    /// - Parameter patience: the time-out of the poll; at least ``leastPollTimeout``.
    /// - Throws: `CancellationError` when the task was cancelled and so no answer came.
    func poll(_ submission: Submission, within patience: Duration) async throws -> PollResult {
        guard let generationID = submission.generationID else { return .unusable }
        let timeout = min(max(patience, Poller.leastPollTimeout), Poller.pollTimeout)
        let answered = await provider.poll(generationID, timeout: timeout)
        return try await take(answered.outcome, for: submission, generationID)
    }

    /// Records what a poll of a submission's generation brought.
    func take(_ outcome: PollOutcome, for submission: Submission, _ generationID: String)
        async throws -> PollResult
    {
        switch outcome {
        case .answer(let generation):
            // An answer to another question settles nothing.
            guard generation.isAbout(generationID) else {
                observe(
                    .failed(
                        submission, .otherGeneration(generation.id ?? "", than: generationID)))
                return .unusable
            }
            return try await take(generation, for: submission)
        case .unavailable(let fault, let seconds):
            try Task.checkCancellation()
            observe(.failed(submission, fault))
            return .unavailable(fault, retryAfterSeconds: seconds)
        case .rejected(let status, let fault):
            observe(.failed(submission, fault))
            // A new id may be answered with 404 at first; a refused key stays refused.
            return status == 401 || status == 403 ? .rejected(fault) : .unusable
        }
    }

    private func take(_ generation: Generation, for submission: Submission) async throws
        -> PollResult
    {
        guard
            let event = AnswerInterpretation.end(
                of: generation, quotedCharge: submission.quotedCharge)
        else {
            try await keepQuotedCharge(namedBy: generation, for: submission)
            observe(.running(submission, of: generation.status))
            return .running
        }
        if submission.state == .unpriced {
            guard case .settled = event else { return .running }
        }
        // Nil: another poller has recorded the end first.
        let recorded = try await meter.record(event, of: submission.id, observe)
        return .ended(try recorded ?? meter.ledger.submission(submission.id) ?? submission)
    }

    /// Records the cost that the provider names while it works: the last answer may name none. The state
    /// does not change, so the observer gets alerts alone.
    private func keepQuotedCharge(namedBy generation: Generation, for submission: Submission)
        async throws
    {
        guard
            AnswerInterpretation.quotedCharge(namedBy: generation, over: submission.quotedCharge)
                != nil,
            // Another poller may have recorded it since this one began.
            let now = try meter.ledger.submission(submission.id),
            let event = AnswerInterpretation.quotedCharge(
                namedBy: generation, over: now.quotedCharge)
        else { return }
        let recorded = try await meter.ledger.record(
            event, of: submission.id, at: meter.recordingTime)
        recorded?.alerts.forEach { observe(.alerted($0)) }
    }
}

extension Fault {
    fileprivate static func otherGeneration(_ id: String, than asked: String) -> Fault {
        Fault(
            name: "other_generation",
            message: "asked about generation \(asked), the provider answered about \(id)")
    }
}

extension Observation {
    fileprivate static func running(_ submission: Submission, of status: GenerationStatus)
        -> Observation
    {
        switch status {
        case .running(let word), .failed(let word):
            .running(submission, status: word, isKnown: true)
        case .unrecognized(let word): .running(submission, status: word, isKnown: false)
        case .completed: .running(submission, status: "completed", isKnown: true)
        }
    }
}
