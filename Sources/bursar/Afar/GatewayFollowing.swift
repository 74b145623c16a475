import Accounting
import Foundation
import Metering
import Text

/// Follows submissions of a gateway for `submit` and `wait`, as ``Following`` follows those of a ledger.
struct GatewayFollowing: Sendable {
    let client: GatewayClient
    let options: FollowOptions
    let progress: Progress
    let started: Instant
    let clock: WallClock

    /// Polls until it has ended or the time is up. A gateway that cannot be reached meanwhile changes nothing
    /// of it, and is asked again.
    func outcome(of first: Submission) async throws -> Outcome {
        var patience = rest(of: options.usedTimeout)
        var submission = first
        guard isUnderWay(first) else { return outcome(ended: first) }
        do {
            progress.observe(.changed(submission))
            while isUnderWay(submission) {
                submission = try await askedAgain(submission)
                guard isUnderWay(submission) else { break }
                // A clock that is set back gives no time anew.
                patience = rest(of: patience)
                guard patience > .zero else { break }
                let pause = min(patience, options.usedInterval)
                try await clock.sleep(pause)
                patience -= pause
            }
        } catch let error as Unfollowed {
            return Outcome(
                submission: submission, status: .stillRunning,
                message:
                    "\(error.reason); the submission goes on, and its money stays reserved. Go on with:"
                    + " bursar wait \(submission.id)")
        } catch is CancellationError {
            return Outcome(
                submission: submission, status: .interrupted,
                message: "stopped following; the video goes on, and"
                    + " \(submission.estimate.usd.display) stays reserved. Go on with:"
                    + " bursar wait \(submission.id)")
        }
        progress.observe(.changed(submission))
        return outcome(ended: submission)
    }

    /// - Parameter time: what was left before, at the most.
    private func rest(of time: Duration) -> Duration {
        let spent = Duration.microseconds(clock.now().microseconds - started.microseconds)
        return min(time, options.usedTimeout - spent)
    }

    /// The gateway does not say how it stands, to this key or not any more.
    private struct Unfollowed: Error {
        let reason: Failure
    }

    /// Follows several at once; they come back in the same order.
    func outcomes(of submissions: [Submission]) async throws -> [Outcome] {
        try await withThrowingTaskGroup(of: (Int, Outcome).self) { group in
            for (index, submission) in submissions.enumerated() {
                group.addTask { (index, try await outcome(of: submission)) }
            }
            var outcomes: [(Int, Outcome)] = []
            for try await outcome in group { outcomes.append(outcome) }
            return outcomes.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func outcome(ended submission: Submission) -> Outcome {
        Outcome(ended: submission, at: clock.now(), kept: .gateway)
    }

    /// Something is still to come of it by itself.
    private func isUnderWay(_ submission: Submission) -> Bool {
        [.reserved, .dispatched, .accepted].contains(submission.state)
    }

    private func askedAgain(_ submission: Submission) async throws -> Submission {
        let id = submission.state == .accepted ? submission.generationID : nil
        let status = if let id { await client.poll(id) } else { String?.none }
        try Task.checkCancellation()
        do throws(Failure) {
            let now = try await client.submission(submission.id)
            if now.state == .accepted {
                if let status {
                    progress.observe(.running(now, status: status, isKnown: true))
                } else if now.state != submission.state {
                    progress.observe(.changed(now))
                }
            }
            return now
        } catch {
            guard error.status == .ledger else { throw Unfollowed(reason: error) }
            let reason = Line.of(error.message ?? "", limit: 160)
            progress.observe(.failed(submission, Fault(.ledger, message: reason)))
            return submission
        }
    }
}
