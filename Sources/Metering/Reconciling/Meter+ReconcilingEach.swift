import Accounting
import LedgerStore

extension Meter {
    /// Compares the submissions of a period with their generations in the books.
    func compareSubmissions(
        _ reconciliation: Reconciliation, _ scratch: BillIndex,
        _ statement: inout ReconciliationStatement
    ) throws {
        var filter = SubmissionFilter()
        filter.firstDay = statement.firstDay
        filter.lastDay = statement.lastDay
        try ledger.forEachSubmission(
            matching: filter, unreadable: { statement.note(unreadable: $0) }
        ) { submission in
            let model = submission.subject.model
            if let charge = submission.charge {
                statement.count(of: model) { $0.add(ledger: charge.usd) }
            }
            guard statement.isBillUsable else { return }
            let books = try scratch.generation(of: submission)
            if let books {
                try scratch.claim(books.id)
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
            case .differs(let difference):
                try scratch.note(difference)
                statement.differences += 1
            }
        }
    }

    /// Looks at what no submission of the period claims: charges of others, and of other periods.
    func compareOthers(
        _ reconciliation: Reconciliation, _ scratch: BillIndex,
        _ statement: inout ReconciliationStatement
    ) throws {
        let lost = try lostSubmissions()
        try scratch.forEachUnclaimed { books in
            do {
                if let owner = try owner(of: books, scratch) {
                    return statement.noteElsewhere(books, of: owner)
                }
            } catch let error as LedgerError where error.isAboutOneThing {
                return statement.note(unreadable: error)
            }
            guard let at = books.at, statement.contains(ledger.calendar.day(of: at)) else { return }
            statement.count(of: books.model) { totals in
                if let cost = books.logged?.cost { totals.add(logged: cost.usd) }
                if let sum = books.billed, sum.charges > 0 { totals.add(sum, isGoverned: false) }
            }
            let difference = reconciliation.ungoverned(
                books, day: ledger.calendar.day(of: at), lost: lost)
            guard let difference else { return }
            try scratch.note(difference)
            statement.differences += 1
        }
    }

    /// The ones that a charge without an owner may be of.
    func lostSubmissions() throws -> [LostSubmission] {
        try lost(
            ledger.submissions(in: .unknown) + ledger.submissions(in: .dispatched),
            at: clock.now())
    }

    /// The submission that a generation is of; nil when the ledger has none.
    func owner(of books: ReconciledGeneration, _ scratch: BillIndex) throws -> Submission? {
        if let owner = try ledger.submission(generationID: books.id) { return owner }
        guard let id = books.clientSubmission, let named = try ledger.submission(id),
            // Else it is a second generation under one name, and a charge of its own.
            named.generationID == nil, try scratch.generation(of: named)?.id == books.id
        else { return nil }
        return named
    }
}

extension ReconciliationStatement {
    /// A row of the ledger that cannot be read: its charge would seem to be nobody's, so nothing is
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
