import Accounting
import LedgerStore

/// One comparison of the ledger with the provider's books of a period: it finds what they do not agree
/// on, and has the ledger take over what the bill says.
struct Reconciler: Sendable {
    let meter: Meter
    /// The books, as far as they were read, and what was found in them.
    var period: BooksOfPeriod

    init(_ period: BooksOfPeriod) {
        meter = period.meter
        self.period = period
    }
}

extension Reconciler {
    /// Finds the differences between what the ledger has of the period and what was read of the books.
    mutating func compare() async throws {
        try await compareSubmissions()
        if period.statement.isBillUsable { try compareOthers() }
    }

    /// Compares the submissions of the period with their generations in the books.
    private mutating func compareSubmissions() async throws {
        let reconciliation = period.reconciliation
        var filter = SubmissionFilter()
        filter.firstDay = period.statement.firstDay
        filter.lastDay = period.statement.lastDay
        self = try await meter.ledger.foldSubmissions(
            matching: filter, into: self, unreadable: { $0.period.statement.note(unreadable: $1) }
        ) { reconciler, submission in
            try reconciler.compare(submission, by: reconciliation)
        }
    }

    private mutating func compare(_ submission: Submission, by reconciliation: Reconciliation)
        throws
    {
        let model = submission.subject.model
        if let charge = submission.charge {
            period.statement.count(of: model, on: submission.day) {
                $0.add(ledger: charge.usd)
            }
        }
        guard period.statement.isBillUsable else { return }
        let books = try period.index.generation(of: submission)
        if let books {
            try period.index.claim(books.id)
            period.statement.count(of: model, on: submission.day) { totals in
                if let sum = books.billed { totals.add(sum, isGoverned: true) }
                if let cost = books.logged?.cost { totals.add(logged: cost.usd) }
            }
        }
        switch reconciliation.outcome(of: submission, in: books) {
        case .agrees: period.statement.matched += 1
        case .nothing where reconciliation.isOverdue(submission):
            period.statement.overdue.add(submission.openReservation)
            period.statement.firstOverdue = period.statement.firstOverdue ?? submission.id
        case .nothing: break
        case .pending(let usd): period.statement.pending.add(usd)
        case .unidentified(let usd): period.statement.unidentified.add(usd)
        case .differs(let difference): try period.note(difference)
        }
    }

    /// Looks at what no submission of the period claims: charges of others, and of other periods.
    private mutating func compareOthers() throws {
        let reconciliation = period.reconciliation
        let calendar = meter.ledger.calendar
        let lost = try lostSubmissions()
        try period.index.forEachUnclaimed { books in
            do {
                if let owner = try owner(of: books) {
                    return period.statement.noteElsewhere(books, of: owner)
                }
            } catch let error as LedgerError where error.isAboutOneThing {
                return period.statement.note(unreadable: error)
            }
            guard let at = books.at else { return }
            let day = calendar.day(of: at)
            guard period.statement.contains(day) else { return }
            period.statement.count(of: books.model, on: day) { totals in
                if let cost = books.logged?.cost { totals.add(logged: cost.usd) }
                if let sum = books.billed, sum.charges > 0 { totals.add(sum, isGoverned: false) }
            }
            let difference = reconciliation.ungoverned(books, day: day, lost: lost)
            if let difference { try period.note(difference) }
        }
    }

    /// The ones that a charge without an owner may be of.
    func lostSubmissions() throws -> [LostSubmission] {
        try meter.lost(
            meter.ledger.submissions(in: .unknown) + meter.ledger.submissions(in: .dispatched),
            at: meter.clock.now())
    }

    /// The submission that a generation is of; nil when the ledger has none.
    func owner(of books: ReconciledGeneration) throws -> Submission? {
        if let owner = try meter.ledger.submission(generationID: books.id) { return owner }
        guard let id = books.clientSubmission, let named = try meter.ledger.submission(id),
            // Else it is a second generation under one name, and a charge of its own.
            named.generationID == nil, try period.index.generation(of: named)?.id == books.id
        else { return nil }
        return named
    }
}

extension Reconciler {
    private static let batchSize = 256

    /// Records what the bill says, one submission after another.
    ///
    /// Each is compared again: another process may have corrected it meanwhile.
    mutating func apply(_ observe: Observer) async throws {
        var last: Int64 = 0
        while true {
            let batch = try period.index.differences(
                with: .apply, after: last, limit: Reconciler.batchSize)
            guard let end = batch.last else { return }
            try Task.checkCancellation()
            for (number, difference) in batch {
                guard let id = difference.submissionID,
                    let submission = try meter.ledger.submission(id),
                    try await putRight(submission, observe)
                else { continue }
                try period.index.markApplied(number)
                period.statement.applied += 1
                period.statement.count(of: difference.model, on: difference.day) {
                    $0.take(difference)
                }
            }
            last = end.number
        }
    }

    /// - Returns: whether the ledger agrees with the bill now.
    private func putRight(_ submission: Submission, _ observe: Observer) async throws -> Bool {
        let books = try period.index.generation(of: submission)
        guard let event = period.reconciliation.correction(of: submission, in: books) else {
            return period.reconciliation.outcome(of: submission, in: books) == .agrees
        }
        return try await !meter.recordEach([(submission, event)], observe).recorded.isEmpty
    }
}

extension ReconciliationStatement {
    /// A row of the ledger that cannot be read: its charge would seem to have no submission, so nothing is
    /// imported.
    fileprivate mutating func note(unreadable error: LedgerError) {
        isComplete = false
        failure = failure ?? "\(error)"
    }

    /// What this period's bill shows of a submission of another day is the whole of it only where it is
    /// what the ledger has. Otherwise a longer period will tell.
    fileprivate mutating func noteElsewhere(_ books: ReconciledGeneration, of owner: Submission) {
        guard let sum = books.billed, sum.net != owner.charge?.usd ?? .zero else { return }
        elsewhere.add(sum.net)
        elsewhereSince = min(elsewhereSince ?? owner.day, owner.day)
    }
}
