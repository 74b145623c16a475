package import Accounting
import LedgerStore
package import Provider

extension Meter {
    /// Brings everything that is open to where it can be brought now.
    ///
    /// What a round of polls could not reach, because the provider was down or the key was refused, is
    /// left for the next `sync`.
    ///
    /// - Parameters:
    ///   - provider: nil when there is no key: then only what needs no network is done.
    ///   - books: the provider's own books, to find lost submissions and unknown prices in.
    ///   - balanceLine: the balance of the provider's account below which an alert is raised.
    package func sync(
        over provider: (any VideoProvider)?, books: (any ProviderBooks)? = nil,
        balanceLine: USD? = nil, observe: @escaping Observer
    ) async throws -> SyncSummary {
        try await dated(by: provider, books)
            .round(over: provider, books: books, balanceLine: balanceLine, observe: observe)
    }

    private func round(
        over provider: (any VideoProvider)?, books: (any ProviderBooks)?, balanceLine: USD?,
        observe: @escaping Observer
    ) async throws -> SyncSummary {
        var summary = SyncSummary()
        var witnesses = ClockWitnesses(try entryAhead())
        let recovered = try await recoverEach(observe)
        summary.recovered = recovered.recorded.count
        summary.failed = recovered.failed
        if let books {
            try await summary.guarding { summary in
                let lost = try await findLost(in: books, observe)
                summary.found = lost.found
                summary.absent = lost.absent
                summary.note(lost, &witnesses)
            }
        }
        if let provider {
            let polls = try await Poller(self, over: provider, observe).pollOpen()
            summary.polled = polls.polled
            summary.ended = polls.ended
            summary.failed += polls.failed
            summary.unanswered = polls.unanswered
            summary.unasked = polls.unasked
            summary.silence = polls.silence
        }
        if let books {
            try await summary.guarding { summary in
                let booked = try await askBooks(books, observe)
                summary.billed = booked.priced
                summary.provisional = booked.provisional
                summary.endedByBooks = booked.ended
                summary.note(booked, &witnesses)
            }
            try await summary.guarding { summary in
                summary.balanceFailure = try await watchBalance(
                    in: books, line: balanceLine, observe)
            }
            // Last: an error in the list ends the round.
            try await summary.guarding { summary in
                summary.prices = try await refreshPrices(from: books, observe)
            }
        }
        witnesses.take(secondsAhead: provider?.secondsAhead)
        summary.clockDoubt = witnesses.doubt
        if witnesses.doubt == nil {
            let provisional = try await priceProvisionally(observe)
            summary.provisional += provisional.recorded.count
            summary.failed += provisional.failed
        }
        try await summary.guarding { _ in
            try await announceBudgets(isTimeSure: witnesses.doubt == nil, observe)
        }
        // An alert that a wrong clock dates would be the newest entry until that time comes.
        if witnesses.doubt == nil {
            try await summary.guarding { _ in try await announceUnresolved(observe) }
        }
        try summary.count(what: ledger, at: clock.now())
        return summary
    }

    /// After a day without a price: the reservation stands in, marked as such.
    private func priceProvisionally(_ observe: Observer) async throws -> Batch {
        let now = clock.now()
        let events = try readable(in: [.unpriced]) { $0.isLongUnpriced(at: now) }
            .map { submission in
                let charge = Charge(
                    usd: submission.estimate.usd, source: .estimate, isProvisional: true)
                return (submission, SubmissionEvent.settled(charge, videoURL: nil, fault: nil))
            }
        return try await recordEach(events, observe)
    }

    /// Those that can be read: a damaged row keeps no other from being returned.
    ///
    /// - Parameter isWanted: the others are let go at once, as there may be any number of them.
    func readable(
        in states: [SubmissionState], where isWanted: (Submission) -> Bool = { _ in true }
    ) throws -> [Submission] {
        var found: [Submission] = []
        try ledger.forEachSubmission(in: states) { if isWanted($0) { found.append($0) } }
        return found
    }

    /// Whether the end or the cost of a submission is still to be had from the provider.
    package func needsProvider() throws -> Bool {
        try ledger.hasSubmission(in: [.accepted, .unpriced, .unknown])
            || !ledger.provisional().isEmpty
    }
}
