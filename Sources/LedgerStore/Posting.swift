import Accounting
import GRDB

/// One write transaction on the ledger: appends entries, lets the projections follow each, and raises
/// the alerts that they cross.
final class Posting {
    let database: Database
    let calendar: LedgerCalendar
    let instant: Instant
    private(set) var alerts: [Alert] = []
    private var head: Journal.Head
    private let makeID: (Instant) -> SubmissionID

    init(
        database: Database, calendar: LedgerCalendar, at instant: Instant,
        makeID: @escaping (Instant) -> SubmissionID
    ) throws {
        self.database = database
        self.calendar = calendar
        self.instant = instant
        self.makeID = makeID
        head = try Journal.head(database)
    }

    var budgets: Budgets { Budgets(database: database, calendar: calendar) }

    /// Appends an entry and everything that follows from it.
    func post(_ entry: Entry, before: Submission? = nil) throws {
        head = try Journal.append(entry, at: instant, after: head, in: database)
        let projector = Projector(database: database, calendar: calendar)
        let touched = try projector.apply(entry, seq: head.seq, at: instant, before: before)
        for standing in touched {
            guard standing.window.period.contains(instant),
                let threshold = standing.crossedThreshold
            else { continue }
            try raise(
                standing.alert(
                    id: makeID(instant).description, crossing: threshold,
                    submissionID: entry.submissionID))
        }
    }

    func raise(_ alert: Alert) throws {
        try post(.alertRaised(alert))
        alerts.append(alert)
    }

    func raise(
        _ event: Alert.Event, _ severity: Alert.Severity, _ message: String,
        budget: String? = nil, about id: SubmissionID? = nil
    ) throws {
        try raise(
            Alert(
                id: makeID(instant).description, event: event, severity: severity, message: message,
                budget: budget, submissionID: id))
    }
}
