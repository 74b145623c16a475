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
    /// Lost ones that the provider's log has.
    package var found = 0
    /// Lost ones that are in no book of the provider, beyond doubt.
    package var absent = 0
    /// By how many seconds our clock is ahead of the provider's, where that may have made lost ones seem
    /// a day old; nil where it is not.
    package var secondsAhead: Int64?
    /// Priced, or priced better, from the provider's bill.
    package var billed = 0
    /// Why a book of the provider was not read to its end; nil when all was read that was needed.
    package var bookTrouble: Fault?
    package var prices: PriceSync?
    package var stillRunning = 0
    package var unknown = 0
    package var unpriced = 0
    /// Polls that brought no usable answer, and submissions whose news the ledger would not record.
    package var troubled = 0

    package init() {}
}

extension Meter {
    /// Brings everything that is open to where it can be brought now.
    ///
    /// What a round of polls could not reach, because the provider was down or the key was refused, is
    /// left for the next `sync`.
    ///
    /// - Parameters:
    ///   - provider: nil when there is no key: then only what needs no network is done.
    ///   - books: the provider's own books, to find lost submissions and unknown prices in.
    ///   - balanceLine: below which balance of the provider's account a person wants to be told.
    package func sync(
        over provider: (any VideoProvider)?, books: (any ProviderBooks)? = nil,
        balanceLine: USD? = nil, observe: @escaping Observer
    ) async throws -> SyncSummary {
        var summary = SyncSummary()
        let recovered = try recoverEach(observe)
        summary.recovered = recovered.recorded.count
        summary.troubled = recovered.troubled
        if let books {
            let lost = try await findLost(in: books, observe)
            summary.found = lost.found
            summary.absent = lost.absent
            if lost.absent > 0, lost.secondsAhead > Int64(BookReader.clockToleranceSeconds) {
                summary.secondsAhead = lost.secondsAhead
            }
            summary.troubled += lost.troubled
            summary.bookTrouble = lost.trouble
        }
        if let provider {
            let polls = try await pollOpen(over: provider, observe: observe)
            summary.polled = polls.polled
            summary.ended = polls.ended
            summary.troubled += polls.troubled
        }
        if let books {
            let billed = try await priceFromBill(books, observe)
            summary.billed = billed.priced
            summary.troubled += billed.troubled
            summary.bookTrouble = summary.bookTrouble ?? billed.trouble
            try await watchBalance(in: books, line: balanceLine, observe)
            // Last: whatever is wrong with a list must keep nothing else from its end.
            summary.prices = try await refreshPrices(from: books, observe)
        }
        let provisional = try priceProvisionally(observe)
        summary.provisional = provisional.recorded.count
        summary.troubled += provisional.troubled
        try announceBudgets(observe)
        try announceUnresolved(observe)
        summary.stillRunning = try ledger.submissions(in: .accepted).count
        summary.unknown = try ledger.submissions(in: .unknown).count
        summary.unpriced = try ledger.submissions(in: .unpriced).count
        return summary
    }

    /// After a day nobody has said what they cost: the reservation stands in, marked as such.
    private func priceProvisionally(_ observe: Observer) throws -> Batch {
        let latest = clock.now().advanced(bySeconds: -Meter.provisionalAfterSeconds)
        let events = try ledger.submissions(in: .unpriced)
            .filter { ($0.finishedAt ?? $0.reservedAt) < latest }
            .map { submission in
                let charge = Charge(
                    usd: submission.estimate.usd, source: .estimate, isProvisional: true)
                return (submission, SubmissionEvent.settled(charge, videoURL: nil, fault: nil))
            }
        return try recordEach(events, observe)
    }
}

extension Meter {
    /// Whether the provider has anything to say of a submission: how it ended, or what it cost.
    package func needsProvider() throws -> Bool {
        try [SubmissionState.accepted, .unpriced, .unknown].contains {
            try !ledger.submissions(in: $0).isEmpty
        } || !ledger.provisional().isEmpty
    }
}
