package import Accounting
import LedgerStore
package import Provider

/// Why `follow` stopped.
package enum FollowResult: Sendable {
    /// It is settled, voided or unpriced, or it cannot be followed any further.
    case ended(Submission)
    /// The time was up; it goes on without us.
    case stillRunning(Submission)
    /// The provider will not say: the key is refused. The money stays reserved.
    case rejected(Submission, Fault)
}

extension Meter {
    /// Polls a submission until it has ended or the time is up. Our giving up ends nothing.
    ///
    /// - Throws: `CancellationError` when the task is cancelled; ``LedgerError``.
    package func follow(
        _ id: SubmissionID, over provider: any VideoProvider, until deadline: Instant,
        interval: Duration, observe: @escaping Observer
    ) async throws -> FollowResult {
        var pace = PollPace(interval: interval)
        while true {
            guard let submission = try ledger.submission(id) else {
                throw LedgerError(.notFound, "there is no submission \(id); see: bursar list")
            }
            guard submission.state == .accepted else { return .ended(submission) }
            let pause: Duration
            switch try await poll(submission, over: provider, observe) {
            case .ended(let ended): return .ended(ended)
            case .running: pause = pace.afterAnswer(jitter: jitter())
            case .unavailable(let seconds):
                pause = pace.afterFailure(retryAfterSeconds: seconds, jitter: jitter())
            case .rejected(let fault): return .rejected(submission, fault)
            }
            let left = deadline.microseconds - clock.now().microseconds
            guard left > 0 else { return .stillRunning(submission) }
            try await clock.sleep(min(pause, .microseconds(left)))
        }
    }

    /// What one poll brought.
    enum PollResult {
        case ended(Submission)
        case running
        case unavailable(retryAfterSeconds: Int?)
        case rejected(Fault)
    }

    static let pollTimeout = Duration.seconds(30)

    /// Asks once, and records what ended it.
    func poll(
        _ submission: Submission, over provider: any VideoProvider, _ observe: Observer
    ) async throws -> PollResult {
        guard let generationID = submission.generationID else { return .running }
        switch await provider.poll(generationID, timeout: Meter.pollTimeout) {
        case .answer(let generation):
            guard let event = Verdict.end(of: generation, hold: submission.hold) else {
                observe(.running(submission, of: generation.status))
                return .running
            }
            // Nil: another poller was faster, and what it recorded holds.
            let recorded = try record(event, of: submission.id, observe)
            return .ended(try recorded ?? ledger.submission(submission.id) ?? submission)
        case .unavailable(let fault, let seconds):
            observe(.troubled(submission, fault))
            return .unavailable(retryAfterSeconds: seconds)
        case .rejected(let status, let fault):
            observe(.troubled(submission, fault))
            // A new id may not be known everywhere yet; a refused key will not get better.
            return status == 401 || status == 403
                ? .rejected(fault) : .unavailable(retryAfterSeconds: nil)
        }
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
