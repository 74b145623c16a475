package import Accounting
package import LedgerStore

/// What one `sync` did, and what it left.
package struct SyncSummary: Sendable, Hashable {
    /// Submissions of processes that ended: voided or now unknown.
    package var recovered = 0
    package var polled = 0
    package var ended = 0
    /// Priced for the time being, after a day without a price: by the provider's log, or with their
    /// reservation.
    package var provisional = 0
    /// Lost ones that the provider's log has.
    package var found = 0
    /// Lost ones that count as absent from the provider's books.
    package var absent = 0
    /// What contradicts this machine's clock; then nothing was released, and nothing concluded from
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
    /// Polls that brought no usable answer, and submissions whose events the ledger would not record.
    package var failed = 0
    /// What the ledger would not read or record, apart from those; the round went on.
    package var ledgerFailures: [LedgerError] = []
    /// Polls that the provider did not answer, or for which it refused the key.
    package var unanswered = 0
    /// Submissions that were due and were not polled, because the provider was down, sent `Retry-After`
    /// or refused the key.
    package var unasked = 0
    /// Why the first unanswered poll had no answer.
    package var silence: Fault?
    /// Why the balance is not known, where `balance_below` is set.
    package var balanceFailure: Fault?

    package init() {}
}

extension SyncSummary {
    /// Runs one part of the round. An error that concerns one thing is kept, and the round goes on.
    ///
    /// - Throws: ``LedgerError`` about the file, which would meet every further part as well.
    mutating func guarding(
        _ part: (inout SyncSummary) async throws -> Void
    ) async throws {
        do {
            try await part(&self)
        } catch let error as LedgerError where error.isAboutOneThing {
            ledgerFailures.append(error)
        }
    }

    mutating func note(_ findings: BookFindings, _ witnesses: inout ClockWitnesses) {
        failed += findings.failed
        bookFailure = bookFailure ?? findings.failure
        witnesses.take(secondsAhead: findings.secondsAhead)
    }

    mutating func count(what ledger: Ledger, at now: Instant) throws {
        var oldest: Submission?
        ledgerFailures += try ledger.forEachSubmission(in: SubmissionState.holdingMoney) { open in
            switch open.state {
            case .accepted: stillRunning += 1
            case .unknown: unknown += 1
            case .unpriced: unpriced += 1
            case .reserved, .dispatched, .settled, .voided, .refused: break
            }
            guard open.isLate(at: now) else { return }
            late += 1
            if oldest.map({ open.runningSince < $0.runningSince }) ?? true { oldest = open }
        }
        latest = oldest?.id
    }
}
