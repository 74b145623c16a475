import Accounting
import LosslessJSON

/// One generation that the provider has taken on: a plan made at the submission, read by the clock.
///
/// Nothing runs. What a poll sees is a function of the plan and of the time that has passed, so the
/// same seed and the same clock give the same life.
struct Generation: Hashable, Sendable {
    let id: String
    let model: String
    let submittedAt: Instant
    let runningTime: Duration
    /// The answer of the provider when it fails; nil when it will succeed.
    let failure: String?
    /// What it costs; nil when it fails uncharged.
    let charge: Charge?
    /// What a submission that carries usage shows: the price, even of one that will fail.
    let hold: Charge
    let usage: UsagePlacement
    let goesBackwards: Bool
    let marker: Marker

    enum Phase: Hashable { case queued, generating, completed, failed }

    var finishedAt: Instant { submittedAt + runningTime }

    func phase(at now: Instant) -> Phase {
        if now >= finishedAt { return failure == nil ? .completed : .failed }
        let elapsedPercent =
            (now.microseconds - submittedAt.microseconds) * 100 / max(1, runningTime.wholeMicros)
        switch elapsedPercent {
        case ..<30: return .queued
        case 55..<70: return goesBackwards ? .queued : .generating
        default: return .generating
        }
    }

    func isFinished(at now: Instant) -> Bool { now >= finishedAt }

    /// The status as answers spell it.
    func status(at now: Instant) -> String {
        switch phase(at: now) {
        case .queued: marker.status?.whileRunning ?? "queued"
        case .generating: marker.status?.whileRunning ?? "generating"
        case .completed: marker.finalWord ?? marker.status?.whenDone ?? "completed"
        case .failed: marker.finalWord ?? marker.status?.whenFailed ?? "error"
        }
    }
}

// MARK: - Answers

extension Generation {
    /// The body of a good answer to its submission.
    ///
    /// - Parameter fault: may keep the id out of it, or name it otherwise.
    func submitted(_ fault: SubmitFault?) -> JSON {
        var members: [JSON.Member] = []
        switch fault {
        case .noID, .headerID: break
        case .generationID: members.append(.init("generation_id", .string(id)))
        default: members.append(.init("id", .string(id)))
        }
        members.append(.init("status", .string(marker.status?.whileRunning ?? "queued")))
        if usage.isInSubmit { members.append(.init("meta", ["usage": usage(of: hold)])) }
        return .object(members)
    }

    func polled(at now: Instant) -> SandboxAnswer {
        let phase = phase(at: now)
        var members: [JSON.Member] = [
            .init("id", .string(marker.polledID ?? id)),
            .init("status", .string(status(at: now))),
        ]
        switch phase {
        case .queued, .generating:
            if let named = usageWhileRunning(at: now) {
                members.append(.init("meta", ["usage": usage(of: named)]))
            }
        case .completed:
            members.append(.init("video", video))
            members.append(.init("error", .null))
        case .failed: members.append(.init("error", error))
        }
        let billed = isFinished(at: now) ? charge : nil
        if usage.isInPoll, let billed {
            members.append(.init("meta", ["usage": usage(of: billed)]))
        }
        var answer = SandboxAnswer(json: .object(members))
        if usage == .headers, let billed {
            answer.add(
                header: "x-aimlapi-credits-used", marker.saidCredits ?? "\(billed.credits)")
            if billed.saysDollars || marker.saidUSD != nil {
                answer.add(
                    header: "x-aimlapi-usd-spent",
                    marker.saidUSD ?? DecimalNumber.fixedText(nanos: billed.nanos))
            }
        }
        return answer
    }

    /// Its amounts take turns of the same length.
    private func usageWhileRunning(at now: Instant) -> Charge? {
        guard !marker.growing.isEmpty else { return nil }
        let elapsed = max(0, now.microseconds - submittedAt.microseconds)
        let turn = Int(elapsed) * marker.growing.count / max(1, Int(runningTime.wholeMicros))
        return marker.growing[min(turn, marker.growing.count - 1)]
    }

    private func usage(of charge: Charge) -> JSON {
        func number(_ text: String) -> JSON { marker.isStringly ? .string(text) : .number(text) }
        var members: [JSON.Member] = [
            .init(
                marker.saysTokens ? "tokens_used" : "credits_used",
                number(marker.saidCredits ?? "\(charge.credits)"))
        ]
        if charge.saysDollars || marker.saidUSD != nil {
            members.append(.init("usd_spent", number(marker.saidUSD ?? charge.usdText)))
        }
        return .object(members)
    }

    private var video: JSON {
        let safe = id.map { $0.isLetter || $0.isNumber ? $0 : "_" }
        let url = JSON.string("https://cdn.aimlapi.com/generations/sandbox/\(String(safe)).mp4")
        return switch marker.video {
        case .object: ["url": url]
        case .strings: [url]
        case .objects: [["url": url]]
        }
    }

    private var error: JSON {
        let message = JSON.string(failure ?? "")
        return marker.isErrorAString
            ? message : ["name": "GenerationError", "message": message]
    }
}
