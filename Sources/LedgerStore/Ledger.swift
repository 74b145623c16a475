package import Accounting
import Foundation
import GRDB

/// The accounts, in one SQLite file: every method is one whole business transaction.
///
/// A value to pass around freely; copies share the file. No method waits for a network, and none
/// reads a clock: instants come from the caller. What writes is `async`, and returns when it is on
/// the disk; what reads a few rows waits for no other, and is not. Opening a ledger may wait for the
/// lock on the calling thread.
///
///     let ledger = try Ledger(path: path, at: now)
///     switch try await ledger.reserve(proposal, at: now) { … }
package struct Ledger: Sendable {
    let file: LedgerFile
    let makeID: @Sendable (Instant) -> SubmissionID
    private var heedsCancellation = true

    /// The zone of days and periods, fixed when the ledger was made.
    package let calendar: LedgerCalendar
    /// The salt of fingerprints, without which no request can be guessed from one.
    package let salt: String

    package var path: String { file.path }

    /// Opens the ledger at a path, or makes it there.
    ///
    /// - Parameters:
    ///   - timeZone: the IANA name of the zone of a ledger that is made now; one that exists keeps its
    ///     own.
    ///   - salt: what fingerprints of a ledger that is made now are salted with: random by default.
    ///   - makeID: where ids of alerts and imported submissions come from.
    /// - Throws: ``LedgerError``.
    package init(
        path: String, timeZone: String = "UTC", salt: String? = nil, at instant: Instant,
        makeID: @escaping @Sendable (Instant) -> SubmissionID = SubmissionID.random
    ) throws {
        if try Ledger.presence(at: path) == .absent {
            try Ledger.make(
                at: path, timeZone: timeZone, salt: salt ?? SymmetricSalt.make(), at: instant)
        }
        try self.init(
            file: LedgerFile(path: path), makeID: makeID, orOpenIn: timeZone, salt: salt,
            at: instant)
    }

    /// Opens the ledger that is at a path.
    ///
    /// - Throws: ``LedgerError``: of kind `notFound` where there is none.
    package init(existingAt path: String, at instant: Instant) throws {
        try self.init(file: LedgerFile(path: path), at: instant)
    }

    /// An account without anything in it, which stands in for a ledger that is not made yet. What is
    /// written into it is gone with it.
    package init(absentFrom path: String) throws {
        file = try LedgerFile(insteadOf: path)
        makeID = SubmissionID.random
        calendar = try Ledger.calendar(named: "UTC")
        salt = SymmetricSalt.make()
    }

    private init(
        file: LedgerFile,
        makeID: @escaping @Sendable (Instant) -> SubmissionID = SubmissionID.random,
        orOpenIn timeZone: String = "UTC", salt: String? = nil, at instant: Instant
    ) throws {
        self.file = file
        self.makeID = makeID
        let settings = try Ledger.settings(of: file, orOpenIn: timeZone, salt: salt, at: instant)
        calendar = settings.calendar
        self.salt = settings.salt
    }

    /// Whether there is a file, and what is recorded stays.
    package var isKept: Bool { file.isKept }

    /// The same ledger, for what may wait for another time: it gives up on a busy one after so long.
    package func withLockTimeout(seconds: Int) -> Ledger {
        guard isKept else { return self }
        return Ledger(self, file: LedgerFile(file, lockTimeoutSeconds: seconds))
    }

    /// The same ledger, for what has happened already and must be recorded: what is written is written
    /// also when the task is cancelled.
    package var recordingRegardless: Ledger {
        var ledger = self
        ledger.heedsCancellation = false
        return ledger
    }

    private init(_ ledger: Ledger, file: LedgerFile) {
        self.file = file
        makeID = ledger.makeID
        calendar = ledger.calendar
        salt = ledger.salt
        heedsCancellation = ledger.heedsCancellation
    }

    /// Runs one transaction of the journal.
    func post<Result: Sendable>(
        at instant: Instant, isLong: Bool = false,
        _ body: @escaping @Sendable (Posting) throws -> Result
    ) async throws -> Result {
        try await enqueue(isLong: isLong) { [calendar, makeID] batch in
            let posting = Posting(
                database: batch.database, calendar: calendar, at: instant,
                after: try batch.takeRemembered(), makeID: makeID)
            let result = try body(posting)
            try posting.finish()
            batch.leave(posting.remembered)
            return result
        }
    }

    /// Runs one transaction that leaves the journal alone.
    func write<Result: Sendable>(_ body: @escaping @Sendable (Database) throws -> Result)
        async throws -> Result
    {
        try await enqueue { try body($0.database) }
    }

    private func enqueue<Result: Sendable>(
        isLong: Bool = false, _ body: @escaping @Sendable (WriteBatch) throws -> Result
    ) async throws -> Result {
        try await file.write(isLong: isLong, heedsCancellation: heedsCancellation, body)
    }

    private static func settings(
        of file: LedgerFile, orOpenIn timeZone: String, salt: String?, at instant: Instant
    ) throws -> (calendar: LedgerCalendar, salt: String) {
        if let settings = try file.read(settings(in:)) { return settings }
        return try file.writeAtOnce { batch in
            // Another process may have opened it since.
            if let settings = try settings(in: batch.database) { return settings }
            let salt = salt ?? SymmetricSalt.make()
            return (try open(batch.database, in: timeZone, salt: salt, at: instant), salt)
        }
    }

    /// Writes the first entry of a journal.
    static func open(
        _ database: Database, in timeZone: String, salt: String, at instant: Instant
    ) throws -> LedgerCalendar {
        let calendar = try calendar(named: timeZone)
        let posting = Posting(
            database: database, calendar: calendar, at: instant,
            after: (try Journal.head(database), BudgetCache.Contents()),
            makeID: SubmissionID.random)
        try posting.post(.opened(timeZone: timeZone, salt: salt))
        try posting.finish()
        return calendar
    }

    /// What the journal began with; where that was damaged, what followed from it. So a damaged ledger
    /// can still be opened, and verified. Nil for one without its first entry.
    static func settings(in database: Database) throws
        -> (calendar: LedgerCalendar, salt: String)?
    {
        let first = try Journal.opening(database)
        if case .opened(let zone, let salt) = try? first?.contents().entry,
            let calendar = try? calendar(named: zone)
        {
            return (calendar, salt)
        }
        let rows = try database.rows("SELECT name, value FROM setting") {
            (try $0.textOrNil(), try $0.textOrNil())
        }
        if first == nil, rows.isEmpty { return nil }
        let values = Dictionary(rows) { $1 }
        guard let zone = values["time_zone"] ?? nil, let salt = values["salt"] ?? nil else {
            throw LedgerError(
                .unreadable, "the ledger has lost its time zone; restore a backup")
        }
        return (try calendar(named: zone), salt)
    }

    static func calendar(named name: String) throws(LedgerError) -> LedgerCalendar {
        guard let zone = TimeZone(identifier: name) else {
            throw LedgerError(
                .unreadable, "the ledger's time zone '\(name)' is not known here; install tzdata")
        }
        return LedgerCalendar(zone: zone, name: name)
    }
}
