import Accounting
import LedgerStore
import Provider

/// What the provider's books brought.
struct BookFindings {
    /// Lost submissions that were found, whatever became of them.
    var found = 0
    /// Lost submissions that are in no book.
    var absent = 0
    /// Submissions that the books have priced: those without a price, with a provisional one, and
    /// failures that were charged all the same.
    var priced = 0
    /// Submissions that the log has priced for the time being.
    var provisional = 0
    /// Open submissions that the books have ended.
    var ended = 0
    var failed = 0
    /// Seconds that our clock is ahead of the provider's, as its pages said; nil when none did.
    var secondsAhead: Int64?
    /// Why a book was not read to its end; nothing was concluded from what it did not show.
    var failure: Fault?

    mutating func note(_ end: BookEnd, _ reader: BookReader) {
        if case .incomplete(let fault) = end { failure = failure ?? fault }
        secondsAhead = reader.witnesses.secondsAhead
    }
}

extension Meter {
    /// Books are read from a day before what is looked for to a little after now: clocks differ.
    static let clockToleranceSeconds = ClockWitnesses.toleranceSeconds
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
        let now = clock.now()
        var search = LostSubmissionSearch(try lost(readable(in: [.unknown]), at: now))
        guard let start = Meter.start(of: search.lost.map(\.earliest), before: now) else {
            return findings
        }
        var reader = try reader(of: books)
        let isKnown = ledger.hasGeneration
        let logEnd = try await reader.logs(from: start, to: Meter.end(at: now)) {
            try search.take($0, isKnown: isKnown)
        }
        findings.note(logEnd, reader)
        for (submission, row) in search.alive {
            try conclude(
                BookInterpretation.events(forAlive: row), submission, row, &findings, observe)
        }
        // From what else may be in a book nothing is concluded before it is read: another row may
        // say that it was made, and the bill that it was charged.
        guard logEnd == .complete, !(search.missing.isEmpty && search.failed.isEmpty) else {
            return findings
        }
        let billEnd = try await reader.bill(
            from: start, to: Meter.end(at: now), begin: { search.beginBill() }
        ) {
            try search.take($0, isKnown: isKnown)
        }
        findings.note(billEnd, reader)
        guard billEnd == .complete else { return findings }
        for (submission, row) in search.failed {
            let billed = row.inferenceID.flatMap { search.sums[$0] }
            let events = BookInterpretation.events(forFailed: row, billed: billed)
            try conclude(events, submission, row, &findings, observe)
        }
        if reader.witnesses.isConfirmed { try noteDatedAhead(search.lost, at: now) }
        try ledger.note(Sweep(at: now, start: start, end: now))
        let batch = try recordEach(
            absent(from: search, at: now, observe).map { ($0, BookInterpretation.absent) }, observe)
        findings.absent = batch.recorded.count
        findings.failed += batch.failed
        return findings
    }

    /// Records what a row of the log means for a lost submission.
    private func conclude(
        _ events: [SubmissionEvent], _ submission: Submission, _ row: LogRow,
        _ findings: inout BookFindings, _ observe: Observer
    ) throws {
        var events = events
        let owner: Submission?
        do {
            owner = try row.inferenceID.flatMap { try ledger.submission(generationID: $0) }
        } catch let error as LedgerError where error.isAboutOneThing {
            observe(.failed(submission, Fault(ofLedger: error)))
            return findings.failed += 1
        }
        if let id = row.inferenceID, let owner, owner.id != submission.id {
            // Imported before it was found: the charge is in the ledger already.
            guard owner.estimate.isImported else {
                observe(.failed(submission, .taken(id, by: owner.id)))
                return
            }
            events = [.voided(.imported(id, as: owner.id))]
        }
        let batch = try recordEach(events.map { (submission, $0) }, observe)
        findings.found += batch.recorded.isEmpty ? 0 : 1
        findings.failed += batch.failed
    }

    private func absent(from search: LostSubmissionSearch, at now: Instant, _ observe: Observer)
        throws
        -> [Submission]
    {
        try search.missing.compactMap { lost in
            let sweeps = try ledger.sweeps(covering: lost.earliest...lost.latest)
            guard BookInterpretation.isAbsent(lost, from: sweeps, at: now) else { return nil }
            guard let suspect = search.suspects[lost.id] else { return lost.submission }
            observe(.failed(lost.submission, .unclaimed(suspect)))
            return nil
        }
    }

    static func end(at now: Instant) -> Instant {
        now.advanced(bySeconds: clockToleranceSeconds)
    }

    /// From where on the books must be read to find what was made at these instants; nil without any.
    ///
    /// - Parameter now: what was dated later was made by then all the same.
    static func start(of instants: [Instant], before now: Instant) -> Instant? {
        instants.min().map { min($0, now).advanced(bySeconds: -lostLeadSeconds) }
    }

    func reader(of books: any ProviderBooks) throws -> BookReader {
        BookReader(books, clock: clock, newestEntry: try ledger.newestEntry())
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
