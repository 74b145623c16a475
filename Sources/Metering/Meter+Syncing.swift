package import Accounting
import LedgerStore
package import Provider

/// What one `sync` did, and what it left.
package struct SyncSummary: Sendable, Hashable {
    /// Submissions of processes that died: voided or now unknown.
    package var recovered = 0
    package var polled = 0
    package var ended = 0
    /// Priced with their reservation, after a day without a price.
    package var provisional = 0
    package var stillRunning = 0
    package var unknown = 0
    package var unpriced = 0
    /// Polls that brought no usable answer.
    package var troubled = 0

    package init() {}
}

extension Meter {
    /// Brings everything that is open to where it can be brought now.
    ///
    /// - Parameter provider: nil when there is no key: then only what needs no network is done.
    package func sync(over provider: (any VideoProvider)?, observe: @escaping Observer) async throws
        -> SyncSummary
    {
        var summary = SyncSummary()
        summary.recovered = try recoverDead(observe).count
        if let provider {
            let polls = try await pollOpen(over: provider, observe: observe)
            summary.polled = polls.polled
            summary.ended = polls.ended
            summary.troubled = polls.troubled
        }
        summary.provisional = try priceProvisionally(observe)
        summary.stillRunning = try ledger.submissions(in: .accepted).count
        summary.unknown = try ledger.submissions(in: .unknown).count
        summary.unpriced = try ledger.submissions(in: .unpriced).count
        return summary
    }

    /// Brings submissions of dead processes to where they can be found. Needs no network.
    @discardableResult
    package func recoverDead(_ observe: Observer) throws -> [Submission] {
        let now = clock.now()
        let longestPOST = Int(ProviderClient.longestSubmitTimeout.components.seconds)
        let recovered = try ledger.recover(
            reservedBefore: now.advanced(bySeconds: -Meter.reservedTimeoutSeconds),
            dispatchedBefore: now.advanced(
                bySeconds: -(longestPOST + Meter.dispatchedGraceSeconds)),
            at: now)
        recovered.forEach { observe(.changed($0.submission)) }
        return recovered.map(\.submission)
    }

    /// Polls once everything that the provider has and that has no price yet, eight at a time.
    @discardableResult
    func pollOpen(over provider: any VideoProvider, observe: @escaping Observer) async throws
        -> (polled: Int, ended: Int, troubled: Int)
    {
        var waiting = try (ledger.submissions(in: .accepted) + ledger.submissions(in: .unpriced))[
            ...]
        var counts = (polled: waiting.count, ended: 0, troubled: 0)
        try await withThrowingTaskGroup(of: PollResult.self) { group in
            func start() {
                guard let next = waiting.popFirst() else { return }
                group.addTask { try await pollOnce(next, over: provider, observe) }
            }
            for _ in 0..<8 { start() }
            while let result = try await group.next() {
                switch result {
                case .ended: counts.ended += 1
                case .running: break
                case .unavailable, .rejected: counts.troubled += 1
                }
                start()
            }
        }
        return counts
    }

    /// An unpriced submission is over already; only an answer with usage changes it.
    private func pollOnce(
        _ submission: Submission, over provider: any VideoProvider, _ observe: Observer
    ) async throws -> PollResult {
        guard submission.state == .unpriced else {
            return try await poll(submission, over: provider, observe)
        }
        guard let generationID = submission.generationID else { return .running }
        guard
            case .answer(let generation) = await provider.poll(
                generationID, timeout: Meter.pollTimeout),
            case .settled(let charge, let url, let fault) = Verdict.end(of: generation, hold: nil),
            let settled = try record(
                .settled(charge, videoURL: url, fault: fault), of: submission.id, observe)
        else { return .running }
        return .ended(settled)
    }

    /// After a day nobody has said what they cost: the reservation stands in, marked as such.
    private func priceProvisionally(_ observe: Observer) throws -> Int {
        let latest = clock.now().advanced(bySeconds: -Meter.provisionalAfterSeconds)
        return try ledger.submissions(in: .unpriced)
            .filter { ($0.finishedAt ?? $0.reservedAt) < latest }
            .compactMap { submission in
                let charge = Charge(
                    usd: submission.estimate.usd, source: .estimate, isProvisional: true)
                return try record(
                    .settled(charge, videoURL: nil, fault: nil), of: submission.id, observe)
            }
            .count
    }
}

extension Meter {
    /// Whether the provider has anything that a poll could end or price.
    package func hasOpenGenerations() throws -> Bool {
        try !ledger.submissions(in: .accepted).isEmpty || !ledger.submissions(in: .unpriced).isEmpty
    }
}
