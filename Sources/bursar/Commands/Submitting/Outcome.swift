import Accounting
import LedgerStore
import Metering

/// The state of a submission at the end of a command, with the exit code.
struct Outcome {
    let submission: Submission
    let status: ExitStatus
    /// What to know or to do about it; nil when there is nothing to add.
    let message: String?

    init(submission: Submission, status: ExitStatus, message: String?) {
        self.submission = submission
        self.status = status
        self.message = message
    }

    /// Who looks after what is open or lost: a person with `bursar sync`, or the gateway by itself.
    enum Keeper {
        case person, gateway
    }

    /// How `submit` ended, before anything was followed.
    init(submitted result: SubmitResult, isFollowed: Bool, kept keeper: Keeper = .person) {
        let submission = result.submission
        switch result {
        case .refused:
            self.init(
                submission: submission, status: .refused, message: submission.refusalSentence)
        case .notSent:
            self.init(
                submission: submission, status: .failed,
                message: "\(submission.reason ?? "nothing was sent"); nothing is reserved")
        case .rejected:
            self.init(
                submission: submission, status: .rejected,
                message: Outcome.refusal(submission.reason ?? "it gave no reason"))
        case .unknown: self.init(ended: submission, kept: keeper)
        case .accepted where !isFollowed && submission.state == .accepted:
            self.init(submission: submission, status: .done, message: nil)
        case .accepted: self.init(ended: submission, kept: keeper)
        }
    }

    /// How a submission stands that the provider has, when the ledger failed while it was followed.
    init(submission: Submission, unfollowedFor error: LedgerError) {
        self.init(
            submission: submission, status: .stillRunning,
            message:
                "the provider has it and \(submission.estimate.usd.display) stays reserved, but"
                + " it cannot be followed: \(error.sentence). Then go on with: bursar wait \(submission.id)"
        )
    }

    /// How a submission stands that is not followed any longer.
    ///
    /// - Parameter now: when that is; nil where it is of no matter.
    init(ended submission: Submission, at now: Instant? = nil, kept keeper: Keeper = .person) {
        let reason = submission.reason ?? "the provider gave no reason"
        switch submission.state {
        case .settled where submission.fault == nil:
            self.init(submission: submission, status: .done, message: nil)
        case .settled:
            self.init(
                submission: submission, status: .rejected,
                message: "the generation failed, and was charged: \(reason)")
        case .unpriced:
            self.init(
                submission: submission, status: .done,
                message: "note: the provider did not say what it cost;"
                    + " \(submission.estimate.usd.display) stays reserved until it does"
                    + " (\(keeper == .gateway ? "the gateway asks" : "bursar sync"), or bursar resolve"
                    + " \(submission.id) --charged USD --reason …)")
        case .voided:
            let late = submission.charge.flatMap { $0.usd == .zero ? nil : $0.usd.display }
            self.init(
                submission: submission, status: .rejected,
                message: late.map { "it failed, and was charged \($0) later: \(reason)" }
                    ?? "it failed and was not charged: \(reason)")
        case .refused:
            self.init(
                submission: submission, status: .refused, message: submission.refusalSentence)
        case .unknown:
            self.init(
                submission: submission, status: .unknown,
                message: "outcome unknown: \(submission.cause ?? reason)."
                    + " \(submission.estimate.usd.display) stays reserved. Do not submit it"
                    + " again. \(keeper.lookup(of: submission)) looks the submission up. If it stays"
                    + " unknown: bursar resolve \(submission.id) (--charged USD | --not-charged)"
                    + " --reason TEXT")
        case .dispatched where keeper == .gateway, .reserved where keeper == .gateway:
            self.init(
                submission: submission, status: .unknown,
                message: "outcome unknown: no answer to it is recorded yet."
                    + " \(submission.estimate.usd.display) stays reserved. The gateway looks the submission"
                    + " up; see: bursar show \(submission.id)")
        case .accepted, .dispatched, .reserved:
            self.init(
                submission: submission, status: .stillRunning,
                message: "still running; \(submission.estimate.usd.display) stays reserved. Go on"
                    + " with: bursar wait \(submission.id)"
                    + (now.flatMap { Outcome.adviceIfLate(submission, at: $0, keeper) } ?? ""))
        }
    }

    /// The provider may not have what runs for hours any more: then waiting brings nothing.
    private static func adviceIfLate(
        _ submission: Submission, at now: Instant, _ keeper: Keeper
    ) -> String? {
        guard submission.isLate(at: now) else { return nil }
        return ". It has been running for over \(Submission.lateSeconds / 3600) hours: after a day"
            + " \(keeper == .gateway ? "the gateway" : "bursar sync") asks the provider's books how it ended; when you know: bursar resolve"
            + " \(submission.id) (--charged USD | --not-charged) --reason TEXT"
    }

    /// The reason may name the provider itself: it is not named twice.
    private static func refusal(_ reason: String) -> String {
        if reason.hasPrefix("the provider refused ") { return reason }
        let answered = "the provider answered "
        return "the provider refused it: "
            + (reason.hasPrefix(answered) ? String(reason.dropFirst(answered.count)) : reason)
    }

    /// Ends the command as the submission stands.
    ///
    /// - Parameter unwritten: why stdout failed. It decides the exit code only of what went well.
    func end(_ unwritten: Failure? = nil, in context: CommandContext) throws(Failure) {
        if let unwritten {
            guard status != .done else {
                throw Failure(
                    unwritten.status,
                    "\(unwritten.message ?? ""); submission \(submission.id) is"
                        + " \(submission.state.rawValue), see: bursar show \(submission.id)")
            }
            context.complain(unwritten)
        }
        guard status == .done, message == nil else { throw Failure(status, message) }
    }
}

extension Outcome.Keeper {
    /// What looks a lost submission up, as the subject of a sentence.
    fileprivate func lookup(of submission: Submission) -> String {
        switch self {
        case .person: "Run bursar sync: it"
        case .gateway: "See bursar show \(submission.id): the gateway"
        }
    }
}

extension Submission {
    /// What went wrong and what to do about it, ready to go on behind it: without a full stop at its end.
    fileprivate var reason: String? { fault.map { Submission.open($0.sentence) } }

    /// What went wrong alone, where the advice follows.
    fileprivate var cause: String? { fault.map { Submission.open($0.message) } }

    private static func open(_ sentence: String) -> String {
        sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
    }
}
