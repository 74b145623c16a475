import Accounting
import LedgerStore
import Provider

extension Meter {
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
            try await conclude(
                LostInterpretation.events(forAlive: row), submission, row, &findings, observe)
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
            let billed = row.generation.flatMap { search.sums[$0] }
            let events = LostInterpretation.events(forFailed: row, billed: billed)
            try await conclude(events, submission, row, &findings, observe)
        }
        if reader.witnesses.isConfirmed { try await noteDatedAhead(search.lost, at: now) }
        try await ledger.note(Sweep(at: now, start: start, end: now))
        let batch = try await recordEach(
            absent(from: search, at: now, observe).map { ($0, LostInterpretation.absent) }, observe)
        findings.absent = batch.recorded.count
        findings.failed += batch.failed
        return findings
    }

    /// Records what a row of the log means for a lost submission.
    private func conclude(
        _ events: [SubmissionEvent], _ submission: Submission, _ row: LogRow,
        _ findings: inout BookFindings, _ observe: Observer
    ) async throws {
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
        let batch = try await recordEach(events.map { (submission, $0) }, observe)
        findings.found += batch.recorded.isEmpty ? 0 : 1
        findings.failed += batch.failed
    }

    private func absent(from search: LostSubmissionSearch, at now: Instant, _ observe: Observer)
        throws
        -> [Submission]
    {
        try search.missing.compactMap { lost in
            let sweeps = try ledger.sweeps(covering: lost.earliest...lost.latest)
            guard LostInterpretation.isAbsent(lost, from: sweeps, at: now) else { return nil }
            guard let suspect = search.suspects[lost.id] else { return lost.submission }
            observe(.failed(lost.submission, .unclaimed(suspect)))
            return nil
        }
    }
}

/// When submissions were sent whose answer was lost.
///
/// One that is dated later than now was made while a clock was ahead, and was sent at some time since the
/// entry before it. Once the provider's clock has confirmed ours that is kept: when its date has come,
/// nothing else tells it from one that was made then.
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

    /// Keeps that those of the future were sent before now, which is not in doubt.
    func noteDatedAhead(_ lost: [LostSubmission], at now: Instant) async throws {
        for lost in lost where lost.submission.isDatedAhead(of: now) {
            let name = Meter.sentBefore(lost.id)
            if try ledger.cached(name) == nil { try await ledger.cache("", as: name, at: now) }
        }
    }

    private static func sentBefore(_ id: SubmissionID) -> String { "sent before \(id)" }
}

extension Fault {
    fileprivate static func unclaimed(_ what: String) -> Fault {
        Fault(
            name: "unclaimed_generation",
            message: "the provider has \(what) that no submission claims and that may be this one")
    }

    fileprivate static func taken(_ generationID: String, by owner: SubmissionID) -> Fault {
        Fault(
            name: "generation_taken",
            message:
                "the provider's log has it as generation \(generationID), which already belongs"
                + " to submission \(owner)")
    }

    fileprivate static func imported(_ generationID: String, as owner: SubmissionID) -> Fault {
        Fault(
            name: "imported",
            message: "its generation \(generationID) was imported from the provider's books as"
                + " submission \(owner), with its charge")
    }
}
