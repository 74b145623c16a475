import Accounting
import GRDB

/// One write transaction on the ledger: appends entries, lets the projections follow each, and raises
/// the alerts that they cross.
final class Posting {
    let database: Database
    /// What its entries are dated: now, and no earlier than what is in the journal.
    let instant: Instant
    /// Now, and when the newest entry was made.
    let time: RecordingTime
    let budgets: Budgets
    private(set) var alerts: [Alert] = []
    private let calendar: LedgerCalendar
    private let projector: Projector
    private(set) var head: Journal.Head
    private let makeID: (Instant) -> SubmissionID

    /// - Parameter remembered: the end of the journal, and the budgets that were read at that entry.
    init(
        database: Database, calendar: LedgerCalendar, at instant: Instant,
        after remembered: BudgetCache.Remembered, makeID: @escaping (Instant) -> SubmissionID
    ) {
        self.database = database
        self.calendar = calendar
        self.makeID = makeID
        head = remembered.head
        time = RecordingTime(now: instant, newest: head.date)
        self.instant = time.instant
        budgets = Budgets(database: database, known: remembered.contents)
        projector = Projector(budgets)
    }

    /// The end of the journal after it, and the budgets there.
    var remembered: BudgetCache.Remembered { (head, budgets.contents) }

    /// Appends an entry and everything that follows from it.
    ///
    /// - Returns: the submission that it is about, as it stands now.
    @discardableResult
    func post(_ entry: Entry, before: Submission? = nil) throws -> Submission? {
        let calendarFacts = try BudgetCalendar(budgets: budgets, calendar: calendar)
            .calendarFacts(of: entry, at: instant)
        head = try Journal.append(entry, calendarFacts, at: instant, after: head, in: database)
        let effect = try projector.apply(
            entry, calendarFacts, seq: head.seq, at: instant, before: before)
        for standing in effect.touched {
            guard standing.window.period.contains(instant),
                let threshold = standing.crossedThreshold
            else { continue }
            try raise(
                standing.alert(
                    id: makeID(instant).description, crossing: threshold,
                    submissionID: entry.submissionID))
        }
        return effect.submission
    }

    var submissions: Submissions { projector.submissions }

    /// Writes what the projections still hold back. Nothing may be read with SQL before.
    func flush() throws { try projector.flush() }

    /// Ends the transaction's own part: what follows is its commit.
    ///
    /// - Throws: ``LedgerError`` of kind `invalid` when the accounts would hold what cannot be added up.
    func finish() throws {
        try projector.flush()
        try projector.rollup.requireSummable()
    }

    /// Raises an alert, and puts it where channels take it from.
    func raise(_ alert: Alert) throws {
        try post(.alertRaised(alert))
        try database.run("INSERT INTO outbox (alert_id) VALUES (?)", [alert.id])
        alerts.append(alert)
    }

    func raise(_ announcement: AlertDraft) throws {
        try raise(announcement.alert(id: makeID(instant).description))
    }

    /// Records that something is announced. False when it was before.
    func isNews(_ name: String) throws -> Bool {
        try database.run(
            "INSERT INTO announced (name, at) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
            [name, instant.microseconds])
        return database.changesCount > 0
    }
}
