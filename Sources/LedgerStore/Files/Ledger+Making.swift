package import Accounting
import Foundation
import GRDB

extension Ledger {
    /// How a ledger came to be what it is when it was asked for.
    package enum Founding: Hashable, Sendable {
        case made
        /// In the place of a file that was empty.
        case madeOfEmptyFile
        case wasThere
        /// It had no entry but its first, and so its days could still become those of another zone.
        case movedFrom(zone: String)
    }

    /// Opens the ledger at a path, or makes it there with days in UTC.
    package static func openOrMake(at path: String, at instant: Instant) async throws
        -> (ledger: Ledger, how: Founding)
    {
        try await OwnThread.run {
            let isMade =
                try presence(at: path) == .absent
                && make(at: path, timeZone: "UTC", salt: SymmetricSalt.make(), at: instant)
            return (try Ledger(existingAt: path, at: instant), isMade ? .made : .wasThere)
        }
    }

    /// Makes a ledger, or gives one without anything in it the time zone.
    ///
    /// - Parameter timeZone: nil for UTC, or whatever a ledger that is there has.
    /// - Throws: ``LedgerError``: of kind `busy` where the zone would change and others use it.
    package static func found(at path: String, timeZone: String?, at instant: Instant) async throws
        -> (ledger: Ledger, how: Founding)
    {
        try await OwnThread.run { try foundNow(at: path, timeZone: timeZone, at: instant) }
    }

    private static func foundNow(at path: String, timeZone: String?, at instant: Instant) throws
        -> (ledger: Ledger, how: Founding)
    {
        let zone = timeZone ?? "UTC"
        var how = Founding.wasThere
        switch try presence(at: path) {
        case .absent:
            let isMade = try make(
                at: path, timeZone: zone, salt: SymmetricSalt.make(), at: instant)
            how = isMade ? .made : .wasThere
        case .empty:
            try replace(at: path, timeZone: zone, at: instant) {
                guard try presence(at: path) == .empty else { return false }
                how = .madeOfEmptyFile
                return true
            }
        case .there:
            // Opened as any command does it, so that it is of the current format.
            let before = try zoneIfUnused(LedgerFile(path: path))
            guard let timeZone, let before, before != timeZone else { break }
            try replace(at: path, timeZone: timeZone, at: instant) {
                guard let before = try zoneIfUnused(LedgerFile(readOnly: path)) else {
                    return false
                }
                let path = LedgerPath.resolved(path)
                try LedgerFile.requireNoOtherUser(of: path)
                try LedgerFile.closeLog(of: path)
                how = .movedFrom(zone: before)
                return true
            }
        }
        return (try Ledger(path: path, timeZone: zone, at: instant), how)
    }

    /// The zone of a ledger that has only its first entry; nil for every other.
    private static func zoneIfUnused(_ file: LedgerFile) throws -> String? {
        try file.read { database in
            let entries = try database.firstRow("SELECT count(*) FROM entry") { try $0.int() }
            return entries == 1 ? try settings(in: database)?.calendar.identifier : nil
        }
    }

    /// Makes a ledger where there is none. False when another process made it first.
    @discardableResult
    static func make(at path: String, timeZone: String, salt: String, at instant: Instant) throws
        -> Bool
    {
        // Before a folder is made for what could not be used.
        _ = try calendar(named: timeZone)
        try LedgerPath.makeFolder(of: LedgerPath.resolved(path))
        let path = LedgerPath.resolved(path)
        return try WriteLock(path: path + ".lock", timeoutSeconds: LedgerFile.lockTimeoutSeconds)
            .withLock {
                guard try presence(at: path) == .absent else { return false }
                let new = try LedgerFile.makeUnplaced(for: path) { database in
                    _ = try open(database, in: timeZone, salt: salt, at: instant)
                }
                defer { new.discard() }
                // SQLite would apply the log that it left of a removed file to this one.
                try SetAside(path, at: instant).moveLogs()
                // Under the lock there is still none; a link would be a second name for a moment.
                try LedgerFile.place(new, .replacing)
                return true
            }
    }

    /// Puts a new ledger in the place of a file without accounts, if that is still so under the lock.
    private static func replace(
        at path: String, timeZone: String, at instant: Instant, if isDue: () throws -> Bool
    ) throws {
        let path = LedgerPath.resolved(path)
        try WriteLock(path: path + ".lock", timeoutSeconds: LedgerFile.lockTimeoutSeconds)
            .withLock {
                guard try isDue() else { return }
                let new = try LedgerFile.makeUnplaced(for: path) { database in
                    _ = try open(
                        database, in: timeZone, salt: SymmetricSalt.make(), at: instant)
                }
                defer { new.discard() }
                try SetAside(path, at: instant).moveLogs()
                try LedgerFile.place(new, .replacing)
            }
    }
}

extension LedgerFile {
    /// A new ledger under a temporary name: what others find under its own is whole.
    static func makeUnplaced(for path: String, _ fill: (Database) throws -> Void) throws
        -> UnplacedFile
    {
        try unplaced(for: path) { new in
            let queue = try openWriter(at: new.temporaryPath, isNew: true)
            try queue.writeWithoutTransaction { database in
                try database.inTransaction(.immediate) {
                    try fill(database)
                    return .commit
                }
            }
            try queue.close()
        }
    }

    /// A file for the place of a ledger. `write` has closed it when it returns.
    static func unplaced(for path: String, _ write: (UnplacedFile) throws -> Void) throws
        -> UnplacedFile
    {
        let new: UnplacedFile
        do {
            new = try UnplacedFile(for: path, mode: 0o600)
        } catch {
            throw LedgerError(error, making: path)
        }
        do {
            try translating(path) { try write(new) }
        } catch {
            new.discard()
            throw error
        }
        return new
    }

    static func place(_ new: UnplacedFile, _ placing: UnplacedFile.Placing) throws(LedgerError) {
        do {
            try new.place(placing)
        } catch {
            throw LedgerError(error, making: new.path)
        }
    }
}

extension LedgerError {
    fileprivate init(_ fault: UnplacedFile.Fault, making path: String) {
        let kind: Kind =
            switch fault.code {
            case ENOSPC, EDQUOT: .full
            case EROFS, EACCES, EPERM: .readOnly
            default: .unreadable
            }
        self.init(kind, "the ledger \(path) cannot be made: \(fault)")
    }
}
