package import Accounting
package import LedgerStore
package import Provider

/// What one `sync` did, and what it left.
package struct SyncSummary: Sendable, Hashable {
    /// Submissions of processes that died: voided or now unknown.
    package var recovered = 0
    package var polled = 0
    package var ended = 0
    /// Priced for the time being, after a day without a price: by the provider's log, or with their
    /// reservation.
    package var provisional = 0
    /// Lost ones that the provider's log has.
    package var found = 0
    /// Lost ones that are in no book of the provider, beyond doubt.
    package var absent = 0
    /// Why this machine's clock is not believed; then nothing was released, and nothing concluded from
    /// what is old or absent.
    package var clockDoubt: ClockDoubt?
    /// Priced, or priced better, from the provider's bill.
    package var billed = 0
    /// Open for a day, and ended by what the provider's books say of them.
    package var endedByBooks = 0
    /// Why a book of the provider was not read to its end; nil when all was read that was needed.
    package var bookFailure: Fault?
    package var prices: PriceSync?
    package var stillRunning = 0
    /// How many of those the provider has had for hours, and the one that it has had the longest.
    package var late = 0
    package var latest: SubmissionID?
    package var unknown = 0
    package var unpriced = 0
    /// Polls that brought no usable answer, and submissions whose news the ledger would not record.
    package var failed = 0
    /// What the ledger would not read or record, apart from those; it kept nothing else from its turn.
    package var ledgerFailures: [LedgerError] = []
    /// Polls that the provider did not answer, or for which it refused the key.
    package var unanswered = 0
    /// Submissions that were due and were not asked after, because the provider was down, asked for a
    /// pause or refused the key.
    package var unasked = 0
    /// Why the first unanswered poll had no answer.
    package var silence: Fault?
    /// Why the balance is not known, where a person has drawn a line for it.
    package var balanceFailure: Fault?

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
        try await dated(by: provider, books)
            .round(over: provider, books: books, balanceLine: balanceLine, observe: observe)
    }

    private func round(
        over provider: (any VideoProvider)?, books: (any ProviderBooks)?, balanceLine: USD?,
        observe: @escaping Observer
    ) async throws -> SyncSummary {
        var summary = SyncSummary()
        var witnesses = ClockWitnesses(
            RecordingTime(now: clock.now(), newest: try ledger.newestEntry()))
        let recovered = try recoverEach(observe)
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
            let polls = try await pollOpen(over: provider, observe: observe)
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
            // Last: whatever is wrong with a list must keep nothing else from its end.
            try await summary.guarding { summary in
                summary.prices = try await refreshPrices(from: books, observe)
            }
        }
        witnesses.take(secondsAhead: provider?.secondsAhead)
        summary.clockDoubt = witnesses.doubt
        if witnesses.doubt == nil {
            let provisional = try priceProvisionally(observe)
            summary.provisional += provisional.recorded.count
            summary.failed += provisional.failed
        }
        try await summary.guarding { _ in
            try announceBudgets(isTimeSure: witnesses.doubt == nil, observe)
        }
        // An alert that a wrong clock dates would be the newest entry until that time comes.
        if witnesses.doubt == nil {
            try await summary.guarding { _ in try announceUnresolved(observe) }
        }
        try summary.count(what: ledger, at: clock.now())
        return summary
    }

    /// After a day nobody has said what they cost: the reservation stands in, marked as such.
    private func priceProvisionally(_ observe: Observer) throws -> Batch {
        let now = clock.now()
        let events = try readable(in: [.unpriced])
            .filter { $0.isLongUnpriced(at: now) }
            .map { submission in
                let charge = Charge(
                    usd: submission.estimate.usd, source: .estimate, isProvisional: true)
                return (submission, SubmissionEvent.settled(charge, videoURL: nil, fault: nil))
            }
        return try recordEach(events, observe)
    }

    /// Those that can be read. What is wrong with one row is no trouble of the others.
    func readable(in states: [SubmissionState]) throws -> [Submission] {
        try ledger.readableSubmissions(in: states).submissions
    }
}

extension SyncSummary {
    /// Runs one part of the round. What keeps one thing from being read or recorded ends no round.
    ///
    /// - Throws: ``LedgerError`` about the file, which would meet every further part as well.
    fileprivate mutating func guarding(
        _ part: (inout SyncSummary) async throws -> Void
    ) async throws {
        do {
            try await part(&self)
        } catch let error as LedgerError where error.isAboutOneThing {
            ledgerFailures.append(error)
        }
    }

    fileprivate mutating func note(_ findings: BookFindings, _ witnesses: inout ClockWitnesses) {
        failed += findings.failed
        bookFailure = bookFailure ?? findings.failure
        witnesses.take(secondsAhead: findings.secondsAhead)
    }

    fileprivate mutating func count(what ledger: Ledger, at now: Instant) throws {
        let states: [SubmissionState] = [.accepted, .unknown, .unpriced]
        let found = try states.map { try ledger.readableSubmissions(in: [$0]).submissions }
        (stillRunning, unknown, unpriced) = (found[0].count, found[1].count, found[2].count)
        let late = found[0].filter { $0.isLate(at: now) }
        self.late = late.count
        latest = late.min { $0.runningSince < $1.runningSince }?.id
        ledgerFailures += try ledger.readableSubmissions(
            in: SubmissionState.allCases.filter(\.holdsMoney)
        ).failures
    }
}

extension Meter {
    /// Whether the provider has anything to say of a submission: how it ended, or what it cost.
    package func needsProvider() throws -> Bool {
        try !readable(in: [.accepted, .unpriced, .unknown]).isEmpty
            || !ledger.provisional().isEmpty
    }
}
