import Accounting
import Foundation
import GRDB

extension Ledger {
    /// Opens a ledger only to look at it: none is made, no format is brought up to date, and there is no
    /// wait for the holder of the write lock.
    ///
    /// For prompts and status lines, which run every few seconds and must neither hang nor change anything.
    ///
    /// - Throws: ``LedgerError``: of kind `notFound` where there is no ledger, `emptied` for a file of
    ///   0 bytes, `older` for one that has to be brought up to date first.
    package init(readOnly path: String) throws {
        file = try LedgerFile(readOnly: path)
        makeID = SubmissionID.random
        guard let settings = try file.read(Ledger.settings(in:)) else {
            throw LedgerError.unfinished(path)
        }
        calendar = settings.calendar
        salt = settings.salt
    }

    /// The same on a thread of its own: a foreign program, or a restore that is under way, is waited for.
    package static func openReadOnly(_ path: String) async throws -> Ledger {
        try await OwnThread.run { try Ledger(readOnly: path) }
    }
}

extension LedgerFile {
    /// How long a look waits for a foreign program that has locked the file.
    private static let patienceOfLooks: TimeInterval = 0.2

    convenience init(readOnly path: String) throws {
        try LedgerFile.refuseUnusable(path)
        let path = LedgerPath.resolved(path)
        let (reader, identity) = try LedgerFile.unmoved(path) {
            try LedgerFile.openedReader(at: path, patience: LedgerFile.patienceOfLooks)
        }
        self.init(path: path, reader: reader, identity: identity)
    }

    /// Opens a file of this version only for reading, without the lock.
    ///
    /// - Parameter patience: how long a foreign program that has locked the file is waited for.
    static func openedReader(at path: String, patience: TimeInterval = patience) throws
        -> DatabaseQueue
    {
        let reader = try openReader(at: path, patience: patience)
        let version = try reader.read { try refuseForeignAndNewer($0, path: path) }
        guard version == Schema.currentVersion else { throw LedgerError.older(path, version) }
        return reader
    }
}

extension LedgerError {
    fileprivate static func older(_ path: String, _ version: Int) -> LedgerError {
        LedgerError(
            .older,
            "the ledger \(path) is of format \(version), and this program writes"
                + " \(Schema.currentVersion); it is brought up to date by what uses it next")
    }

    fileprivate static func unfinished(_ path: String) -> LedgerError {
        LedgerError(
            .unreadable,
            "the making of the ledger \(path) was cut short; what uses it next finishes it")
    }
}
