import Accounting
import LedgerStore
import Provider

/// What the provider's books brought.
struct BookFindings {
    /// Lost submissions that were found, whatever became of them.
    var found = 0
    /// Lost submissions that are in no book.
    var absent = 0
    /// Submissions without a price, or with a provisional one, that the bill has priced.
    var priced = 0
    var troubled = 0
    /// Seconds that our clock is ahead of the provider's, as its pages showed.
    var secondsAhead: Int64 = 0
    /// Why a book was not read to its end; nothing was concluded from what it did not show.
    var trouble: Fault?

    mutating func note(_ end: BookEnd) {
        if case .incomplete(let fault) = end { trouble = trouble ?? fault }
    }
}

extension Meter {
    /// Books are read from a day before what is looked for to a little after now: clocks differ.
    static let clockToleranceSeconds = BookReader.clockToleranceSeconds
    static let lostLeadSeconds = 24 * 3600

    /// Looks for submissions whose answer was lost, by our id, which the provider's log carries.
    ///
    /// What is found running or done is accepted, so that polls go on from there. What is in neither
    /// book, after a day and two complete readings, is voided.
    ///
    /// - Throws: ``LedgerError`` about the file; `CancellationError`.
    func findLost(in books: any ProviderBooks, _ observe: @escaping Observer) async throws
        -> BookFindings
    {
        var findings = BookFindings()
        var search = LostAndFound(try ledger.submissions(in: .unknown))
        guard let start = Meter.start(of: search.lost) else { return findings }
        let now = clock.now()
        var reader = BookReader(books, clock: clock)
        let isKnown = { try ledger.submission(generationID: $0) != nil }
        let logEnd = try await reader.logs(from: start, to: Meter.end(at: now)) {
            try search.take($0, isKnown: isKnown)
        }
        findings.note(logEnd)
        for (submission, row) in search.alive {
            try conclude(BookVerdict.events(forAlive: row), submission, row, &findings, observe)
        }
        // From what else may be in a book nothing is concluded before it is read: another row may
        // say that it was made, and the bill that it was charged.
        guard logEnd == .complete, !(search.missing.isEmpty && search.failed.isEmpty) else {
            return findings
        }
        let billEnd = try await reader.bill(from: start, to: Meter.end(at: now)) {
            try search.take($0, isKnown: isKnown)
        }
        findings.note(billEnd)
        guard billEnd == .complete else { return findings }
        for (submission, row) in search.failed {
            let billed = row.inferenceID.flatMap { search.sums[$0] }
            let events = BookVerdict.events(forFailed: row, billed: billed)
            try conclude(events, submission, row, &findings, observe)
        }
        findings.secondsAhead = reader.secondsAhead
        try ledger.note(Sweep(at: now, start: start, end: now))
        let batch = try recordEach(
            absent(from: search, at: now, observe).map { ($0, BookVerdict.absent) }, observe)
        findings.absent = batch.recorded.count
        findings.troubled += batch.troubled
        return findings
    }

    /// Records what a row of the log means for a lost submission.
    private func conclude(
        _ events: [SubmissionEvent], _ submission: Submission, _ row: LogRow,
        _ findings: inout BookFindings, _ observe: Observer
    ) throws {
        var events = events
        if let id = row.inferenceID, let owner = try ledger.submission(generationID: id),
            owner.id != submission.id
        {
            // Imported before it was found: the charge is in the ledger already.
            guard owner.estimate.isImported else {
                observe(.troubled(submission, .taken(id, by: owner.id)))
                return
            }
            events = [.voided(.imported(id, as: owner.id))]
        }
        let batch = try recordEach(events.map { (submission, $0) }, observe)
        findings.found += batch.recorded.isEmpty ? 0 : 1
        findings.troubled += batch.troubled
    }

    private func absent(from search: LostAndFound, at now: Instant, _ observe: Observer) throws
        -> [Submission]
    {
        try search.missing.filter { submission in
            let sent = submission.dispatchedAt ?? submission.reservedAt
            let sweeps = try ledger.sweeps(covering: sent)
            guard BookVerdict.isAbsent(submission, from: sweeps, at: now) else { return false }
            guard let suspect = search.suspects[submission.id] else { return true }
            observe(.troubled(submission, .unclaimed(suspect)))
            return false
        }
    }

    /// Prices from the bill what nobody else has priced: unpriced submissions, and those whose
    /// reservation only stands in.
    func priceFromBill(_ books: any ProviderBooks, _ observe: Observer) async throws -> BookFindings
    {
        var findings = BookFindings()
        let wanted = try ledger.submissions(in: .unpriced) + ledger.provisional()
        guard let start = Meter.start(of: wanted) else { return findings }
        var sums: [String: BillSum] = [:]
        for submission in wanted { sums[submission.generationID ?? ""] = BillSum() }
        var reader = BookReader(books, clock: clock)
        let end = try await reader.bill(
            from: start, to: Meter.end(at: clock.now())
        ) { line in
            guard let id = line.referenceID, sums[id] != nil else { return }
            sums[id]?.add(line)
        }
        findings.note(end)
        // What was not read to its end may have missed a refund: better late than twice.
        guard end == .complete else { return findings }
        let events = wanted.compactMap { submission in
            submission.generationID.flatMap { sums[$0] }
                .flatMap { BookVerdict.event(for: submission, billed: $0) }
                .map { (submission, $0) }
        }
        let batch = try recordEach(events, observe)
        findings.priced = batch.recorded.count
        findings.troubled = batch.troubled
        return findings
    }

    private static func end(at now: Instant) -> Instant {
        now.advanced(bySeconds: clockToleranceSeconds)
    }

    /// From where on the books must be read to find submissions; nil without any.
    private static func start(of submissions: [Submission]) -> Instant? {
        submissions.map(\.reservedAt).min()?.advanced(bySeconds: -lostLeadSeconds)
    }
}

extension Fault {
    fileprivate static func unclaimed(_ what: String) -> Fault {
        Fault(
            name: "unclaimed_generation",
            message: "the provider has \(what) that no submission claims and that may be this one;"
                + " end it with: bursar resolve")
    }

    fileprivate static func taken(_ generationID: String, by owner: SubmissionID) -> Fault {
        Fault(
            name: "generation_taken",
            message:
                "the provider's log has it as generation \(generationID), which already belongs"
                + " to submission \(owner); end it with: bursar resolve")
    }

    fileprivate static func imported(_ generationID: String, as owner: SubmissionID) -> Fault {
        Fault(
            name: "imported",
            message: "its generation \(generationID) was imported from the provider's books as"
                + " submission \(owner), with its charge")
    }
}
