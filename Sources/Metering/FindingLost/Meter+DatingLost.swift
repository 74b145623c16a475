import Accounting
import LedgerStore

/// When submissions were sent whose answer was lost.
///
/// One that is dated later than now was made while a clock was ahead, and was sent at some time since the
/// entry before it. Once the provider's clock has confirmed ours that is recorded: when its date has
/// come, it looks like one that was made then.
extension Meter {
    /// How far back one is looked for of which not even that is known.
    private static let longestLookSeconds = 90 * 86_400

    func lost(_ submissions: [Submission], at now: Instant) throws -> [LostSubmission] {
        try submissions.map { submission in
            let known = try ledger.cached(Meter.sentBefore(submission.id))?.at
            guard let latest = known ?? (submission.isDatedAhead(of: now) ? now : nil) else {
                return LostSubmission(submission)
            }
            let earliest = try ledger.lastEntry(before: submission.id, notAfter: latest)
            return LostSubmission(
                submission,
                earliest: earliest ?? latest.advanced(bySeconds: -Meter.longestLookSeconds),
                latest: latest)
        }
    }

    /// Records that those dated later than now were sent before now. The clock must be confirmed.
    func noteDatedAhead(_ lost: [LostSubmission], at now: Instant) async throws {
        for lost in lost where lost.submission.isDatedAhead(of: now) {
            let name = Meter.sentBefore(lost.id)
            if try ledger.cached(name) == nil { try await ledger.cache("", as: name, at: now) }
        }
    }

    private static func sentBefore(_ id: SubmissionID) -> String { "sent before \(id)" }
}
