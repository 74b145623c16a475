import Accounting
import Foundation
import LedgerStore
import Metering
import Provider

/// Follows one submission for `submit` and `wait`, and says how it stands at the end.
struct Following: Sendable {
    let meter: Meter
    let client: ProviderClient
    let options: FollowOptions
    let progress: Progress
    let started: Instant
    let clock: WallClock

    func outcome(of id: SubmissionID) async throws -> Outcome {
        let deadline = Instant(
            microseconds: started.microseconds + options.usedTimeout.wholeMicroseconds)
        let result: FollowResult
        do {
            try await waitUntilSent(id, deadline)
            result = try await meter.follow(
                id, over: client, until: deadline, interval: options.usedInterval,
                observe: progress.observe)
        } catch is CancellationError {
            guard let submission = try meter.ledger.submission(id), submission.state == .accepted
            else { throw CancellationError() }
            return Outcome(
                submission: submission, status: .interrupted,
                message: "stopped following; the video goes on, and"
                    + " \(submission.estimate.usd.display) stays reserved. Go on with:"
                    + " bursar wait \(id)")
        }
        switch result {
        case .ended(let submission), .stillRunning(let submission):
            return Outcome(ended: submission, at: clock.now())
        case .rejected(let submission, let fault):
            return Outcome(
                submission: submission, status: .stillRunning,
                message: "\(fault.sentence); the submission stays as it is, and its money reserved."
                    + " Go on with: bursar wait \(id)")
        }
    }
}

extension Following {
    /// While another process sends it or waits for the answer, what comes of it is in the ledger.
    private func waitUntilSent(_ id: SubmissionID, _ deadline: Instant) async throws {
        while let submission = try meter.ledger.submission(id),
            submission.state == .reserved || submission.state == .dispatched, clock.now() < deadline
        {
            progress.observe(.changed(submission))
            try await clock.sleep(min(options.usedInterval, .seconds(1)))
            try await meter.recoverDead(progress.observe)
        }
    }
}

extension Duration {
    var wholeMicroseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }
}
