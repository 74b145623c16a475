package import Accounting
import LedgerStore
package import Provider

/// Why `follow` stopped.
package enum FollowResult: Sendable {
    /// It is settled, voided or unpriced, or it cannot be followed any further.
    case ended(Submission)
    /// The time was up, and the generation is still running.
    case stillRunning(Submission)
    /// The key is refused, so the end is not known. The money stays reserved.
    case rejected(Submission, Fault)
}

extension Meter {
    /// Polls a submission until it has ended or the time is up. A time-out changes nothing of it.
    ///
    /// - Throws: `CancellationError` when the task is cancelled; ``LedgerError``.
    package func follow(
        _ id: SubmissionID, over provider: any VideoProvider, until deadline: Instant,
        interval: Duration, observe: @escaping Observer
    ) async throws -> FollowResult {
        try await Poller(self, over: provider, observe)
            .follow(id, until: deadline, interval: interval)
    }
}

extension Poller {
    fileprivate func follow(_ id: SubmissionID, until deadline: Instant, interval: Duration)
        async throws -> FollowResult
    {
        var pace = PollPace(interval: interval)
        var patience = deadline.time(since: meter.clock.now())
        while true {
            guard let submission = try meter.ledger.submission(id) else {
                throw LedgerError(.notFound, "there is no submission \(id)", .listSubmissions)
            }
            guard submission.state == .accepted else { return .ended(submission) }
            let pause: Duration
            switch try await poll(submission, within: patience) {
            case .ended(let ended): return .ended(ended)
            case .running: pause = pace.afterAnswer(jitter: meter.jitter())
            case .unusable:
                pause = pace.afterFailure(retryAfterSeconds: nil, jitter: meter.jitter())
            case .unavailable(_, let seconds):
                pause = pace.afterFailure(retryAfterSeconds: seconds, jitter: meter.jitter())
            case .rejected(let fault): return .rejected(submission, fault)
            }
            // A clock that is set back gives no time anew.
            patience = min(patience, deadline.time(since: meter.clock.now()))
            guard patience > .zero else { return .stillRunning(submission) }
            let nap = min(pause, patience)
            try await meter.clock.sleep(nap)
            patience -= nap
        }
    }
}
