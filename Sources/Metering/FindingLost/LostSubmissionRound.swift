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
        var round = try LostSubmissionRound(self, observe)
        try await round.run(over: books)
        return round.findings
    }
}

/// One search for lost submissions in both books of the provider: what they show, and what is recorded
/// of it.
private struct LostSubmissionRound {
    private let meter: Meter
    private let observe: Observer
    private let now: Instant
    private var search: LostSubmissionSearch
    private(set) var findings = BookFindings()

    init(_ meter: Meter, _ observe: @escaping Observer) throws {
        self.meter = meter
        self.observe = observe
        now = meter.clock.now()
        search = LostSubmissionSearch(try meter.lost(meter.readable(in: [.unknown]), at: now))
    }

    mutating func run(over books: any ProviderBooks) async throws {
        guard let start = Meter.start(of: search.lost.map(\.earliest), before: now) else { return }
        let end = Meter.end(at: now)
        var reader = try meter.reader(of: books)
        let isKnown = meter.ledger.hasGeneration
        let logEnd = try await reader.logs(from: start, to: end) {
            try search.take($0, isKnown: isKnown)
        }
        findings.note(logEnd, reader)
        for (submission, row) in search.alive {
            try await record(LostInterpretation.events(forAlive: row), of: submission, from: row)
        }
        // From what else may be in a book nothing is concluded before it is read: another row may
        // say that it was made, and the bill that it was charged.
        guard logEnd == .complete, !(search.missing.isEmpty && search.failed.isEmpty) else {
            return
        }
        let billEnd = try await reader.bill(from: start, to: end, begin: { search.beginBill() }) {
            try search.take($0, isKnown: isKnown)
        }
        findings.note(billEnd, reader)
        guard billEnd == .complete else { return }
        for (submission, row) in search.failed {
            let billed = row.generation.flatMap { search.sums[$0] }
            let events = LostInterpretation.events(forFailed: row, billed: billed)
            try await record(events, of: submission, from: row)
        }
        if reader.witnesses.isConfirmed { try await meter.noteDatedAhead(search.lost, at: now) }
        try await meter.ledger.note(Sweep(at: now, start: start, end: now))
        try await voidAbsent()
    }

    /// Records what a row of the log means for a lost submission.
    private mutating func record(
        _ events: [SubmissionEvent], of submission: Submission, from row: LogRow
    ) async throws {
        var events = events
        let owner: Submission?
        do {
            owner = try row.inferenceID.flatMap { try meter.ledger.submission(generationID: $0) }
        } catch let error as LedgerError where error.isAboutOneThing {
            observe(.failed(submission, Fault(ofLedger: error)))
            return findings.failed += 1
        }
        if let id = row.inferenceID, let owner, owner.id != submission.id {
            // Imported before it was found: the charge is in the ledger already.
            guard owner.estimate.isImported else {
                return observe(.failed(submission, .taken(id, by: owner.id)))
            }
            events = [.voided(.imported(id, as: owner.id))]
        }
        let batch = try await meter.recordEach(events.map { (submission, $0) }, observe)
        findings.found += batch.recorded.isEmpty ? 0 : 1
        findings.failed += batch.failed
    }

    /// Ends those that are in neither book, unless a charge that no submission claims may be theirs.
    private mutating func voidAbsent() async throws {
        let absent = try search.missing.filter { lost in
            let sweeps = try meter.ledger.sweeps(covering: lost.earliest...lost.latest)
            guard LostInterpretation.isAbsent(lost, from: sweeps, at: now) else { return false }
            guard let suspect = search.suspects[lost.id] else { return true }
            observe(.failed(lost.submission, .unclaimed(suspect)))
            return false
        }
        let batch = try await meter.recordEach(
            absent.map { ($0.submission, LostInterpretation.absent) }, observe)
        findings.absent = batch.recorded.count
        findings.failed += batch.failed
    }
}

extension Fault {
    fileprivate static func unclaimed(_ what: String) -> Fault {
        Fault(
            .unclaimedGeneration,
            message: "the provider has \(what) that no submission claims and that may be this one")
    }

    fileprivate static func taken(_ generationID: String, by owner: SubmissionID) -> Fault {
        Fault(
            .generationTaken,
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
