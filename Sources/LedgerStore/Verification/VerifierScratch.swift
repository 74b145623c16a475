import Foundation
import GRDB

/// The folder in which a ledger is replayed, for as long as it is verified.
///
/// The ledger is only read, so every error of writing is about this folder.
struct VerifierScratch {
    /// It cannot be written to; the ledger has nothing to do with it.
    struct Failure: Error {
        let error: LedgerError
    }

    private let parent: URL
    private let folder: URL

    /// - Throws: ``LedgerError`` when it cannot be made.
    init(in parent: URL) throws(LedgerError) {
        self.parent = parent
        folder = parent.appendingPathComponent(
            "bursar-verify-\(UUID().uuidString)", isDirectory: true)
        if mkdir(folder.path, 0o700) != 0 {
            let code = errno
            throw unusable(
                [ENOSPC, EDQUOT].contains(code) ? .full : .unreadable,
                String(cString: strerror(code)))
        }
    }

    private var path: String { folder.appendingPathComponent("replay.sqlite").path }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// What an error says about this folder; nil for one that is about the ledger.
    func failure(_ error: DatabaseError) -> Failure? {
        switch (error.resultCode, error.extendedResultCode) {
        case (.SQLITE_FULL, _): Failure(error: unusable(.full, "it is full"))
        case (.SQLITE_CANTOPEN, _),
            (_, .SQLITE_IOERR_WRITE), (_, .SQLITE_IOERR_FSYNC), (_, .SQLITE_IOERR_TRUNCATE),
            (_, .SQLITE_IOERR_GETTEMPPATH), (_, .SQLITE_IOERR_DELETE):
            Failure(error: unusable(.unreadable, error.message ?? "\(error.resultCode)"))
        default: nil
        }
    }

    private func unusable(_ kind: LedgerError.Kind, _ reason: String) -> LedgerError {
        LedgerError(
            kind,
            "the ledger could not be verified, and nothing was found wrong with it: the scratch folder"
                + " \(parent.path) cannot be used (\(reason)); free some space there, or name another"
                + " folder with TMPDIR")
    }
}

extension VerifierScratch {
    /// An empty database with the tables of a ledger, and those in the words that made them. Its folder is
    /// gone when this returns.
    ///
    /// - Parameter withIndexes: what is replayed is read by them. A replay itself looks nothing up by most.
    func makeDatabase(withIndexes: Bool) throws -> (queue: DatabaseQueue, schema: [String: String])
    {
        var configuration = Configuration()
        // What refers to lines of the journal that are not copied would have nothing to refer to.
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        let schema = try queue.writeWithoutTransaction { database in
            // It is used by this process alone, and filled nearly in its order: 16 MiB of it are kept in
            // memory. What its rows break, those of the ledger break, and SQLite names them there.
            try database.execute(
                sql: """
                    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
                    PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -16384;
                    PRAGMA ignore_check_constraints = ON;
                    """)
            for migration in Schema.migrations { try database.execute(sql: migration) }
            let schema = try ProjectionDiff.schema(of: database)
            if !withIndexes {
                try database.execute(
                    sql: """
                        DROP INDEX submission_held; DROP INDEX submission_duplicate;
                        DROP INDEX submission_generation; DROP INDEX entry_of_submission;
                        DROP INDEX submission_source; DROP INDEX submission_by_charge;
                        DROP INDEX submission_without_charge;
                        """)
            }
            return schema
        }
        // Its file needs no name any more: whatever ends this process, the system takes the room back.
        remove()
        return (queue, schema)
    }
}
