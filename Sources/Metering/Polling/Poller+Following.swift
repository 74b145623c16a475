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
        var patience = deadline.time(since: clock.now())
        while true {
            guard let submission = try ledger.submission(id) else {
                throw LedgerError(.notFound, "there is no submission \(id); see: bursar list")
            }
            guard submission.state == .accepted else { return .ended(submission) }
            let pause: Duration
            switch try await poll(submission, over: provider, within: patience, observe) {
            case .ended(let ended): return .ended(ended)
            case .running: pause = pace.afterAnswer(jitter: jitter())
            case .unusable: pause = pace.afterFailure(retryAfterSeconds: nil, jitter: jitter())
            case .unavailable(_, let seconds):
                pause = pace.afterFailure(retryAfterSeconds: seconds, jitter: jitter())
            case .rejected(let fault): return .rejected(submission, fault)
            }
            // A clock that is set back gives no time anew.
            patience = min(patience, deadline.time(since: clock.now()))
            guard patience > .zero else { return .stillRunning(submission) }
            let nap = min(pause, patience)
            try await clock.sleep(nap)
            patience -= nap
        }
    }
}

extension Instant {
    /// Zero when `earlier` is later.
    func time(since earlier: Instant) -> Duration {
        let (time, overflows) = microseconds.subtractingReportingOverflow(earlier.microseconds)
        guard self > earlier else { return .zero }
        return .microseconds(overflows ? .max : time)
    }
}
