import Accounting
import LedgerStore
import Provider

extension Meter {
    private static let askedMemo = "books_asked"
    private static let failuresMemo = "failures_asked"
    /// A failure is looked up in the bill when it is this old: a charge may take so long to land.
    private static let failureAgeSeconds = 24 * 3600
    /// The first round looks up no failure older than this.
    private static let failuresBackSeconds = 30 * 86_400
    /// What is older than this is looked up once an hour instead of in every round.
    private static let patientAfterSeconds = 3 * 86_400
    private static let patienceSeconds: Int64 = 3600
    /// The log dates a generation when it was asked for, or when it ended.
    private static let logTailSeconds = 48 * 3600
    /// The journal is looked through for failures; after so many entries it is noted how far.
    private static let mostEntriesAgain: Int64 = 1000

    /// Looks up in the books what polls do not bring: how a submission ended that is open for a day, what
    /// one cost that has no price or a provisional one, and, once, a day later, whether a failure without
    /// a cost was charged all the same.
    ///
    /// What is in neither book stays as it is: only the provider or a person ends what the provider has.
    ///
    /// - Throws: ``LedgerError`` about the file; `CancellationError`.
    func askBooks(_ books: any ProviderBooks, _ observe: Observer) async throws -> BookFindings {
        var findings = BookFindings()
        let now = clock.now()
        let failures = try failuresToAskAfter(at: now)
        let waiting = try waiting(at: now)
        var inquiry = BookInquiry(waiting.submissions + failures.submissions, at: now)
        guard let start = Meter.start(of: inquiry.submissions.map(\.reservedAt), before: now) else {
            try await noteAsked(failures, at: now)
            return findings
        }
        var reader = try reader(of: books)
        let billEnd = try await reader.bill(
            from: start, to: Meter.end(at: now), begin: { inquiry.forgetBill() }
        ) { inquiry.take($0) }
        findings.note(billEnd, reader)
        // A refund may stand in the part that was not read; then the charge would be too high.
        guard billEnd == .complete else { return findings }
        try await take(inquiry.submissions, &findings, observe, inquiry.eventFromBill)
        try await noteAsked(failures, at: now)
        if waiting.isAll { try await ledger.cache("", as: Meter.askedMemo, at: now) }
        let asked = inquiry.askedOfLog
        let sent = asked.map(\.reservedAt)
        if let logStart = Meter.start(of: sent, before: now), let last = sent.max() {
            let logEnd = try await reader.logs(
                from: logStart,
                to: min(Meter.end(at: now), last.advanced(bySeconds: Meter.logTailSeconds))
            ) { inquiry.take($0) }
            findings.note(logEnd, reader)
            guard logEnd == .complete else { return findings }
            try await take(asked, &findings, observe, inquiry.eventFromBooks)
        }
        return findings
    }

    /// What is open for a day or has no certain price. Of what is older than some days, only where
    /// the last question is an hour old.
    private func waiting(at now: Instant) throws -> (submissions: [Submission], isAll: Bool) {
        let all =
            try readable(in: [.accepted]) { $0.isOverdue(at: now) }
            + readable(in: [.unpriced]) + ledger.provisional()
        let last = try ledger.cached(Meter.askedMemo)?.at
        let isRested = last.map { $0 > now || now.seconds(since: $0) >= Meter.patienceSeconds }
        if isRested ?? true { return (all, true) }
        let old = now.advanced(bySeconds: -Meter.patientAfterSeconds)
        return (all.filter { $0.reservedAt > old }, false)
    }

    private func failuresToAskAfter(at now: Instant) throws -> Failures {
        try ledger.failures(
            after: ledger.cached(Meter.failuresMemo).flatMap { Int64($0.text) },
            since: now.advanced(bySeconds: -Meter.failuresBackSeconds),
            until: now.advanced(bySeconds: -Meter.failureAgeSeconds))
    }

    private func noteAsked(_ failures: Failures, at now: Instant) async throws {
        guard !failures.submissions.isEmpty || failures.entries > Meter.mostEntriesAgain else {
            return
        }
        try await ledger.cache("\(failures.lastEntry)", as: Meter.failuresMemo, at: now)
    }

    private func take(
        _ submissions: [Submission], _ findings: inout BookFindings, _ observe: Observer,
        _ event: (Submission) -> SubmissionEvent?
    ) async throws {
        let events = submissions.compactMap { submission in
            event(submission).map { (submission, $0) }
        }
        let batch = try await recordEach(events, observe)
        let wasOpen = Set(submissions.filter { $0.state == .accepted }.map(\.id))
        findings.ended += batch.recorded.count { wasOpen.contains($0.id) }
        let others = batch.recorded.filter { !wasOpen.contains($0.id) }
        findings.provisional += others.count { $0.charge?.isProvisional == true }
        findings.priced += others.count { $0.charge?.isProvisional != true }
        findings.failed += batch.failed
    }
}
