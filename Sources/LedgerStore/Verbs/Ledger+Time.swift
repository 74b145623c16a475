package import Accounting
import GRDB

/// What the journal says of time.
extension Ledger {
    /// When the newest entry was made, by the clock of who made it; nil for a ledger without any.
    package func newestEntry() throws -> Instant? {
        try file.read { try Journal.head($0).date }
    }

    /// Whether what is submitted now counts in a day that is not over.
    ///
    /// - Throws: ``LedgerError`` of kind `clockBehind` when the newest entry lies too far ahead.
    package func requireClock(at now: Instant) throws {
        try Ledger.requireClock(RecordingTime(now: now, newest: newestEntry()))
    }

    static func requireClock(_ time: RecordingTime) throws {
        if let newest = time.entryAhead {
            throw LedgerError.clockBehind(newest: newest, now: time.now)
        }
    }

    /// When the last entry before those of a submission was made that is not dated after an instant.
    /// Nil where there is none.
    package func lastEntry(before id: SubmissionID, notAfter latest: Instant) throws -> Instant? {
        try file.read { database in
            try database.firstRow(
                """
                SELECT at FROM entry
                WHERE seq < (SELECT min(seq) FROM entry WHERE submission_id = ?) AND at <= ?
                ORDER BY seq DESC LIMIT 1
                """, [id.description, latest.microseconds]
            ) { try $0.instant() }
        }
    }
}
