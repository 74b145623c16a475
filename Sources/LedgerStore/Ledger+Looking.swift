import Accounting
import Foundation
import GRDB

extension Ledger {
    /// Opens a ledger only to look at it: none is made, no format is brought up to date, and nobody is
    /// waited for who holds the write lock.
    ///
    /// For what is asked for all day, and must neither hang nor change anything.
    ///
    /// - Throws: ``LedgerError``: of kind `notFound` where there is no ledger, `unreadable` for one that
    ///   has to be finished or brought up to date first.
    package init(lookingAt path: String) throws {
        file = try LedgerFile(lookingAt: path)
        makeID = SubmissionID.random
        guard let settings = try file.read(Ledger.settings(in:)) else {
            throw LedgerError.unfinished(path)
        }
        calendar = settings.calendar
        salt = settings.salt
    }
}

extension LedgerFile {
    /// How long a look waits for a foreign program that has locked the file.
    private static let patienceOfLooks: TimeInterval = 0.2

    convenience init(lookingAt path: String) throws {
        guard Ledger.isMade(at: path) else {
            throw LedgerError(.notFound, "there is no ledger at \(path)")
        }
        try LedgerFile.refuseUnusable(path)
        let path = LedgerFile.realPath(of: path)
        let reader = try LedgerFile.translating(path) {
            let reader = try LedgerFile.openReader(
                at: path, patience: LedgerFile.patienceOfLooks)
            let version = try reader.read {
                try LedgerFile.refuseForeignAndNewer($0, path: path)
            }
            guard version == Schema.currentVersion else { throw LedgerError.unfinished(path) }
            return reader
        }
        self.init(path: path, reader: reader)
    }
}

extension LedgerError {
    fileprivate static func unfinished(_ path: String) -> LedgerError {
        LedgerError(
            .unreadable,
            "the ledger \(path) is of an older format, or its making was cut short; any command that"
                + " uses it puts it right: bursar verify")
    }
}
