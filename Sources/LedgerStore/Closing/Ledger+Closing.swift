package import Accounting
import Foundation
import GRDB
import Text

extension Ledger {
    /// Closes a month: its statement is written and its closing recorded, or neither.
    ///
    /// The statement is written from a snapshot, while others use the ledger. Where something was recorded
    /// meanwhile that belongs to the month, or to one that is closed, it is written anew; if that happens
    /// again and again, the last time is under the lock, and other writers wait.
    ///
    /// - Parameters:
    ///   - anyway: also with submissions whose cost is not final.
    ///   - writing: writes the statement to where it is not seen yet, durably, and returns the SHA-256 of
    ///     its manifest; called up to ``closingTries`` times and once more. What it throws ends the closing.
    /// - Throws: ``ClosingRefusal``; ``LedgerError``, of kind `clockBehind` when the newest entry lies too
    ///   far ahead of the clock. Then nothing is recorded.
    package func close(
        _ month: Month, anyway: Bool, at now: Instant,
        writing: @escaping @Sendable (StatementReading) throws -> String
    ) async throws -> ClosedMonth {
        for _ in 0..<Ledger.closingTries {
            let draft = try await file.readAside { database in
                let time = RecordingTime(now: now, newest: try Journal.head(database).date)
                return try write(month, anyway: anyway, at: time, in: database, writing)
            }
            let closed = try await post(at: now, isLong: true) { posting in
                let (head, database) = (posting.head.seq, posting.database)
                return try ClosingGap(after: draft.closing, before: head + 1).isClear(in: database)
                    ? record(draft, posting) : nil
            }
            if let closed { return closed }
        }
        return try await post(at: now, isLong: true) { posting in
            try record(
                write(month, anyway: anyway, at: posting.time, in: posting.database, writing),
                posting)
        }
    }

    /// How often a statement is written while others use the ledger.
    package static let closingTries = 3

    private func write(
        _ month: Month, anyway: Bool, at time: RecordingTime, in database: Database,
        _ writing: (StatementReading) throws -> String
    ) throws -> WrittenStatement {
        try requireClock(time)
        let reading = try StatementReading(month, at: time.instant, calendar, in: database)
        let facts = ClosingRefusal.Facts(
            now: time.instant, endsAt: month.end(in: calendar),
            closed: try MonthClosingRow.all(in: database).first { $0.month == month },
            firstMonth: try Ledger.firstMonth(in: database), unsettled: reading.unsettled)
        if let refusal = ClosingRefusal(closing: month, facts, anyway: anyway) { throw refusal }
        return WrittenStatement(
            closing: reading.closing(manifest: try writing(reading)), at: time.instant)
    }

    private func record(_ statement: WrittenStatement, _ posting: Posting) throws -> ClosedMonth {
        var closing = statement.closing
        if statement.at != posting.instant { closing.writtenAt = statement.at }
        try posting.post(.monthClosed(closing))
        return ClosedMonth(closing, entry: posting.head.seq, recordedAt: posting.instant)
    }

    /// A statement that is written, and whose closing is not recorded.
    private struct WrittenStatement {
        let closing: MonthClosing
        let at: Instant
    }

    /// The months that are closed, in the order in which that was done.
    package func closedMonths() throws -> [ClosedMonth] {
        try file.read(MonthClosingRow.all)
    }

    /// What came to closed months behind an entry of the journal, in its order.
    ///
    /// - Parameters:
    ///   - last: the entry that the last of them may have.
    ///   - filter: whose model, mode, orientation and project count; nil for all. Of an edit of the filing
    ///     it lets through what was moved into those accounts, or out of them.
    package func lateChanges(
        after entry: Int64, through last: Int64 = .max, matching filter: SubmissionFilter? = nil
    ) async throws -> [LateChange] {
        try await file.readAside {
            try LateChangeRow.all(after: entry, through: last, matching: filter, in: $0)
        }
    }

    /// What came to a month since it was closed.
    package func changes(since closed: ClosedMonth) throws -> LateChange.Sum {
        try file.read {
            try LateChangeRow.sum(of: closed.month, after: closed.entry, in: $0)
        }
    }

    /// The months before one that something was submitted in and that are not closed, the first one first.
    package func openMonths(before month: Month) throws -> [Month] {
        try file.read { database in
            let months = try database.rows(
                "SELECT DISTINCT substr(day, 1, 7) FROM rollup WHERE day < ? ORDER BY 1",
                [month.first.description]
            ) { try $0.text() }
            let closed = try MonthClosingRow.months(in: database)
            return months.compactMap { Month($0) }.filter { !closed.contains($0) }
        }
    }

    /// A name for the ledger that stays, as its statements have it: the beginning of its first entry's
    /// hash. Empty for a ledger that is not made yet.
    package func id() throws -> String { try file.read(Journal.ledgerID) }

    private static func firstMonth(in database: Database) throws -> Month? {
        try database.firstRow("SELECT min(day) FROM rollup") { try $0.textOrNil() }?
            .flatMap { Day($0) }.map { Month(of: $0) }
    }
}

// MARK: - As it was

extension Ledger {
    /// Reads a closed month as it was when it was closed, from a replay of the journal up to there.
    ///
    /// - Throws: ``LedgerError``: of kind `unreadable` where the journal was changed since.
    package func readStatement<Result: Sendable>(
        of closed: ClosedMonth,
        _ body: @escaping @Sendable (StatementReading) throws -> Result
    ) async throws -> Result {
        try await file.readAside { [calendar] database in
            let scratch = try VerifierScratch(in: FileManager.default.temporaryDirectory)
            defer { scratch.remove() }
            do {
                return try scratch.makeDatabase(withIndexes: true).queue.writeWithoutTransaction {
                    try Replay.take(closed.closing, from: database, into: $0, in: scratch)
                    return try body(
                        StatementReading(closed.month, at: closed.at, calendar, in: $0))
                }
            } catch let error as DatabaseError {
                if let failure = scratch.failure(error) { throw failure.error }
                throw error
            } catch let failure as VerifierScratch.Failure {
                throw failure.error
            }
        }
    }
}

extension Replay {
    /// Replays a journal, lines and all, up to the head of a closing.
    fileprivate static func take(
        _ closing: MonthClosing, from ledger: Database, into replayed: Database,
        in scratch: VerifierScratch
    ) throws {
        var chain = ChainCheck()
        var replay = Replay(into: replayed, in: scratch)
        try replayed.inTransaction {
            try Journal.forEachLine(in: ledger, through: closing.entries) { line in
                try replay.apply(chain.read(line))
                try Journal.insert(line, in: replayed)
            }
            try replay.finish()
            return .commit
        }
        let problem = chain.problems.first ?? replay.problem
        guard problem == nil, Hexadecimal.text(of: chain.hash) == closing.head else {
            throw LedgerError(
                .unreadable,
                "the journal is not the one that \(closing.month) was closed with: "
                    + (problem ?? "entry \(closing.entries) has another hash"),
                .verify)
        }
    }
}
