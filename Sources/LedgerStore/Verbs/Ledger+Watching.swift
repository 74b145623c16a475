package import Accounting
import GRDB

extension Ledger {
    /// Every submission that holds money, the latest first.
    package func holding() throws -> [Submission] {
        let states = SubmissionState.holdingMoney
            .map { "state = '\($0.rawValue)'" }
        return try file.read { database in
            try database.rows(
                """
                SELECT \(SubmissionRow.selection) FROM submission
                WHERE \(states.joined(separator: " OR ")) ORDER BY reserved_at DESC, id DESC
                """, read: SubmissionRow.submission)
        }
    }

    /// How many submissions hold money in each state that does.
    package func countsHolding() throws -> [SubmissionState: Int] {
        try file.read { database in
            var counts: [SubmissionState: Int] = [:]
            for state in SubmissionState.holdingMoney {
                counts[state] = try database.firstRow(
                    "SELECT count(*) FROM submission WHERE \(Ledger.condition(on: state))"
                ) { try $0.int() }
            }
            return counts
        }
    }

    /// How many of the last entries are looked through for charges: more would take too long.
    package static let entriesLookedThrough = 10_000

    /// The submissions that were charged or adjusted last, as the journal has it, the latest first.
    package func lastCharged(limit: Int) throws -> [Submission] {
        try file.read { database in
            let ids = try database.rows(
                """
                SELECT submission_id FROM entry
                WHERE seq > ? AND kind IN ('settled', 'adjusted')
                GROUP BY submission_id ORDER BY max(seq) DESC LIMIT ?
                """, [try firstLookedThrough(in: database), limit]
            ) { try $0.text() }
            return try ids.compactMap(SubmissionID.init)
                .compactMap { try SubmissionRow.fetch($0, from: database) }
                .filter { $0.charge != nil }
        }
    }

    /// Of the submissions that were imported last, those that were charged last, the latest first: history
    /// was charged when it was made, and not when it was taken in.
    package func lastImported(limit: Int) throws -> [Submission] {
        try file.read { database in
            try database.rows(
                """
                SELECT \(SubmissionRow.selection) FROM submission
                WHERE charge_nanos IS NOT NULL AND id IN (
                    SELECT submission_id FROM entry WHERE seq > ? AND kind = 'imported')
                ORDER BY coalesce(finished_at, reserved_at) DESC, id DESC LIMIT ?
                """, [try firstLookedThrough(in: database), limit],
                read: SubmissionRow.submission)
        }
    }

    private func firstLookedThrough(in database: Database) throws -> Int64 {
        try Journal.head(database).seq - Int64(Ledger.entriesLookedThrough)
    }
}
