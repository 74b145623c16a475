import Accounting
import LedgerStore
import Reporting

/// What the submissions of one command came to.
struct RunSummary: Sendable {
    /// What they might come to, by the budget of the command.
    enum Allowance: Sendable {
        /// It has none of its own.
        case open
        /// Nil where their number is limited.
        case upTo(USD?)
        /// It was removed while the command ran, or does not block any more.
        case withdrawn
    }

    private var spend = Spend.nothing
    private var unknown = 0
    private var running: [SubmissionID] = []

    /// Those of a key since a day.
    static func of(_ key: Name, since day: Day, in ledger: Ledger) async throws -> RunSummary {
        var filter = SubmissionFilter()
        filter.firstDay = day
        return try await ledger.foldSubmissions(matching: filter, into: RunSummary()) {
            summary, submission in
            if submission.subject.key == key { summary.add(submission) }
        }
    }

    mutating func add(_ submission: Submission) {
        spend = spend + Spend(submission)
        switch submission.state {
        case .unknown: unknown += 1
        case .reserved, .dispatched, .accepted: running.append(submission.id)
        case .refused, .unpriced, .settled, .voided: break
        }
    }

    /// One sentence or two, without a full stop at the end.
    func words(for key: Name, within allowance: Allowance) -> String {
        var withdrawn = ""
        var within = ""
        switch allowance {
        case .open, .upTo(nil): break
        case .upTo(let limit?): within = " of \(limit.display)"
        case .withdrawn:
            withdrawn = ". Its budget was removed or no longer blocked: nothing was sent without it"
        }
        guard spend.submissions + spend.refused > 0 else {
            return "\(key): nothing was submitted\(withdrawn)"
        }
        let isCharged = spend.settled > 0 || spend.usd != .zero
        let charged =
            isCharged
            ? "\(spend.usd.display)\(within) charged for \(Count.text(spend.settled, "video"))"
            : "nothing\(within) charged"
        let parts: [String?] = [
            charged, spend.failed > 0 ? "\(spend.failed) failed" : nil,
            spend.refused > 0 ? "\(spend.refused) refused and not sent" : nil,
        ]
        return "\(key): \(parts.compactMap(\.self).joined(separator: ", "))"
            + (held.map { ". \($0)" } ?? "") + withdrawn
    }

    private var held: String? {
        let count = spend.open + spend.unpriced
        guard count > 0 else { return nil }
        let states = [
            running.isEmpty ? nil : "\(running.count) still running",
            unknown > 0 ? "\(unknown) unknown, which may be charged: do not send it again" : nil,
            spend.unpriced > 0 ? "\(spend.unpriced) without a price" : nil,
        ].compactMap(\.self).joined(separator: "; ")
        let next =
            running.count == 1 && count == 1
            ? "follow it with: bursar wait \(running[0])" : "follow with: bursar sync"
        return "\(spend.reserved.display) is still held for \(count) (\(states)); \(next)"
    }
}
