package import Accounting
import Foundation
import GRDB

/// What came of putting a backup into the place of a ledger.
package enum Restoration: Sendable {
    /// - Parameter kept: the name that the file which was there before has now; nil where none was.
    case restored(path: String, Verification, newest: Instant?, kept: String?)
    /// The backup is not in order, and nothing was changed.
    case refused(Verification)
}

extension Ledger {
    /// Puts a verified copy of a backup into the place of a ledger, and keeps the old one beside it.
    ///
    /// At every moment the name stands for the old file or for the whole new one. It needs no ledger to
    /// be there, nor one that can be read.
    ///
    /// - Throws: ``LedgerError``: of kind `busy` when another process has the ledger open, `notFound`
    ///   and `invalid` for what is no backup. Nothing was changed then.
    package static func restore(
        from backup: String, to path: String, at instant: Instant
    ) async throws -> Restoration {
        try await OwnThread.run { try restoreNow(from: backup, to: path, at: instant) }
    }

    private static func restoreNow(from backup: String, to path: String, at instant: Instant) throws
        -> Restoration
    {
        let presence = try presence(at: path)
        try requireBackup(backup, for: path)
        try LedgerPath.makeFolder(of: LedgerPath.resolved(path))
        let path = LedgerPath.resolved(path)
        return try WriteLock(path: path + ".lock", timeoutSeconds: LedgerFile.lockTimeoutSeconds)
            .withLock {
                if presence != .absent { try LedgerFile.requireNoOtherUser(of: path) }
                let new = try LedgerFile.unplaced(for: path, copying: backup)
                defer { new.file.discard() }
                guard new.verification.isInOrder else { return .refused(new.verification) }
                let kept = try put(new.file, inPlaceOf: path, at: instant)
                return .restored(
                    path: path, new.verification, newest: new.newest, kept: kept)
            }
    }

    private static func requireBackup(_ backup: String, for path: String) throws(LedgerError) {
        var status = stat()
        guard stat(backup, &status) == 0 else {
            throw LedgerError(
                errno == ENOENT ? .notFound : .invalid,
                "\(backup) cannot be read: \(String(cString: strerror(errno)))")
        }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else {
            throw LedgerError.noBackup(backup, "it is empty, or not a file")
        }
        guard FileIdentity(path: backup) != FileIdentity(path: path) else {
            throw LedgerError(.invalid, "\(backup) is the ledger itself; name a backup of it")
        }
    }

    /// - Returns: the name that the old file is kept under; nil where there was none.
    private static func put(_ new: UnplacedFile, inPlaceOf path: String, at instant: Instant) throws
        -> String?
    {
        let aside = try SetAside(path, at: instant)
        var old = stat()
        guard stat(path, &old) == 0 else {
            try aside.moveLogs()
            try LedgerFile.place(new, .replacing)
            return nil
        }
        guard old.st_mode & S_IFMT == S_IFREG else {
            throw LedgerError(.unreadable, "the ledger \(path) is not a file")
        }
        // Root restores for the user that the old file belonged to.
        if geteuid() == 0 { chown(new.temporaryPath, old.st_uid, old.st_gid) }
        try LedgerFile.closeLog(of: path)
        try aside.link()
        do {
            try aside.moveLogs()
            try LedgerFile.place(new, .replacing)
        } catch {
            aside.undo()
            throw error
        }
        return aside.name
    }
}

extension LedgerFile {
    /// A copy of a backup under a temporary name, brought up to date and verified.
    fileprivate static func unplaced(for path: String, copying backup: String) throws -> (
        file: UnplacedFile, verification: Verification, newest: Instant?
    ) {
        let source = try readerOfBackup(backup)
        defer { try? source.close() }
        var verification: Verification?
        var newest: Instant?
        let new = try unplaced(for: path) { new in
            do {
                let copy = try DatabaseQueue(path: new.temporaryPath)
                try source.backup(to: copy)
                try copy.close()
                let queue = try openWriter(at: new.temporaryPath)
                verification = try queue.read { try Verifier(ledger: $0).run() }
                newest = try queue.read { database in
                    let sql = "SELECT at FROM entry ORDER BY seq DESC LIMIT 1"
                    return try database.firstRow(sql) { try $0.instant() }
                }
                try queue.close()
            } catch let error as DatabaseError
                where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode)
            {
                throw LedgerError.noBackup(backup, "it is damaged")
            }
        }
        guard let verification else { throw LedgerError.noBackup(backup, "it cannot be read") }
        return (new, verification, newest)
    }

    private static func readerOfBackup(_ backup: String) throws -> DatabaseQueue {
        do {
            return try translating(backup) {
                let reader = try openReader(at: backup)
                _ = try reader.read { try refuseForeignAndNewer($0, path: backup) }
                return reader
            }
        } catch let error as LedgerError where [.foreign, .emptied].contains(error.kind) {
            throw LedgerError.noBackup(backup, "it is of another program, or empty")
        } catch let error as LedgerError where error.kind == .unreadable {
            throw LedgerError.noBackup(backup, "it is damaged, or no SQLite database")
        }
    }
}

extension LedgerError {
    fileprivate static func noBackup(_ path: String, _ reason: String) -> LedgerError {
        LedgerError(.invalid, "\(path) is no backup of a ledger: \(reason); nothing was changed")
    }
}
