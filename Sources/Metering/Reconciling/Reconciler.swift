import Accounting
import LedgerStore
import Provider

/// One comparison of the ledger with the provider's books of a period: it reads both books, and finds
/// what the ledger and the bill do not agree on.
struct Reconciler: Sendable {
    let meter: Meter
    /// Both books, folded into one row per generation, and the differences that were found.
    let index: BillIndex
    var statement: ReconciliationStatement
    /// Whether the bill was read to its end: what it does not show is then not there.
    var isBillComplete = false

    init(_ meter: Meter, from firstDay: Day, to lastDay: Day) throws {
        let calendar = meter.ledger.calendar
        self.meter = meter
        index = try BillIndex()
        statement = ReconciliationStatement(
            firstDay: firstDay, lastDay: lastDay, start: calendar.start(of: firstDay),
            end: calendar.start(of: lastDay.advanced(by: 1)), timeZone: calendar.identifier,
            asOf: meter.clock.now())
    }

    /// The rules of the comparison, by how far the bill was read.
    var reconciliation: Reconciliation {
        Reconciliation(billedUntil: isBillComplete ? statement.asOf : nil)
    }
}

extension Reconciler {
    /// Finds the differences between what the ledger has of the period and what was read of the books.
    mutating func compare() async throws {
        try await compareSubmissions()
        if statement.isBillUsable { try compareOthers() }
    }

    /// Compares the submissions of the period with their generations in the books.
    private mutating func compareSubmissions() async throws {
        let reconciliation = reconciliation
        var filter = SubmissionFilter()
        filter.firstDay = statement.firstDay
        filter.lastDay = statement.lastDay
        self = try await meter.ledger.foldSubmissions(
            matching: filter, into: self, unreadable: { $0.statement.note(unreadable: $1) }
        ) { reconciler, submission in
            try reconciler.compare(submission, by: reconciliation)
        }
    }

    private mutating func compare(_ submission: Submission, by reconciliation: Reconciliation)
        throws
    {
        let model = submission.subject.model
        if let charge = submission.charge {
            statement.count(of: model) { $0.add(ledger: charge.usd) }
        }
        guard statement.isBillUsable else { return }
        let books = try index.generation(of: submission)
        if let books {
            try index.claim(books.id)
            statement.count(of: model) { totals in
                if let sum = books.billed { totals.add(sum, isGoverned: true) }
                if let cost = books.logged?.cost { totals.add(logged: cost.usd) }
            }
        }
        switch reconciliation.outcome(of: submission, in: books) {
        case .agrees: statement.matched += 1
        case .nothing where reconciliation.isOverdue(submission):
            statement.overdue.add(submission.openReservation)
            statement.firstOverdue = statement.firstOverdue ?? submission.id
        case .nothing: break
        case .pending(let usd): statement.pending.add(usd)
        case .unidentified(let usd): statement.unidentified.add(usd)
        case .differs(let difference): try note(difference)
        }
    }

    /// Looks at what no submission of the period claims: charges of others, and of other periods.
    private mutating func compareOthers() throws {
        let reconciliation = reconciliation
        let calendar = meter.ledger.calendar
        let lost = try lostSubmissions()
        try index.forEachUnclaimed { books in
            do {
                if let owner = try owner(of: books) {
                    return statement.noteElsewhere(books, of: owner)
                }
            } catch let error as LedgerError where error.isAboutOneThing {
                return statement.note(unreadable: error)
            }
            guard let at = books.at, statement.contains(calendar.day(of: at)) else { return }
            statement.count(of: books.model) { totals in
                if let cost = books.logged?.cost { totals.add(logged: cost.usd) }
                if let sum = books.billed, sum.charges > 0 { totals.add(sum, isGoverned: false) }
            }
            let difference = reconciliation.ungoverned(
                books, day: calendar.day(of: at), lost: lost)
            if let difference { try note(difference) }
        }
    }

    mutating func note(_ difference: Difference) throws {
        try index.note(difference)
        statement.differences += 1
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
            named.generationID == nil, try index.generation(of: named)?.id == books.id
        else { return nil }
        return named
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
