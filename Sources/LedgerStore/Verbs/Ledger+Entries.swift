package import Accounting
import GRDB

/// Generations that failed at no cost, in the order in which the journal has it.
package struct Failures: Sendable {
    package let submissions: [Submission]
    /// The last entry of the journal that was looked at: where to begin the next time.
    package let lastEntry: Int64
    /// How many entries were looked at.
    package let entries: Int64
}

/// What is read from the journal itself: the entries of a submission, failures, and dates.
extension Ledger {
    /// What the journal holds of one submission, in the order it was written.
    ///
    /// - Throws: ``LedgerError`` of kind `unreadable` when an entry was damaged.
    package func entries(of id: SubmissionID) throws -> [(at: Instant, entry: Entry)] {
        let lines = try file.read { database in
            try database.rows(
                """
                SELECT seq, at, kind, submission_id, body, hash FROM entry
                WHERE submission_id = ? ORDER BY seq
                """, [id.description], read: Journal.line)
        }
        return try lines.map { line in
            do {
                return (line.at, try line.contents().entry)
            } catch {
                throw LedgerError(
                    .unreadable, "entry \(line.seq) of submission \(id) is damaged", .verify)
            }
        }
    }

    /// When the newest entry was made, by the clock of the process that made it; nil for a ledger without any.
    package func newestEntry() throws -> Instant? {
        try file.read { try Journal.head($0).date }
    }

    /// Whether what is submitted now counts in a day that is not over.
    ///
    /// - Throws: ``LedgerError`` of kind `clockBehind` when the newest entry lies too far ahead.
    package func requireClock(at now: Instant) throws {
        try requireClock(RecordingTime(now: now, newest: newestEntry()))
    }

    func requireClock(_ time: RecordingTime) throws {
        if let entryAhead = time.entryAhead(in: calendar) {
            throw LedgerError.clockBehind(entryAhead)
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

    /// The submissions that ended without a charge between two points of the journal, with a generation
    /// id and still without a charge. Not those that were
    /// ended by hand.
    ///
    /// - Parameters:
    ///   - entry: the last one that was looked at before; nil for none.
    ///   - start: from when on, where there is none.
    ///   - end: up to when.
    package func failures(after entry: Int64?, since start: Instant, until end: Instant) throws
        -> Failures
    {
        try file.read { database in
            let last = try Journal.lastEntry(notAfter: end, in: database)
            let first = try entry ?? Journal.lastEntry(notAfter: start, in: database)
            guard first < last else {
                return Failures(submissions: [], lastEntry: first, entries: 0)
            }
            let found = try Ledger.readable(
                where: """
                    id IN (SELECT submission_id FROM entry
                        WHERE seq > \(first) AND seq <= \(last) AND kind = 'voided')
                    AND state = 'voided' AND generation_id IS NOT NULL AND charge_nanos IS NULL
                    AND fault_name IS NOT '\(Fault.Kind.notCharged.rawValue)'
                    """, in: database)
            return Failures(
                submissions: found, lastEntry: last, entries: last - first)
        }
    }
}

extension Journal {
    /// The number of the last entry that was made by an instant; 0 where none was.
    ///
    /// It halves the journal until it is found: entries are in the order of their times.
    fileprivate static func lastEntry(notAfter instant: Instant, in database: Database) throws
        -> Int64
    {
        var low: Int64 = 0
        var high = try head(database).seq
        while low < high {
            let middle = low + (high - low + 1) / 2
            let at = try database.firstRow("SELECT at FROM entry WHERE seq = ?", [middle]) {
                try $0.instant()
            }
            guard let at, at <= instant else {
                high = middle - 1
                continue
            }
            low = middle
        }
        return low
    }
}
